"""One good, made-up resource of each type that records come in, with something of all that can be wrong in it."""

import copy
from typing import Any

Json = dict[str, Any]

_HL7 = "http://terminology.hl7.org/CodeSystem/"
ME: Json = {"reference": "urn:uuid:rosa"}
DOCTOR: Json = {"reference": "#doctor"}
WHEN, LATER = "2026-03-02T08:30:00-05:00", "2026-03-02T09:30:00-05:00"
PERIOD: Json = {"start": WHEN, "end": LATER}
MONEY: Json = {"value": 12.50, "currency": "USD"}
MG: Json = {"value": 5, "unit": "mg", "system": "http://unitsofmeasure.org", "code": "mg"}
YEARS: Json = {"value": 55, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}
LETTER: Json = {"contentType": "text/plain", "data": "SGVsbG8=", "url": "https://files.example/letter", "title": "News"}
NOTE: Json = {"authorReference": DOCTOR, "time": WHEN, "text": "All is well."}
DOSE: Json = {
    "sequence": 1,
    "text": "One each morning",
    "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "boundsPeriod": PERIOD}},
    "asNeededBoolean": False,
    "doseAndRate": [{"doseQuantity": MG}],
}


def _coded(code: str, system: str = "http://snomed.info/sct") -> Json:
    return {"coding": [{"system": system, "code": code, "userSelected": True}], "text": f"It is {code}"}


def _item(**more: Any) -> Json:
    return {"sequence": 1, "productOrService": _coded("99213"), "servicedPeriod": PERIOD, "net": MONEY} | more


_CLAIM: Json = {
    "type": _coded("professional"),
    "use": "claim",
    "patient": ME,
    "created": "2026-03-02",
    "provider": DOCTOR,
    "billablePeriod": PERIOD,
    "diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": _coded("44054006")}],
    "insurance": [{"sequence": 1, "focal": True, "coverage": {"reference": "Coverage/c1"}}],
    "total": MONEY,
}
_ADJUDICATED: Json = {"adjudication": [{"category": _coded("submitted"), "amount": MONEY}]}
_QUESTION: Json = {
    "linkId": "1",
    "type": "choice",
    "text": "How are you?",
    "required": True,
    "answerOption": [{"valueCoding": {"system": _HL7 + "x", "code": "well"}}],
    "enableWhen": [{"question": "0", "operator": "exists", "answerBoolean": True}],
}

