"""Who asks under /fhir: somebody signed in, on the chart that the request names, where it names one.

The chart comes from the patient searched for, or from the head of a resource's id. 404 when it is not theirs.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import parse_qsl

from portal.access import Acting, Caller
from portal.errors import Malformed, Refusal, TooLarge, UnsupportedMediaType
from portal.http.request import Request
from portal.settings import settings

from .capability import unknown
from .parameters import SERVED, SHARED

_FORM = "application/x-www-form-urlencoded"
_LONGEST_FORM = 64 * 1024
_MOST_PARAMETERS = 200


@dataclass(frozen=True)
class Reader(Acting):
    """Who reads something whose id begins with a chart's."""

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        return cls.on(head(request.path["id"]), request)


@dataclass(frozen=True)
class Requester(Caller):
    """Who reads or searches resources. `acting` is None where no one chart is named: for what a practice shares, and
    in a search for patients."""

    acting: Acting | None

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        try:
            chart_id = _chart_id(request)
        except Refusal:
            # Who is not signed in is told so, and nothing of the request.
            Caller.authenticate(request)
            raise
        if chart_id is None:
            caller, acting = Caller.authenticate(request), None
        else:
            caller = acting = Acting.on(chart_id, request)
        return cls(request, caller.account, caller.credential, caller.session, acting)

    @cached_property
    def parameters(self) -> list[tuple[str, str]]:
        return _parameters(self.request)

    @property
    def is_lenient(self) -> bool:
        """http://hl7.org/fhir/R4/search.html#errors"""
        wishes = self.request.headers.get("prefer", "").replace(";", ",").split(",")
        return "handling=lenient" in (wish.strip() for wish in wishes)


def head(resource_id: str) -> str:
    """`<chart>` of `<chart>.<derived>`, or the practice's; a Patient's id is the chart's own."""
    return resource_id.partition(".")[0]


def _chart_id(request: Request) -> str | None:
    type_name = request.path["type"]
    if type_name not in (*SERVED, *SHARED):
        raise unknown(type_name)
    if "id" in request.path:
        return None if type_name in SHARED else head(request.path["id"])
    if type_name in SHARED:
        raise Malformed(f"{type_name} is not searched for, only read by its id")
    given = _parameters(request)
    charts = {_patient(value) for name, value in given if name == "patient"}
    charts = charts or {head(each) for name, value in given if name == "_id" for each in value.split(",")}
    if len(charts) == 1:
        return charts.pop()
    if type_name == "Patient":
        return None
    raise Malformed("Say whose records: patient=… (or _id=…), of one chart at a time")


def _patient(reference: str) -> str:
    return reference.removeprefix(f"{settings().portal_url}/fhir/").removeprefix("Patient/")


def _parameters(request: Request) -> list[tuple[str, str]]:
    """The search's parameters in their order, of the address and of a form; one that is given twice stays two."""
    parts = [request.event.get("rawQueryString") or ""]
    if request.event["requestContext"]["http"]["method"] == "POST" and request.body:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise UnsupportedMediaType(f"Send a search as {_FORM}")
        if len(request.body) > _LONGEST_FORM:
            raise TooLarge("A search may have at most 64 KB")
        parts.append(request.body.decode(errors="replace"))
    try:
        return [
            pair for part in parts for pair in parse_qsl(part, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
        ]
    except ValueError:
        raise Malformed(f"A search may have {_MOST_PARAMETERS} parameters at most") from None
