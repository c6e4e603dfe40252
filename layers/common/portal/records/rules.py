"""What FHIR R4 says in words: invariants of types, kept under their names in the specification (`app-3`, `obs-7`).

Each rule is given one element of its type and yields (element at fault, issue type, what is wrong).
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .index import instant
from .outcome import IssueType

Fault = tuple[str, IssueType, str]
Rule = Callable[[Mapping[str, Any]], Iterator[Fault]]

_WORD = r"[\w!#$&^.+-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:\s*;\s*{_WORD}=(?:{_WORD}|\"[ !#-~]*\"))*", re.ASCII)
_HTTP = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def _appointment(node: Mapping[str, Any]) -> Iterator[Fault]:
    status = node.get("status")
    if ("start" in node) != ("end" in node):
        missing = "end" if "start" in node else "start"
        yield missing, "invariant", "app-2: either both start and end are given, or neither"
    elif "start" not in node and status not in ("proposed", "cancelled", "waitlist"):
        yield "start", "invariant", "app-3: only a proposed, cancelled or waitlisted appointment has no start and end"
    elif _before(node.get("end"), node.get("start")):
        yield "end", "invariant", "the end is before the start"
    if "cancelationReason" in node and status not in ("cancelled", "noshow"):
        yield "cancelationReason", "invariant", "app-4: only a cancelled or missed appointment has a reason for it"


def _participant(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "actor" not in node and "type" not in node:
        yield "", "invariant", "app-1: a participant has a type or an actor"


def _observation(node: Mapping[str, Any]) -> Iterator[Fault]:
    values = [name for name in node if name.startswith("value")]
    if values and "dataAbsentReason" in node:
        yield "dataAbsentReason", "invariant", "obs-6: a reason for no value stands beside a value"
    codes = _codings(node.get("code"))
    if values and codes and any(codes & _codings(part.get("code")) for part in _dicts(node.get("component"))):
        yield values[0], "invariant", "obs-7: a component has the same code, so the observation has no value itself"


def _component(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "dataAbsentReason" in node and any(name.startswith("value") for name in node):
        yield "dataAbsentReason", "invariant", "obs-6: a reason for no value stands beside a value"


def _reference_range(node: Mapping[str, Any]) -> Iterator[Fault]:
    if not node.keys() & {"low", "high", "text"}:
        yield "", "invariant", "obs-3: a reference range has at least a low, a high or a text"


def _condition(node: Mapping[str, Any]) -> Iterator[Fault]:
    clinical = _concept_codes(node.get("clinicalStatus"))
    verified = _concept_codes(node.get("verificationStatus"))
    if any(name.startswith("abatement") for name in node) and clinical & {"active", "recurrence", "relapse"}:
        yield "clinicalStatus", "invariant", "con-4: a condition that has ended is inactive, in remission or resolved"
    if clinical and "entered-in-error" in verified:
        yield "clinicalStatus", "invariant", "con-5: a condition entered in error has no clinical status"


def _allergy(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "clinicalStatus" in node and "entered-in-error" in _concept_codes(node.get("verificationStatus")):
        yield "clinicalStatus", "invariant", "ait-2: an allergy entered in error has no clinical status"


def _period(node: Mapping[str, Any]) -> Iterator[Fault]:
    if _before(node.get("end"), node.get("start")):
        yield "end", "invariant", "per-1: the end is before the start"


def _quantity(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "code" in node and "system" not in node:
        yield "system", "invariant", "qty-3: a unit's code needs its system"


def _extension(node: Mapping[str, Any]) -> Iterator[Fault]:
    values = sum(name.removeprefix("_").startswith("value") for name in node)
    if ("extension" in node) == (values > 0):
        yield "", "invariant", "ext-1: an extension has either a value or extensions"


def _attachment(node: Mapping[str, Any]) -> Iterator[Fault]:
    url, data = node.get("url"), node.get("data")
    if isinstance(url, str) and not _HTTP.match(url):
        yield "url", "security", "only an http or https address is taken"
    if not isinstance(data, str):
        return
    media = node.get("contentType")
    if media is None:
        yield "contentType", "invariant", "att-1: an attachment with data tells its content type"
    elif not isinstance(media, str) or not _MEDIA_TYPE.fullmatch(media):
        yield "contentType", "value", "a content type is like text/plain, or text/plain; charset=utf-8"
    try:
        base64.b64decode(re.sub(r"\s", "", data), validate=True)
    except ValueError:
        yield "data", "value", "not base64"


def _contact_point(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "value" in node and "system" not in node:
        yield "system", "invariant", "cpt-2: a contact point with a value tells its system"


def _patient_contact(node: Mapping[str, Any]) -> Iterator[Fault]:
    if not node.keys() & {"name", "telecom", "address", "organization"}:
        yield "", "invariant", "pat-1: a contact has a name, a telecom, an address or an organization"


def _before(one: Any, other: Any) -> bool:
    """Whether a date or time is before another; by instants when both have a time, else by what both tell."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    if "T" in one and "T" in other:
        return instant(one) < instant(other)
    length = min(len(one), len(other), len("yyyy-mm-dd"))
    return one[:length] < other[:length]


def _dicts(value: Any) -> Iterator[Mapping[str, Any]]:
    return (part for part in value if isinstance(part, dict)) if isinstance(value, list) else iter(())


def _codings(concept: Any) -> frozenset[tuple[Any, Any]]:
    codings = concept.get("coding") if isinstance(concept, dict) else None
    return frozenset((str(c.get("system")), str(c.get("code"))) for c in _dicts(codings) if "code" in c)


def _concept_codes(concept: Any) -> set[str]:
    return {code for _, code in _codings(concept)}


RULES: Mapping[str, Rule] = {
    "Appointment": _appointment,
    "AppointmentParticipant": _participant,
    "Observation": _observation,
    "ObservationComponent": _component,
    "ObservationReferenceRange": _reference_range,
    "Condition": _condition,
    "AllergyIntolerance": _allergy,
    "Period": _period,
    "Quantity": _quantity,
    "Age": _quantity,
    "Duration": _quantity,
    "Extension": _extension,
    "Attachment": _attachment,
    "ContactPoint": _contact_point,
    "PatientContact": _patient_contact,
}
