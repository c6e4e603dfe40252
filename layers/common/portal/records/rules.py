"""What FHIR R4 says in words: invariants of types, kept under their names in the specification (`app-3`, `obs-7`).

Each rule is given one element of its type and yields (element at fault, issue type, what is wrong).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .datatypes import DATATYPES, Fault, Rule, before, dicts

#: Of items in items; the walk refuses deeper ones.
_DEEPEST = 32


def _appointment(node: Mapping[str, Any]) -> Iterator[Fault]:
    status = node.get("status")
    if ("start" in node) != ("end" in node):
        missing = "end" if "start" in node else "start"
        yield missing, "invariant", "app-2: either both start and end are given, or neither"
    elif "start" not in node and status not in ("proposed", "cancelled", "waitlist"):
        yield "start", "invariant", "app-3: only a proposed, cancelled or waitlisted appointment has no start and end"
    elif before(node.get("end"), node.get("start")):
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
    if values and codes and any(codes & _codings(part.get("code")) for part in dicts(node.get("component"))):
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
    in_error = "entered-in-error" in _concept_codes(node.get("verificationStatus"))
    if not in_error and "clinicalStatus" not in node:
        yield "clinicalStatus", "invariant", "ait-1: an allergy has a clinical status"
    if in_error and "clinicalStatus" in node:
        yield "clinicalStatus", "invariant", "ait-2: an allergy entered in error has no clinical status"


def _patient_contact(node: Mapping[str, Any]) -> Iterator[Fault]:
    if not node.keys() & {"name", "telecom", "address", "organization"}:
        yield "", "invariant", "pat-1: a contact has a name, a telecom, an address or an organization"


def _organization(node: Mapping[str, Any]) -> Iterator[Fault]:
    if not node.keys() & {"name", "identifier"}:
        yield "", "invariant", "org-1: an organization has a name or an identifier"
    for name, rule in (("address", "org-2"), ("telecom", "org-3")):
        if any(part.get("use") == "home" for part in dicts(node.get(name))):
            yield name, "invariant", f"{rule}: an organization has no home"


def _dispense(node: Mapping[str, Any]) -> Iterator[Fault]:
    if before(node.get("whenHandedOver"), node.get("whenPrepared")):
        yield "whenHandedOver", "invariant", "mdd-1: nothing is handed over before it is prepared"


def _given_dose(node: Mapping[str, Any]) -> Iterator[Fault]:
    if not _any(node, "dose", "rateRatio", "rateQuantity"):
        yield "", "invariant", "mad-1: what was given has a dose or a rate"


def _together(needed: str, rule: str, *starts: str) -> Rule:
    """Where one of the elements is, another one has to be."""

    def check(node: Mapping[str, Any]) -> Iterator[Fault]:
        if needed not in node and _any(node, *starts):
            yield needed, "invariant", f"{rule}: {starts[0]} needs {needed}"

    return check


def _one_of(rule: str, *names: str) -> Rule:
    def check(node: Mapping[str, Any]) -> Iterator[Fault]:
        if not node.keys() & set(names):
            yield "", "invariant", f"{rule}: at least one of {', '.join(names)} is given"

    return check


def _not_both(rule: str, one: str, other: str) -> Rule:
    def check(node: Mapping[str, Any]) -> Iterator[Fault]:
        if one in node and other in node:
            yield other, "invariant", f"{rule}: either {one} or {other} is given"

    return check


def _question(node: Mapping[str, Any]) -> Iterator[Fault]:
    kind = node.get("type")
    if kind == "group" and "item" not in node:
        yield "item", "invariant", "que-1: a group has items"
    if kind == "display":
        for name, rule in _NOT_OF_A_TEXT:
            if name in node:
                yield name, "invariant", f"{rule}: a text that is only shown has no {name}"
    if kind in ("group", "display") and "initial" in node:
        yield "initial", "invariant", "que-8: there is nothing to answer here"
    if "answerOption" in node and "answerValueSet" in node:
        yield "answerValueSet", "invariant", "que-4: either answerOption or answerValueSet is given"
    if "answerOption" in node and "initial" in node:
        yield "initial", "invariant", "que-11: with answerOption, it tells itself what is chosen at first"
    if len([*dicts(node.get("enableWhen"))]) > 1 and "enableBehavior" not in node:
        yield "enableBehavior", "invariant", "que-12: several conditions need a word on how they go together"


_NOT_OF_A_TEXT = (
    ("item", "que-1"),
    ("code", "que-3"),
    ("required", "que-6"),
    ("repeats", "que-6"),
    ("readOnly", "que-9"),
)


def _condition_of_a_question(node: Mapping[str, Any]) -> Iterator[Fault]:
    if node.get("operator") == "exists" and not isinstance(node.get("answerBoolean"), bool):
        yield "answerBoolean", "invariant", "que-7: exists asks for true or false"


def _questionnaire(node: Mapping[str, Any]) -> Iterator[Fault]:
    seen: set[str] = set()
    for link_id in _link_ids(node):
        if link_id in seen:
            yield "item", "invariant", f"que-2: two items have the linkId {link_id[:40]!r}"
            return
        seen.add(link_id)


def _link_ids(node: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    for item in dicts(node.get("item")) if depth < _DEEPEST else ():
        if isinstance(item.get("linkId"), str):
            yield item["linkId"]
        yield from _link_ids(item, depth + 1)


def _any(node: Mapping[str, Any], *starts: str) -> bool:
    """Whether an element is there by one of these names, or one of a choice that begins so (`detail[x]`)."""
    return any(re.fullmatch(f"{start}([A-Z].*)?", name) for name in node for start in starts)


def _codings(concept: Any) -> frozenset[tuple[Any, Any]]:
    codings = concept.get("coding") if isinstance(concept, dict) else None
    return frozenset((str(c.get("system")), str(c.get("code"))) for c in dicts(codings) if "code" in c)


def _concept_codes(concept: Any) -> set[str]:
    return {code for _, code in _codings(concept)}


RULES: Mapping[str, Rule] = {
    **DATATYPES,
    "Appointment": _appointment,
    "AppointmentParticipant": _participant,
    "Observation": _observation,
    "ObservationComponent": _component,
    "ObservationReferenceRange": _reference_range,
    "Condition": _condition,
    "AllergyIntolerance": _allergy,
    "Organization": _organization,
    "MedicationDispense": _dispense,
    "MedicationAdministrationDosage": _given_dose,
    "CarePlanActivity": _not_both("cpl-3", "detail", "reference"),
    "GoalTarget": _together("measure", "gol-1", "detail"),
    "ImmunizationEducation": _one_of("imm-1", "documentType", "reference"),
    "ServiceRequest": _together("code", "prr-1", "orderDetail"),
    "Questionnaire": _questionnaire,
    "QuestionnaireItem": _question,
    "QuestionnaireItemEnableWhen": _condition_of_a_question,
    "QuestionnaireResponseItem": _not_both("qrs-1", "answer", "item"),
    "PatientContact": _patient_contact,
}