#: Without what every resource of these tests has besides: see `valid`.
VALID: dict[str, Json] = {
    "Account": {"status": "active", "subject": [ME], "servicePeriod": PERIOD, "owner": {"display": "The practice"}},
    "AllergyIntolerance": {
        "clinicalStatus": _coded("active", _HL7 + "allergyintolerance-clinical"),
        "verificationStatus": _coded("confirmed", _HL7 + "allergyintolerance-verification"),
        "category": ["food"],
        "criticality": "high",
        "patient": ME,
        "recorder": DOCTOR,
        "note": [NOTE],
        "reaction": [{"manifestation": [_coded("247472004")], "severity": "mild", "onset": WHEN}],
    },
    "Appointment": {
        "status": "booked",
        "start": WHEN,
        "end": LATER,
        "minutesDuration": 60,
        "participant": [
            {"actor": ME, "status": "accepted", "required": "required"},
            {"actor": DOCTOR, "status": "accepted", "period": PERIOD},
        ],
    },
    "CarePlan": {
        "status": "active",
        "intent": "plan",
        "subject": ME,
        "period": PERIOD,
        "activity": [{"detail": {"status": "in-progress", "scheduledPeriod": PERIOD, "dailyAmount": MG}}],
        "note": [NOTE],
    },
    "CareTeam": {"status": "active", "subject": ME, "participant": [{"member": DOCTOR, "period": PERIOD}]},
    "Claim": {**_CLAIM, "status": "active", "priority": _coded("normal"), "item": [_item(quantity=MG)]},
    "Communication": {"status": "completed", "subject": ME, "sender": DOCTOR, "sent": WHEN, "payload": [
        {"contentAttachment": LETTER}, {"contentString": "Hello"}]},
    "Condition": {
        "clinicalStatus": _coded("active", _HL7 + "condition-clinical"),
        "verificationStatus": _coded("confirmed", _HL7 + "condition-ver-status"),
        "code": _coded("44054006"),
        "subject": ME,
        "asserter": DOCTOR,
        "onsetPeriod": PERIOD,
        "note": [NOTE],
    },
    "Coverage": {"status": "active", "beneficiary": ME, "order": 1, "payor": [{"display": "An insurance"}],
                 "period": PERIOD, "costToBeneficiary": [{"valueMoney": MONEY}]},
    "Device": {"status": "active", "patient": ME, "udiCarrier": [{"entryType": "barcode"}],
               "deviceName": [{"name": "Pump", "type": "model-name"}], "manufactureDate": WHEN},
    "DiagnosticReport": {"status": "final", "code": _coded("58410-2"), "subject": ME, "performer": [DOCTOR],
                         "effectivePeriod": PERIOD, "issued": WHEN, "presentedForm": [LETTER]},
    "DocumentReference": {
        "status": "current",
        "docStatus": "final",
        "subject": ME,
        "author": [DOCTOR],
        "date": WHEN,
        "content": [{"attachment": LETTER}],
        "context": {"period": PERIOD},
        "relatesTo": [{"code": "replaces", "target": {"reference": "DocumentReference/older"}}],
    },
    "Encounter": {
        "status": "finished",
        "class": {"system": _HL7 + "v3-ActCode", "code": "AMB"},
        "statusHistory": [{"status": "planned", "period": PERIOD}],
        "subject": ME,
        "participant": [{"individual": DOCTOR, "period": PERIOD}],
        "diagnosis": [{"condition": {"reference": "Condition/c1"}, "rank": 1}],
    },
    "ExplanationOfBenefit": {
        **_CLAIM,
        "status": "active",
        "insurer": {"display": "An insurance"},
        "outcome": "complete",
        "insurance": [{"focal": True, "coverage": {"reference": "Coverage/c1"}}],
        "total": [{"category": _coded("submitted"), "amount": MONEY}],
        "item": [_item(**_ADJUDICATED)],
        "payment": {"date": "2026-03-02", "amount": MONEY},
    },
    "FamilyMemberHistory": {"status": "completed", "patient": ME, "relationship": _coded("FTH"), "date": WHEN,
                            "condition": [{"code": _coded("44054006"), "onsetAge": YEARS, "note": [NOTE]}]},
    "Goal": {"lifecycleStatus": "active", "description": _coded("289169006"), "subject": ME, "startDate": "2026-03-02",
             "target": [{"measure": _coded("4548-4"), "detailQuantity": MG, "dueDate": "2026-06-02"}], "note": [NOTE]},
    "Immunization": {
        "status": "completed",
        "vaccineCode": _coded("140", "http://hl7.org/fhir/sid/cvx"),
        "patient": ME,
        "occurrenceDateTime": WHEN,
        "primarySource": True,
        "doseQuantity": MG,
        "performer": [{"actor": DOCTOR}],
        "education": [{"documentType": "leaflet", "publicationDate": "2026-01-01"}],
        "note": [NOTE],
    },
    "Invoice": {"status": "issued", "subject": ME, "date": WHEN, "totalNet": MONEY, "participant": [{"actor": DOCTOR}],
                "lineItem": [{"sequence": 1, "chargeItemCodeableConcept": _coded("99213"),
                              "priceComponent": [{"type": "base", "amount": MONEY}]}]},
    "Medication": {"status": "active", "code": _coded("860975"), "batch": {"expirationDate": WHEN},
                   "ingredient": [{"itemCodeableConcept": _coded("6809"), "isActive": True,
                                   "strength": {"numerator": MG, "denominator": MG}}]},
    "MedicationAdministration": {
        "status": "completed",
        "medicationCodeableConcept": _coded("860975"),
        "subject": ME,
        "effectivePeriod": PERIOD,
        "performer": [{"actor": DOCTOR}],
        "dosage": {"dose": MG, "rateRatio": {"numerator": MG, "denominator": MG}},
        "note": [NOTE],
    },
    "MedicationDispense": {"status": "completed", "medicationCodeableConcept": _coded("860975"), "subject": ME,
                           "quantity": MG, "whenPrepared": WHEN, "whenHandedOver": LATER, "dosageInstruction": [DOSE]},
    "MedicationRequest": {
        "status": "active",
        "intent": "order",
        "priority": "routine",
        "medicationCodeableConcept": _coded("860975"),
        "subject": ME,
        "requester": DOCTOR,
        "dosageInstruction": [DOSE],
        "dispenseRequest": {"numberOfRepeatsAllowed": 3, "validityPeriod": PERIOD, "quantity": MG},
        "note": [NOTE],
    },
    "MedicationStatement": {"status": "active", "medicationCodeableConcept": _coded("860975"), "subject": ME,
                            "effectivePeriod": PERIOD, "dosage": [DOSE], "note": [NOTE]},
    "Observation": {
        "status": "final",
        "code": _coded("85354-9"),
        "subject": ME,
        "performer": [DOCTOR],
        "effectiveDateTime": WHEN,
        "component": [{"code": _coded("8480-6"), "valueQuantity": MG | {"comparator": "<"}},
                      {"code": _coded("8462-4"), "valueInteger": 80}],
        "referenceRange": [{"low": MG, "high": MG | {"value": 9.5}}],
        "note": [NOTE],
    },
    "Patient": {
        "gender": "female",
        "birthDate": "1956-04-28",
        "deceasedBoolean": False,
        "name": [{"use": "official", "family": "Alvarez", "given": ["Rosa", "Maria"], "period": PERIOD}],
        "telecom": [{"system": "phone", "value": "555-0101", "use": "home", "rank": 1}],
        "address": [{"use": "home", "type": "both", "line": ["1 River Road"], "period": PERIOD}],
        "photo": [LETTER],
        "contact": [{"name": {"family": "Alvarez"}, "gender": "male"}],
        "communication": [{"language": _coded("es"), "preferred": True}],
    },
    "Procedure": {"status": "completed", "code": _coded("80146002"), "subject": ME, "performedPeriod": PERIOD,
                  "performer": [{"actor": DOCTOR}], "note": [NOTE]},
    "Provenance": {"target": [{"reference": "Observation/o1"}], "occurredPeriod": PERIOD, "recorded": WHEN,
                   "agent": [{"who": DOCTOR}],
                   "entity": [{"role": "source", "what": {"reference": "DocumentReference/d1"}}]},
    "Questionnaire": {"status": "active", "date": WHEN, "effectivePeriod": PERIOD, "item": [
        {"linkId": "0", "type": "boolean", "initial": [{"valueBoolean": True}]}, _QUESTION,
        {"linkId": "2", "type": "group", "item": [{"linkId": "2.1", "type": "integer", "repeats": True}]}]},
    "QuestionnaireResponse": {"status": "completed", "subject": ME, "author": ME, "authored": WHEN, "item": [
        {"linkId": "1", "answer": [{"valueCoding": {"system": _HL7 + "x", "code": "well"}}]},
        {"linkId": "2", "item": [{"linkId": "2.1", "answer": [{"valueInteger": 3}, {"valueQuantity": MG}]}]}]},
    "RelatedPerson": {"active": True, "patient": ME, "gender": "male", "birthDate": "1950-01-01", "period": PERIOD,
                      "name": [{"use": "usual", "text": "Mateo"}], "photo": [LETTER]},
    "ServiceRequest": {"status": "active", "intent": "order", "priority": "urgent", "doNotPerform": False,
                       "code": _coded("73761001"), "orderDetail": [_coded("x")], "subject": ME, "requester": DOCTOR,
                       "quantityQuantity": MG, "occurrencePeriod": PERIOD, "note": [NOTE]},
    "Specimen": {"status": "available", "subject": ME, "receivedTime": WHEN, "collection": {
        "collector": DOCTOR, "collectedPeriod": PERIOD, "quantity": MG}, "note": [NOTE]},
}  # fmt: skip


