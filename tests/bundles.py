"""Small FHIR bundles of one made-up patient, and what became of them."""

import base64
import json
from typing import Any

import pytest

from portal.errors import InvalidBundle
from portal.records import bodies, fhir_json
from portal.records.checked import Checked
from portal.records.identity import Whose
from portal.records.intake import Taken, take_in

CHART = "c" * 26
ROSA = Whose("riverside", "4711", CHART)
LAB = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory"}]}
Json = dict[str, Any]


def patient(**more: Any) -> Json:
    return {"resourceType": "Patient", "id": "rosa", "gender": "female", "birthDate": "1966-02-03"} | more


def observation(**more: Any) -> Json:
    a1c: Json = {
        "resourceType": "Observation",
        "id": "a1c-1",
        "status": "final",
        "category": [LAB],
        "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "Hemoglobin A1c"}]},
        "subject": {"reference": "urn:uuid:rosa"},
        "effectiveDateTime": "2026-03-02T08:30:00-05:00",
        "valueQuantity": {"value": 6.1, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
    }
    return a1c | more


def bundle(*resources: Json, kind: str = "collection") -> Json:
    entries = [{"fullUrl": f"urn:uuid:{r.get('id', 'none')}", "resource": r} for r in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def a_document(text: str = "Nothing unusual was found. ", **more: Any) -> Json:
    """An attachment that is long enough to be kept as a file."""
    data = base64.b64encode(text.encode() * (5000 // len(text) + 1)).decode()
    return {"contentType": "text/plain", "data": data, "title": "Report"} | more


def appointment(**more: Any) -> Json:
    who = [{"status": "accepted", "actor": {"reference": "Patient/rosa"}}]
    times = {"start": "2026-12-01T09:00:00Z", "end": "2026-12-01T09:30:00Z"}
    return {"resourceType": "Appointment", "id": "v1", "status": "booked", "participant": who} | times | more


def taken(sent: Json | str, whose: Whose = ROSA) -> Taken:
    return take_in(fhir_json.parse(sent if isinstance(sent, str) else json.dumps(sent)), whose)


def stored(record: Checked) -> Json:
    text = bodies.whole(record.type, record.id, 1, "2026-03-02T13:31:00.000Z", record.body)
    resource: Json = json.loads(text)
    return resource


def refused(sent: Any, whose: Whose = ROSA) -> dict[str, str]:
    """FHIRPath → issue type of every issue."""
    with pytest.raises(InvalidBundle) as caught:
        taken(sent, whose)
    return {issue["expression"][0]: issue["code"] for issue in caught.value.issues}
