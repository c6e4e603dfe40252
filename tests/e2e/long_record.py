"""A very long record of one made-up patient: many entries of a kind, endless words, and codes that nobody can read."""

from typing import Any

from tests.e2e.records import SUBJECT, in_days

Json = dict[str, Any]
ENDLESS = "Hydroxy" + "methylglutaryl" * 12
STORY = "The patient tells that it began slowly and became worse at night. " * 40
DOCTOR = {
    "display": "Dr. Maximiliana-Alexandrina Featherstonehaugh-Cholmondeley of the Department of Internal Medicine"
}
VITALS = [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}]}]


def a_long_record() -> Json:
    made: list[Json] = [{"resourceType": "Patient", "id": "pat"}]
    for n in range(60):
        made += [_condition(n), _visit(n), _benefit(n), _pressure(n)]
    made += [_note(n) for n in range(5)] + [_invoice(n) for n in range(3)]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in made]}


def _condition(n: int) -> Json:
    status = "active" if n % 2 else "resolved"
    return {
        "resourceType": "Condition",
        "id": f"condition-{n}",
        "clinicalStatus": {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": status}]
        },
        "code": {"text": f"{ENDLESS} deficiency {n}"} if n % 3 else {"coding": [{"code": f"{n}44054006"}]},
        "bodySite": [{"text": ENDLESS}],
        "severity": {"text": "Severe"},
        "recorder": DOCTOR,
        "subject": SUBJECT,
        "onsetDateTime": in_days(-30 * n)[:10],
        "recordedDate": in_days(-30 * n + 5),
        "note": [{"text": STORY}],
    }


def _visit(n: int) -> Json:
    return {
        "resourceType": "Encounter",
        "id": f"visit-{n}",
        "status": "finished",
        "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB"},
        "type": [{"text": "Office visit"}],
        "subject": SUBJECT,
        "participant": [{"individual": DOCTOR}],
        "period": {"start": in_days(-30 * n), "end": in_days(-30 * n)},
        "reasonCode": [{"text": ENDLESS}],
    }


def _benefit(n: int) -> Json:
    def told(code: str, value: float) -> Json:
        coding = {"system": "http://terminology.hl7.org/CodeSystem/adjudication", "code": code}
        return {"category": {"coding": [coding]}, "amount": {"value": value, "currency": "USD"}}

    return {
        "resourceType": "ExplanationOfBenefit",
        "id": f"benefit-{n}",
        "status": "active",
        "type": {"text": "Office visit"},
        "use": "claim",
        "patient": SUBJECT,
        "created": in_days(-30 * n)[:10],
        "insurer": {"display": "Plan"},
        "provider": DOCTOR,
        "outcome": "complete",
        "insurance": [{"focal": True, "coverage": {"display": "Plan"}}],
        "item": [
            {"sequence": 1, "productOrService": {"text": ENDLESS}, "adjudication": [told("submitted", 1234567.89)]}
        ],
        "total": [told("submitted", 1234567.89), told("benefit", 1000000.01)],
    }


def _pressure(n: int) -> Json:
    def part(code: str, text: str, value: int) -> Json:
        coding = {"system": "http://loinc.org", "code": code}
        return {
            "code": {"coding": [coding], "text": text},
            "valueQuantity": {"value": value, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"},
        }

    return {
        "resourceType": "Observation",
        "id": f"pressure-{n}",
        "status": "final",
        "category": VITALS,
        "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}], "text": "Blood pressure"},
        "subject": SUBJECT,
        "effectiveDateTime": in_days(-30 * n),
        "component": [part("8462-4", "Diastolic", 70 + n % 25), part("8480-6", "Systolic", 115 + n % 40)],
    }


def _note(n: int) -> Json:
    attachment = {"contentType": "application/pdf", "url": "https://practice.example.org/notes/1", "title": ENDLESS}
    return {
        "resourceType": "DocumentReference",
        "id": f"note-{n}",
        "status": "superseded" if n % 2 else "current",
        "type": {"text": f"Progress note {ENDLESS}"},
        "subject": SUBJECT,
        "date": in_days(-n),
        "author": [DOCTOR],
        "description": STORY,
        "content": [{"attachment": attachment}],
    }


def _invoice(n: int) -> Json:
    """In three currencies."""
    total = {"value": 40.4 + n, "currency": ("USD", "EUR", "JPY")[n]}
    return {
        "resourceType": "Invoice",
        "id": f"invoice-{n}",
        "status": "issued",
        "type": {"text": ENDLESS},
        "subject": SUBJECT,
        "date": in_days(-n),
        "totalGross": total,
    }
