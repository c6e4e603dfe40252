"""Downloads: asked for, made in the background, fetched for a day (E7)."""

from typing import Any
from unittest.mock import patch

import pytest

from portal.telehealth import VIRTUAL_SERVICE
from tests.api.test_records import send_records
from tests.bundles import a_document, appointment, observation
from tests.bundles import patient as fhir_patient
from tests.circle import (
    a_caregiver_of,
    a_child_of,
    a_representative_of,
    account_of,
    ask,
    chart_of,
    log,
    records_elsewhere,
    told,
)
from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.exporting import (
    SEEN,
    VITALS,
    a_patient_with_records,
    asked,
    bundle_of,
    counts,
    export,
    exports,
    file_of,
    member_of,
    signs_in,
)
from tests.people import Patient, Practice, a_patient, a_practice

Json = dict[str, Any]
PRACTITIONER: Json = {"resourceType": "Practitioner", "id": "ruiz", "name": [{"family": "Ruiz", "given": ["Elena"]}]}
ORGANIZATION: Json = {"resourceType": "Organization", "id": "clinic", "name": "Riverside"}
ROLE: Json = {
    "resourceType": "PractitionerRole",
    "id": "role",
    "practitioner": {"reference": "Practitioner/ruiz"},
    "organization": {"reference": "Organization/clinic"},
}


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient_with_records(practice)


@pytest.mark.feature("E7+")
def test_everything_is_in_one_bundle_for_a_day(cloud: Cloud, clock: Clock, rosa: Patient):
    made = asked(rosa)
    told = export(rosa, made)
    assert (told["state"], told["done"], told["of"], told["left_out"]) == ("ready", 7, 7, [])
    found = bundle_of(rosa, made)
    assert (found["resourceType"], found["type"]) == ("Bundle", "collection")
    assert counts(found) == {"Appointment": 1, "Observation": 5, "Patient": 1}
    assert told["size"] == len(file_of(rosa, made))
    for entry in found["entry"]:
        resource = entry["resource"]
        assert entry["fullUrl"] == f"https://portal.example/fhir/{resource['resourceType']}/{resource['id']}"
        assert told_by_fhir(rosa, resource) == resource
    clock.forward(hours=24)
    signs_in(rosa)
    assert export(rosa, made)["state"] == "ended"
    assert problem(ask(rosa, "GET", f"/api/members/{member_of(rosa)}/exports/{made}/file")) == "not-found"


def told_by_fhir(whom: Patient, resource: Json) -> Json:
    return told(ask(whom, "GET", f"/fhir/{resource['resourceType']}/{resource['id']}"))


@pytest.mark.feature("E7+")
def test_the_bundle_is_valid_and_holds_whom_the_records_name(rosa: Patient):
    from fhir.resources.R4B.bundle import Bundle

    send_records(rosa, fhir_patient(), PRACTITIONER, ORGANIZATION, ROLE, SEEN)
    found = bundle_of(rosa, asked(rosa))
    Bundle.model_validate(found)
    there = counts(found)
    assert (there["Practitioner"], there["PractitionerRole"], there["Organization"]) == (1, 1, 1)


@pytest.mark.feature("E7+")
def test_what_went_out_goes_in_at_another_practice(cloud: Cloud, rosa: Patient):
    send_records(rosa, fhir_patient(), PRACTITIONER, ORGANIZATION, ROLE, SEEN)
    found = bundle_of(rosa, asked(rosa))
    walter = a_patient(a_practice(cloud, "Harbor Clinic"), "Walter")
    sent = walter.practice.send("records.upserted", {"patient_id": walter.id, "bundle": found})
    assert sent.status == 202, sent.body
    cloud.settle()
    assert walter.practice.get(f"/imports/{sent.json()['import']}").json()["stored"] == counts(found)
    again = bundle_of(walter, asked(walter, given="Walter"), given="Walter")
    assert counts(again) == counts(found)


@pytest.mark.feature("E7+")
def test_attached_files_are_in_the_bundle_and_go_in_again(cloud: Cloud, rosa: Patient):
    sent = a_document()
    about = {"resourceType": "DocumentReference", "id": "note", "status": "current", "type": {"text": "Note"}}
    content = {"subject": {"reference": "urn:uuid:rosa"}, "content": [{"attachment": sent}]}
    send_records(rosa, fhir_patient(), about | content)
    found = bundle_of(rosa, asked(rosa))
    [held] = [e["resource"] for e in found["entry"] if e["resource"]["resourceType"] == "DocumentReference"]
    attached = held["content"][0]["attachment"]
    assert (attached["data"], "url" in attached) == (sent["data"], False)
    walter = a_patient(rosa.practice, "Walter")
    again = walter.practice.send("records.upserted", {"patient_id": walter.id, "bundle": found})
    assert again.status == 202, again.body
    cloud.settle()
    [held] = [
        e["resource"]
        for e in bundle_of(walter, asked(walter, given="Walter"), given="Walter")["entry"]
        if e["resource"]["resourceType"] == "DocumentReference"
    ]
    assert held["content"][0]["attachment"]["data"] == sent["data"]
    with patch("portal.exports.bundle.MOST_FILES", 10):
        made = asked(rosa)
    assert export(rosa, made)["left_out"] == [{"practice": rosa.practice.name, "why": "files"}]


@pytest.mark.feature("E7+", "C6")
def test_who_may_not_join_a_video_visit_gets_no_link_to_it(rosa: Patient):
    link = {"url": "addressUrl", "valueUrl": "https://video.example.org/visit/7"}
    visit = appointment(extension=[{"url": VIRTUAL_SERVICE, "extension": [link]}])
    send_records(rosa, fhir_patient(), visit)
    ruth = a_representative_of(rosa, {"appointments": "read"})
    assert "video.example.org" in file_of(rosa, asked(rosa)).decode()
    theirs = file_of(ruth, asked(ruth)).decode()
    assert '"Appointment"' in theirs
    assert "video.example.org" not in theirs


