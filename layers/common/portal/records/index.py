"""What a search can ask of a resource, taken out of it once, at intake: by the table in parameters.py."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from portal import ids

from .parameters import Parameter, main_date, parameters
from .sections import section_of
from .spans import BEGINNING, span, span_of

#: Change it when anything here changes what is taken out: records sent again are then written again.
VERSION = "2"
#: No text of a resource has it.
MARK = "\x1f"

#: Where a date is found when a type has none to be searched by, or a resource lacks it.
_OTHER_DATES = {
    "AllergyIntolerance": "onsetDateTime",
    "Appointment": "requestedPeriod.start created",
    "CarePlan": "created",
    "Claim": "billablePeriod.start",
    "Communication": "sent received",
    "Composition": "date",
    "Condition": "recordedDate",
    "Coverage": "period.start",
    "DiagnosticReport": "issued",
    "DocumentReference": "context.period.start",
    "ExplanationOfBenefit": "billablePeriod.start",
    "FamilyMemberHistory": "date",
    "Goal": "statusDate",
    "ImagingStudy": "started",
    "Immunization": "recorded",
    "List": "date",
    "Media": "createdDateTime createdPeriod.start issued",
    "MedicationDispense": "whenPrepared",
    "MedicationStatement": "dateAsserted",
    "Observation": "issued",
    "ServiceRequest": "occurrenceDateTime occurrencePeriod.start",
    "Specimen": "receivedTime",
    "Task": "authoredOn",
}


@dataclass(frozen=True)
class Index:
    """`date` is the start of what the resource tells of, an instant in UTC as text, or empty when it tells of none.

    `spans` are the dates that it can be searched by, `tokens` all the rest (see `needle`).
    """

    section: str
    date: str
    tokens: str
    spans: dict[str, tuple[str, str]]


def index_of(resource: dict[str, Any]) -> Index:
    """The attributes of a checked resource."""
    type_name = resource["resourceType"]
    wanted = parameters(type_name).values()
    categories = [code for category in at(resource, "category") for code in _plain_codes(category)]
    spans = {p.name: found for p in wanted if p.kind == "date" for found in [_first_span(resource, p.paths)] if found}
    kept = dict.fromkeys(text for p in wanted if p.kind != "date" for text in _kept(resource, p))
    return Index(
        section=section_of(type_name, categories),
        date=_date(resource, type_name, spans),
        tokens=MARK + "".join(f"{text}{MARK}" for text in kept) if kept else "",
        spans=spans,
    )


def needle(parameter: Parameter, value: str) -> str:
    """What a resource's `tokens` contain when it has this value.

    A token `system|code` is kept as `name=code|system`, so that a beginning finds it without its system, and once more
    as `name=|system`. Neither letters' case nor, in strings, accents matter. `value` has FHIR's backslashes still.
    """
    head = f"{MARK}{parameter.name}="
    if parameter.kind == "token":
        system, *code = parted(value, "|")
        if not code:
            return f"{head}{_token(_unescaped(system), '')}"
        return f"{head}{_token(_unescaped('|'.join(code)), _unescaped(system))}{MARK}"
    plain = _unescaped(value)
    if parameter.kind == "string":
        return head + _folded(plain)
    return f"{head}{_short(plain) if parameter.kind == 'reference' else _without_mark(plain)}{MARK}"


def parted(value: str, by: str) -> list[str]:
    """What stands between the characters `by` that no backslash is before. Backslashes are still there."""
    parts = [""]
    for piece in re.findall(r"\\.|.", value, re.DOTALL):
        if piece == by:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def instant(value: Any) -> str:
    """The first instant of a FHIR date, dateTime or instant, in UTC. Empty for what is none of them."""
    found = span(value) if isinstance(value, str) else None
    return found[0] if found else ""


def at(node: Any, path: str) -> Iterator[Any]:
    """What stands at a dotted path, through lists."""
    head, _, rest = path.partition(".")
    value = node.get(head) if isinstance(node, dict) else None
    for part in value if isinstance(value, list) else [] if value is None else [value]:
        if rest:
            yield from at(part, rest)
        else:
            yield part


def _date(resource: dict[str, Any], type_name: str, spans: dict[str, tuple[str, str]]) -> str:
    main = main_date(type_name)
    if main and main.name in spans:
        return spans[main.name][0]
    dates = (instant(d) for path in _OTHER_DATES.get(type_name, "").split() for d in at(resource, path))
    return next((date for date in dates if date), BEGINNING)


def _first_span(resource: dict[str, Any], paths: Iterable[str]) -> tuple[str, str] | None:
    return next((found for path in paths for value in at(resource, path) if (found := span_of(value))), None)


def _kept(resource: dict[str, Any], parameter: Parameter) -> Iterator[str]:
    """What `tokens` say of one parameter, without the marks."""
    for value in (value for path in parameter.paths for value in at(resource, path)):
        if parameter.kind == "string" and isinstance(value, str):
            yield f"{parameter.name}={_folded(value)}"
        elif parameter.kind == "reference":
            address = value.get("reference") if isinstance(value, dict) else value
            if isinstance(address, str):
                yield f"{parameter.name}={_short(address)}"
        elif parameter.kind == "uri" and isinstance(value, str):
            yield f"{parameter.name}={_without_mark(value)}"
        elif parameter.kind == "token":
            for code, system in _codings(value):
                yield f"{parameter.name}={_token(code, system)}"
                if system:
                    yield f"{parameter.name}={_token('', system)}"


def _codings(concept: Any) -> Iterator[tuple[str, str]]:
    """Code and system of a CodeableConcept's codings; a Coding, an Identifier and a plain code are one themselves."""
    if isinstance(concept, str):
        yield concept, ""
    elif isinstance(concept, dict):
        for coding in concept.get("coding", [concept]):
            code = coding.get("code", coding.get("value"))
            if isinstance(code, str):
                yield code, coding.get("system", "")


def _plain_codes(concept: Any) -> list[str]:
    return [code for code, _ in _codings(concept)]


def _token(code: str, system: str) -> str:
    code, system = (_without_mark(part).replace("\\", "\\\\").replace("|", "\\|").lower() for part in (code, system))
    return f"{code}|{system}"


def _short(reference: str) -> str:
    """80 bits of a reference: a Provenance may be about thousands of resources."""
    return ids.derived(reference)[:16]


def _unescaped(value: str) -> str:
    """http://hl7.org/fhir/R4/search.html#escaping"""
    return re.sub(r"\\([\\,|$])", r"\1", value)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _without_mark(text))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _without_mark(text: str) -> str:
    return text.replace(MARK, "")