def valid(type_name: str) -> Json:
    """A fresh one, with a narrative, an extension of each shape and a contained resource."""
    more: Json = {
        "resourceType": type_name,
        "id": "rosa" if type_name == "Patient" else "x1",
        "meta": {"profile": ["http://example.org/profile"], "tag": [{"system": "http://example.org", "code": "t"}]},
        "text": {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml"><p>A <b>text</b></p></div>'},
        "contained": [
            {"resourceType": "Practitioner", "id": "doctor", "active": True, "gender": "female", "photo": [LETTER]}
        ],
        "extension": [
            {"url": "http://example.org/q", "valueQuantity": MG},
            {"url": "http://example.org/p", "extension": [{"url": "inner", "valuePeriod": PERIOD}]},
            {"url": "http://example.org/a", "valueAttachment": LETTER},
            {"url": "http://example.org/r", "valueReference": {"reference": "Encounter/e1", "type": "Encounter"}},
            {"url": "http://example.org/d", "valueReference": DOCTOR},
            {"url": "http://example.org/i", "valuePositiveInt": 7},
            {"url": "http://example.org/b", "valueBoolean": False},
            {"url": "http://example.org/u", "valueUrl": "https://example.org/more"},
            {"url": "http://example.org/s", "valueString": "x", "_valueString": {"extension": [
                {"url": "http://example.org/e", "valueReference": DOCTOR}]}},
        ],
        "_language": {"extension": [{"url": "http://example.org/m", "valueAttachment": LETTER}]},
        "_implicitRules": {"extension": [{"url": "http://example.org/o", "valueReference": DOCTOR}]},
    }  # fmt: skip
    return copy.deepcopy(more | VALID[type_name])