@pytest.mark.feature("E7+", "C6")
@pytest.mark.parametrize("place", ["extension", "modifierExtension"])
def test_a_link_hides_nowhere(rosa: Patient, place: str):
    link = {"url": "addressUrl", "valueUrl": "https://video.example.org/visit/7"}
    visit = appointment(id="inside", **{place: [{"url": VIRTUAL_SERVICE, "extension": [link]}]})
    note = observation(id="note", category=[VITALS], contained=[visit], derivedFrom=[{"display": "A visit"}])
    note["extension"] = [{"url": "http://x", "valueReference": {"reference": "#inside"}}]
    send_records(rosa, fhir_patient(), note)
    ruth = a_representative_of(rosa, {"records": "read"})
    path = f"/fhir/Observation?patient={chart_of(rosa)}"
    assert b"video.example.org" in ask(rosa, "GET", path).body
    theirs = ask(ruth, "GET", path).body
    assert b'"inside"' in theirs
    assert b"video.example.org" not in theirs


@pytest.mark.feature("E7+")
def test_only_some_days(rosa: Patient):
    days = {"from": "1751-01-01", "to": "1751-12-31"}
    found = export(rosa, made := asked(rosa, **days))
    assert (found["from"], found["to"]) == ("1751-01-01", "1751-12-31")
    # The Patient has no date, so it is in every file.
    assert counts(bundle_of(rosa, made)) == {"Observation": 1, "Patient": 1}
    assert counts(bundle_of(rosa, asked(rosa, **{"from": "2026-11-30"}))) == {"Appointment": 1, "Patient": 1}
    wrong = {"kind": "pdf", "from": "2026-02-02", "to": "2026-02-01"}
    assert wrong_fields(ask(rosa, "POST", f"/api/members/{member_of(rosa)}/exports", wrong)) == {"from": "after_to"}


@pytest.mark.feature("E7+", "B7")
def test_all_practices_of_a_member_and_nobody_elses(cloud: Cloud, rosa: Patient):
    elsewhere = a_practice(cloud, "Harbor Clinic")
    chart = records_elsewhere(rosa, elsewhere)
    child = a_child_of(rosa)
    found = bundle_of(rosa, asked(rosa))
    charts = {e["resource"]["id"] for e in found["entry"] if e["resource"]["resourceType"] == "Patient"}
    assert charts == {chart_of(rosa), chart}
    sam = bundle_of(rosa, asked(rosa, given="Sam"), given="Sam")
    assert [e["resource"]["id"] for e in sam["entry"]] == [child]
    assert [len(exports(rosa)), len(exports(rosa, "Sam"))] == [1, 1]


@pytest.mark.feature("E7+", "C6")
def test_others_get_the_sections_that_they_may_read_and_the_patient_sees_it(rosa: Patient):
    ruth = a_representative_of(rosa, {"labs": "read"})
    assert counts(bundle_of(ruth, asked(ruth))) == {"Observation": 4}
    assert counts(bundle_of(ana := a_caregiver_of(rosa), asked(ana)))["Patient"] == 1
    seen = [
        (e["action"], e["by"]["kind"], e["section"])
        for e in log(rosa)
        if e["action"].startswith(("record.exp", "export."))
    ]
    assert ("record.exported", "representative", "labs") in seen
    assert ("export.downloaded", "representative", "labs") in seen
    assert ("record.exported", "caregiver") in [each[:2] for each in seen]
    own = next(e for e in log(ruth) if e["action"] == "record.exported")
    assert (own["by"]["kind"], own["acting_for"]) == ("self", "Rosa Alvarez")


@pytest.mark.feature("E7+", "C7+")
def test_access_that_ended_is_not_made_and_not_fetched(cloud: Cloud, rosa: Patient):
    ana = a_caregiver_of(rosa)
    made, member = asked(ana), member_of(ana)
    waiting = ask(ana, "POST", f"/api/members/{member}/exports", {"kind": "fhir"}).json()["id"]
    access = f"/api/charts/{chart_of(rosa)}/access/{account_of(ana)}"
    told(ask(rosa, "PATCH", access, {"sections": {"labs": "read"}}))
    assert problem(ask(ana, "GET", f"/api/members/{member}/exports/{made}/file")) == "not-found"
    told(ask(rosa, "DELETE", access))
    cloud.settle()
    left = told(ask(ana, "GET", f"/api/members/{member}/exports"))["exports"]
    lost = next(each for each in left if each["id"] == waiting)
    assert (lost["state"], lost["left_out"]) == ("failed", [{"practice": rosa.practice.name, "why": "access-ended"}])
    assert problem(ask(ana, "POST", f"/api/members/{member}/exports", {"kind": "pdf"})) == "not-found"


@pytest.mark.feature("E7+", "X5")
def test_nobody_reaches_anothers_files(rosa: Patient):
    made = asked(rosa)
    walter = a_patient(rosa.practice, "Walter")
    theirs, mine = member_of(rosa), member_of(walter, "Walter")
    for member in (theirs, mine):
        assert problem(ask(walter, "GET", f"/api/members/{member}/exports/{made}/file")) == "not-found"
    assert problem(ask(walter, "GET", f"/api/members/{theirs}/exports")) == "not-found"
    assert problem(ask(walter, "POST", f"/api/members/{theirs}/exports", {"kind": "pdf"})) == "not-found"
