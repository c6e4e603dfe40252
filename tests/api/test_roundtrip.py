"""What is stored is what was sent, once the changes that docs/records.md lists are undone: for made-up bundles of all
types and all styles of reference. `python -m tests.roundtrip` shows the same for others' files.
"""

import json
import os

import boto3
import pytest

from tests.api.test_record_files import a_report
from tests.api.test_records import Json, chart_of, import_report
from tests.bundles import a_document, bundle, observation, patient
from tests.cloud import Cloud
from tests.people import Patient, Practice, a_patient
from tests.undoing import Kept, Undoing, exact
from tests.valid import VALID, valid

pytestmark = pytest.mark.feature("E8+")

UNCLEAN = '<div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x()">A <b>word</b></p></div>'
SERVER = "https://ehr.example/fhir"


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def every_type() -> Json:
    return bundle(valid("Patient"), *(valid(name) | {"id": f"x-{name}"} for name in VALID if name != "Patient"))


def every_style() -> Json:
    doctor: Json = {"resourceType": "Practitioner", "id": "d1", "name": [{"text": "Dr. Ruiz"}]}
    doctor["identifier"] = [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "99"}]
    performers = [
        {"reference": "urn:uuid:d1"},
        {"reference": f"{SERVER}/Practitioner/d1"},
        {"reference": "Practitioner/d1/_history/2", "display": "Ruiz"},
        {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|99"},
        {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|7", "display": "Dr. Lee"},
        {"reference": "Practitioner/of-another-bundle"},
        {"reference": "urn:uuid:nowhere", "display": "Somebody"},
        {"reference": "https://elsewhere.example/Practitioner/5"},
        {"display": "Only a name"},
    ]
    meta = {"versionId": "7", "lastUpdated": "2020-01-01T00:00:00Z", "profile": ["http://example.org/p"]}
    told = observation(performer=performers, meta=meta, text={"status": "generated", "div": UNCLEAN})
    by_identifier = observation(id="o2", subject={"type": "Patient", "identifier": {"value": "mrn-1"}})
    origin = {"resourceType": "Provenance", "id": "p", "recorded": "2026-03-02T08:30:00-05:00"}
    about = {"target": [{"reference": "Observation/a1c-1"}], "agent": [{"who": {"reference": "urn:uuid:d1"}}]}
    place = {"fullUrl": f"{SERVER}/Location/l", "resource": {"resourceType": "Location", "name": "Room 1"}}
    me = patient(identifier=[{"value": "mrn-1"}])
    sent = bundle(me, told, by_identifier, a_report(a_document()), origin | about, doctor)
    return sent | {"entry": [*sent["entry"], place]}


def stored(whom: Patient, sent: Json) -> Undoing:
    text = json.dumps(sent).replace("6.1", "6.10")
    answer = whom.practice.send_text("records.upserted", f'{{"patient_id":"{whom.id}","bundle":{text}}}')
    assert answer.status == 202, answer.body
    whom.cloud.settle()
    report = import_report(whom.practice, answer.json()["import"])
    assert (report["state"], report["stored"]) == ("complete", report["sent"])
    kept = Kept(boto3.client, os.environ["TABLE"], os.environ["FILES_BUCKET"])
    return Undoing(exact(text), kept, whom.practice.id, chart_of(whom), {whom.id, "rosa"})


def differences(undoing: Undoing) -> dict[str, list[str]]:
    found = {}
    for sent, kept in undoing.pairs():
        assert kept is not None, sent
        if wrong := undoing.differences(sent, kept):
            found[sent["resourceType"]] = wrong
    return found


def test_all_types_are_stored_as_they_were_sent(cloud: Cloud, rosa: Patient) -> None:
    undoing = stored(rosa, every_type())
    assert differences(undoing) == {}
    assert undoing.changes["reference rewritten"] > len(VALID)


def test_references_of_all_styles_files_and_narratives_change_as_it_is_told(cloud: Cloud, rosa: Patient) -> None:
    undoing = stored(rosa, every_style())
    assert differences(undoing) == {}
    assert undoing.changes.keys() == {
        "identifier added", "source added", "reference rewritten", "reference told by identifier or display",
        "display added", "patient told by identifier", "narrative cleaned", "attachment moved",
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [{"status": "amended"}, {"note": [{"text": "more"}]}, {"valueQuantity": None}])
def test_any_other_change_would_be_seen(cloud: Cloud, rosa: Patient, wrong: Json) -> None:
    undoing = stored(rosa, every_style())
    sent, kept = next(pair for pair in undoing.pairs() if pair[0]["resourceType"] == "Observation")
    assert kept is not None
    changed = {name: value for name, value in (kept | wrong).items() if value is not None}
    assert undoing.differences(sent, changed) == [f".{next(iter(wrong))}"]
