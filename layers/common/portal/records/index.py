"""What a search can ask of a resource, taken out of it once, at intake.

Tokens are kept in each form that a search may use: `code`, `system|code`, `system|`, and `|code` without a system.
http://hl7.org/fhir/R4/search.html#token
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from portal import clock

from .sections import section_of

#: Change it when anything here changes what is taken out: records sent again are then written again.
VERSION = "1"

_DATES = {
    "Account": "servicePeriod.start",
    "AllergyIntolerance": "recordedDate onsetDateTime",
    "Appointment": "start requestedPeriod.start created",
    "CarePlan": "period.start created",
    "CareTeam": "period.start",
    "Claim": "created billablePeriod.start",
    "Communication": "sent received",
    "Composition": "date",
    "Condition": "onsetDateTime onsetPeriod.start recordedDate",
    "Coverage": "period.start",
    "DiagnosticReport": "effectiveDateTime effectivePeriod.start issued",
    "DocumentReference": "date context.period.start",
    "Encounter": "period.start",
    "ExplanationOfBenefit": "created billablePeriod.start",
    "FamilyMemberHistory": "date",
    "Goal": "startDate statusDate",
    "ImagingStudy": "started",
    "Immunization": "occurrenceDateTime recorded",
    "Invoice": "date",
    "List": "date",
    "Media": "createdDateTime createdPeriod.start issued",
    "MedicationAdministration": "effectiveDateTime effectivePeriod.start",
    "MedicationDispense": "whenHandedOver whenPrepared",
    "MedicationRequest": "authoredOn",
    "MedicationStatement": "effectiveDateTime effectivePeriod.start dateAsserted",
    "Observation": "effectiveDateTime effectivePeriod.start effectiveInstant issued",
    "Procedure": "performedDateTime performedPeriod.start",
    "Provenance": "recorded",
    "Questionnaire": "date",
    "QuestionnaireResponse": "authored",
    "ServiceRequest": "authoredOn occurrenceDateTime occurrencePeriod.start",
    "Specimen": "collection.collectedDateTime receivedTime",
    "Task": "authoredOn",
}
_CODES = {
    "Appointment": "serviceType",
    "Claim": "type",
    "Coverage": "type",
    "DocumentReference": "type",
    "Encounter": "type",
    "ExplanationOfBenefit": "type",
    "Goal": "description",
    "Immunization": "vaccineCode",
    "MedicationAdministration": "medicationCodeableConcept",
    "MedicationDispense": "medicationCodeableConcept",
    "MedicationRequest": "medicationCodeableConcept",
    "MedicationStatement": "medicationCodeableConcept",
}
_CATEGORIES = {"Appointment": "serviceCategory", "Encounter": "class"}


@dataclass(frozen=True)
class Index:
    """`date` is the start of what the resource tells of, an instant in UTC as text, or empty when it tells of none."""

    section: str
    category: tuple[str, ...]
    code: tuple[str, ...]
    identifier: tuple[str, ...]
    date: str
    status: str | None
    intent: str | None


def index_of(resource: dict[str, Any]) -> Index:
    """The attributes of a checked resource."""
    type_name = resource["resourceType"]
    categories = list(_at(resource, _CATEGORIES.get(type_name, "category")))
    plain = [code for category in categories for code in _plain_codes(category)]
    status = resource.get("status") or resource.get("lifecycleStatus")
    if status is None:
        status = next(iter(_plain_codes(resource.get("clinicalStatus"))), None)
    dates = (d for path in _DATES.get(type_name, "").split() for d in map(instant, _at(resource, path)) if d)
    return Index(
        section=section_of(type_name, plain),
        category=_tokens(categories),
        code=_tokens(_at(resource, _CODES.get(type_name, "code"))),
        identifier=tuple(dict.fromkeys(t for i in _at(resource, "identifier") for t in _token(i, "value"))),
        date=next(dates, ""),
        status=status if isinstance(status, str) else None,
        intent=resource["intent"] if isinstance(resource.get("intent"), str) else None,
    )


def instant(value: Any) -> str:
    """The first instant of a FHIR date, dateTime or instant, in UTC; a date without a zone counts as UTC's.

    Empty for what is none of them. A leap second, which Python does not know, is taken for the one before.
    """
    if not isinstance(value, str):
        return ""
    whole = value + "0001-01-01"[len(value) :] if len(value) < len("yyyy-mm-dd") else value
    try:
        at = datetime.fromisoformat(whole.replace(":60", ":59"))
        return clock.text(at if at.tzinfo else at.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return ""


def _at(node: Any, path: str) -> Iterator[Any]:
    """What stands at a dotted path, through lists."""
    head, _, rest = path.partition(".")
    value = node.get(head) if isinstance(node, dict) else None
    for part in value if isinstance(value, list) else [] if value is None else [value]:
        if rest:
            yield from _at(part, rest)
        else:
            yield part


def _codings(concept: Any) -> list[dict[str, Any]]:
    """The codings of a CodeableConcept; a Coding and a plain code are one themselves."""
    if isinstance(concept, str):
        return [{"code": concept}]
    if not isinstance(concept, dict):
        return []
    return concept.get("coding", []) if "coding" in concept or "code" not in concept else [concept]


def _plain_codes(concept: Any) -> list[str]:
    return [coding["code"] for coding in _codings(concept) if "code" in coding]


def _tokens(concepts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for concept in concepts for c in _codings(concept) for t in _token(c, "code")))


def _token(coding: dict[str, Any], name: str) -> Iterator[str]:
    code, system = coding.get(name), coding.get("system")
    if code is None:
        return
    yield code
    yield f"{system or ''}|{code}"
    if system:
        yield f"{system}|"
