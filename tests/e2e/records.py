"""Records for the browser tests: what a small practice would send of one patient."""

from datetime import UTC, datetime, timedelta
from typing import Any

LABORATORY = [
    {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory"}]}
]
A1C = {"coding": [{"system": "http://loinc.org", "code": "4548-4"}], "text": "Hemoglobin A1c"}
SUBJECT = {"reference": "Patient/pat"}

VIDEO = [
    {
        "url": "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService",
        "extension": [
            {"url": "addressUrl", "valueUrl": "https://video.example.org/visit/7"},
            {"url": "sessionKey", "valueString": "blue door"},
        ],
    }
]


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).replace(microsecond=0).isoformat()


def a1c(number: int, value: float, days: int) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"a1c-{number}",
        "status": "final",
        "category": LABORATORY,
        "code": A1C,
        "subject": SUBJECT,
        "effectiveDateTime": in_days(days),
        "valueQuantity": {"value": value, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
        "referenceRange": [{"low": {"value": 4, "unit": "%"}, "high": {"value": 5.6, "unit": "%"}}],
    }


def report(number: int, days: int) -> dict[str, Any]:
    category = [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "LAB"}]}]
    return {
        "resourceType": "DiagnosticReport",
        "id": f"report-{number}",
        "status": "final",
        "category": category,
        "code": {"text": "Diabetes check"},
        "subject": SUBJECT,
        "effectiveDateTime": in_days(days),
        "result": [{"reference": f"Observation/a1c-{number}"}],
    }


def a_small_record() -> dict[str, Any]:
    """Four HbA1c results in reports, two prescriptions, a past and a coming appointment."""
    results = [(1, 5.4, -700), (2, 5.9, -480), (3, 6.6, -200), (4, 7.9, -20)]
    patient = {"resourceType": "Patient", "id": "pat", "name": [{"given": ["Rosa"], "family": "Alvarez"}]}
    resources = [patient, *(a1c(*r) for r in results), *(report(n, d) for n, _, d in results)]
    for number, (status, name) in enumerate(
        [("active", "Metformin 500 mg tablet"), ("stopped", "Ibuprofen 400 mg tablet")]
    ):
        resources.append(
            {
                "resourceType": "MedicationRequest",
                "id": f"rx-{number}",
                "status": status,
                "intent": "order",
                "medicationCodeableConcept": {"text": name},
                "subject": SUBJECT,
                "authoredOn": in_days(-100 * (number + 1)),
                "requester": {"display": "Dr. Priya Nair"},
                "dosageInstruction": [{"text": "1 tablet twice a day with meals"}],
                "dispenseRequest": {"numberOfRepeatsAllowed": 2},
            }
        )
    for number, (status, days) in enumerate([("booked", 12), ("fulfilled", -40)]):
        resources.append(
            {
                "resourceType": "Appointment",
                "id": f"visit-{number}",
                "status": status,
                "description": "Diabetes review",
                "start": in_days(days),
                "end": (datetime.fromisoformat(in_days(days)) + timedelta(minutes=30)).isoformat(),
                "participant": [
                    {"actor": SUBJECT, "status": "accepted"},
                    {"actor": {"display": "Dr. Priya Nair"}, "status": "accepted"},
                ],
                **({"extension": VIDEO} if status == "booked" else {}),
            }
        )
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in resources]}
