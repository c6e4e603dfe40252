"""Who reads records: somebody signed in, on the chart that the request names.

The chart comes from the patient searched for, or from the head of a resource's id. 404 when it is not theirs.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self
from urllib.parse import parse_qsl

from portal.access import Acting, Caller
from portal.errors import Malformed
from portal.http.request import Request


@dataclass(frozen=True)
class Reader(Acting):
    """The caller of an operation under /fhir."""

    @classmethod
    def authenticate(cls, request: Request) -> Self:
        chart_id = _chart_id(request)
        if chart_id is None:
            Caller.authenticate(request)
            raise Malformed("Say whose records: patient=… (or _id=…)")
        return cls.on(chart_id, request)

    @cached_property
    def parameters(self) -> list[tuple[str, str]]:
        return parameters(self.request)


def parameters(request: Request) -> list[tuple[str, str]]:
    """The search's parameters in their order; one that is given twice stays two."""
    return parse_qsl(request.event.get("rawQueryString") or "", keep_blank_values=True)


def _chart_id(request: Request) -> str | None:
    if "id" in request.path:
        return _head(request.path["id"])
    given = parameters(request)
    patients = {value.removeprefix("Patient/") for name, value in given if name in ("patient", "subject")}
    if len(patients) > 1:
        return None
    ids = [_head(value) for name, value in given if name == "_id"]
    return next(iter([*patients, *ids]), None)


def _head(resource_id: str) -> str:
    """`<chart>` of `<chart>.<derived>`; a Patient's id is the chart's own."""
    return resource_id.partition(".")[0]
