"""Codes for made-up records: a few of each system, and one of no system."""

from typing import Any

Json = dict[str, Any]

LOINC, SNOMED, RXNORM = "http://loinc.org", "http://snomed.info/sct", "http://www.nlm.nih.gov/research/umls/rxnorm"
THO = "http://terminology.hl7.org/CodeSystem"
US_CORE = "http://hl7.org/fhir/us/core/CodeSystem"
CODES = [(LOINC, "4548-4"), (LOINC, "8480-6"), (SNOMED, "44054006"), (RXNORM, "860975"), ("", "local-1")]
CATEGORIES = {
    "AllergyIntolerance": ["food", "medication", "environment"],
    "CarePlan": [(f"{US_CORE}/careplan-category", "assess-plan"), (SNOMED, "734163000")],
    "CareTeam": [(LOINC, "LA28865-6"), (LOINC, "LA28866-4")],
    "Condition": [
        (f"{THO}/condition-category", "encounter-diagnosis"),
        (f"{THO}/condition-category", "problem-list-item"),
    ],
    "DiagnosticReport": [(f"{THO}/v2-0074", "LAB"), (LOINC, "LP29684-5"), (f"{THO}/v2-0074", "RAD")],
    "DocumentReference": [(f"{US_CORE}/us-core-documentreference-category", "clinical-note")],
    "Goal": [(f"{THO}/goal-category", "dietary"), (f"{THO}/goal-category", "safety")],
    "MedicationRequest": [(f"{THO}/medicationrequest-category", "community")],
    "MedicationStatement": [(f"{THO}/medication-statement-category", "patientspecified")],
    "Observation": [
        (f"{THO}/observation-category", "laboratory"),
        (f"{THO}/observation-category", "vital-signs"),
        (f"{THO}/observation-category", "survey"),
    ],
    "Procedure": [(SNOMED, "387713003")],
    "ServiceRequest": [(SNOMED, "108252007")],
}  # fmt: skip
ONE_CATEGORY = ("MedicationStatement", "Procedure")


def concept(system: str, code: str) -> Json:
    return {"coding": [({"system": system} if system else {}) | {"code": code, "display": f"What {code} means"}]}
