"""What of a resource a person reads: one row for each type. `docs/records.md` names the types.

A path names members through lists; `value[x]` is a choice of types, `a | b` what says something first. A label before a
path is one of LABELS; `@` behind it says that the hour matters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Telling:
    """In which part of the file, what heads it, of what day it is, and what it says, line by line."""

    part: str
    title: str
    day: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def _facts(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (line.split(":", 1) for line in text.strip().splitlines())
    return tuple((label.strip(), path.strip()) for label, path in pairs)


_MEDICINE = "medicationCodeableConcept | medicationReference"
TELLINGS: dict[str, Telling] = {
    "Patient": Telling("person", "name", "", _facts("""
        birth-date: birthDate
        gender: gender
        phone: telecom/phone
        email: telecom/email
        address: address
        language: communication.language
        marital: maritalStatus
        contact: contact.name""")),
    "RelatedPerson": Telling("person", "name", "", _facts("""
        relationship: relationship
        phone: telecom/phone""")),
    "AllergyIntolerance": Telling("allergies", "code", "recordedDate | onset[x]", _facts("""
        reaction: reaction.manifestation
        severity: reaction.severity
        criticality: criticality
        kind: category
        status: clinicalStatus | verificationStatus
        from: onset[x]
        note: note""")),
    "Condition": Telling("conditions", "code", "onset[x] | recordedDate", _facts("""
        status: clinicalStatus | verificationStatus
        from: onset[x]
        ended: abatement[x]
        severity: severity
        site: bodySite
        by: recorder | asserter
        note: note""")),
    "MedicationRequest": Telling("medicines", _MEDICINE, "authoredOn", _facts("""
        dose: dosageInstruction
        status: status
        for: reasonCode | reasonReference
        prescriber: requester
        date: authoredOn
        allowed: dispenseRequest.numberOfRepeatsAllowed
        until: dispenseRequest.validityPeriod.end
        note: note""")),
    "MedicationStatement": Telling("medicines", _MEDICINE, "effective[x] | dateAsserted", _facts("""
        dose: dosage
        status: status
        for: reasonCode
        time: effective[x]
        note: note""")),
    "MedicationDispense": Telling("medicines", _MEDICINE, "whenHandedOver | whenPrepared", _facts("""
        given: whenHandedOver | whenPrepared
        quantity: quantity
        dose: dosageInstruction
        status: status
        by: performer.actor""")),
    "MedicationAdministration": Telling("medicines", _MEDICINE, "effective[x]", _facts("""
        given: effective[x]
        dose: dosage.text | dosage.dose
        status: status
        by: performer.actor""")),
    "Appointment": Telling("appointments", "serviceType | appointmentType | description", "start", _facts("""
        time@: start
        until@: end
        status: status
        with: participant.actor
        for: reasonCode
        detail: description
        to-know: patientInstruction
        note: comment""")),
    "DiagnosticReport": Telling("notes", "code", "effective[x] | issued", _facts("""
        status: status
        by: performer | resultsInterpreter
        conclusion: conclusion | conclusionCode""")),
    "Immunization": Telling("immunizations", "vaccineCode", "occurrence[x]", _facts("""
        status: status
        why-not: statusReason
        by: performer.actor
        place: location
        lot: lotNumber
        maker: manufacturer
        site: site
        note: note""")),
    "Procedure": Telling("procedures", "code", "performed[x]", _facts("""
        status: status
        for: reasonCode | reasonReference
        by: performer.actor
        place: location
        site: bodySite
        outcome: outcome
        note: note""")),
    "Encounter": Telling("visits", "type | serviceType | class", "period", _facts("""
        time@: period
        status: status
        with: participant.individual
        for: reasonCode | reasonReference
        diagnosis: diagnosis.condition
        place: location.location | serviceProvider""")),
    "CarePlan": Telling("plans", "title | category | description", "period | created", _facts("""
        status: status
        time: period
        detail: description
        activity: activity.detail.code | activity.detail.description | activity.reference
        goal: goal
        team: careTeam
        note: note""")),
    "CareTeam": Telling("plans", "name | category", "period", _facts("""
        with: participant.member
        status: status
        time: period""")),
    "Goal": Telling("goals", "description", "startDate | statusDate", _facts("""
        status: lifecycleStatus
        outcome: achievementStatus | outcomeCode
        target: target.detail[x]
        due: target.due[x]
        note: note""")),
    "DocumentReference": Telling("notes", "type | description | category", "date | context.period", _facts("""
        status: status
        by: author
        detail: description""")),
    "ServiceRequest": Telling("orders", "code", "authoredOn | occurrence[x]", _facts("""
        status: status
        for: reasonCode | reasonReference
        prescriber: requester
        with: performer
        time: occurrence[x]
        note: note""")),
    "Device": Telling("devices", "deviceName.name | type", "manufactureDate", _facts("""
        kind: type
        status: status
        maker: manufacturer
        lot: lotNumber
        expires: expirationDate""")),
    "ExplanationOfBenefit": Telling("billing", "type", "created | billablePeriod", _facts("""
        time: billablePeriod
        status: status
        item: item.productOrService
        by: provider
        insurer: insurer
        billed: total/submitted
        insurance-paid: payment.amount | total/benefit""")),
    "Claim": Telling("billing", "type", "created | billablePeriod", _facts("""
        time: billablePeriod
        status: status
        item: item.productOrService
        by: provider
        insurer: insurer
        total: total""")),
    "Invoice": Telling("billing", "type | identifier", "date", _facts("""
        status: status
        total: totalGross | totalNet
        by: issuer
        item: lineItem.chargeItemCodeableConcept | lineItem.chargeItemReference
        note: note""")),
    "Account": Telling("billing", "name | type", "servicePeriod", _facts("""
        status: status
        time: servicePeriod
        detail: description""")),
    "Coverage": Telling("billing", "type", "period", _facts("""
        insurer: payor
        member: subscriberId
        status: status
        time: period
        relationship: relationship""")),
    "QuestionnaireResponse": Telling("forms", "_questionnaire.extension.valueString", "authored", _facts("""
        status: status
        by: author | source""")),
}  # fmt: skip
OTHER = Telling("other", "code | type | description | title | name", "date | created", _facts("status: status"))
OBSERVATION = Telling("vitals", "code", "effective[x] | issued", _facts("note: note"))

#: For programs: what they say is in the other records, or blank.
TECHNICAL = frozenset({"Provenance", "Medication", "Questionnaire", "Specimen", "Binary", "Media", "Person"})


def found(node: Any, paths: str) -> list[Any]:
    """The values at the first of the paths that has any."""
    for path in paths.split(" | "):
        if values := [value for value in _at(node, path) if value not in (None, "", [], {})]:
            return values
    return []


def _at(node: Any, path: str) -> Iterator[Any]:
    head, _, rest = path.partition(".")
    for value in _member(node, head):
        for part in value if isinstance(value, list) else [value]:
            if rest:
                yield from _at(part, rest)
            else:
                yield part


def _member(node: Any, name: str) -> Iterator[Any]:
    """`value[x]` is whichever type was chosen; `telecom/phone` those of a system, `total/benefit` of a category."""
    if not isinstance(node, dict):
        return
    if name.endswith("[x]"):
        stem = name.removesuffix("[x]")
        yield from (v for k, v in node.items() if k.startswith(stem) and k[len(stem) : len(stem) + 1].isupper())
    elif "/" in name:
        member, _, kind = name.partition("/")
        parts = [part for part in node.get(member, []) if isinstance(part, dict)]
        if member == "total":
            yield from (p.get("amount") for p in parts if kind in str(p.get("category", {}).get("coding", "")))
        else:
            yield from (part.get("value") for part in parts if part.get("system") == kind)
    elif name in node:
        yield node[name]
