"""Downloads: asked for, made in the background, fetched for a day (E7)."""

import json
from typing import Any
from unittest.mock import patch

import pytest

from tests.api.test_records import a1cs, send_records
from tests.bundles import appointment, observation
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
from tests.cloud import Clock, Cloud, client, problem, wrong_fields
from tests.exporting import asked, bundle_of, counts, export, exports, file_of, member_of
from tests.people import Patient, Practice, a_patient, a_practice
from tests.signing_in import by_mail

Json = dict[str, Any]
VITALS = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}]}
PRACTITIONER: Json = {"resourceType": "Practitioner", "id": "ruiz", "name": [{"family": "Ruiz", "given": ["Elena"]}]}
ORGANIZATION: Json = {"resourceType": "Organization", "id": "clinic", "name": "Riverside"}
ROLE: Json = {
    "resourceType": "PractitionerRole",
    "id": "role",
    "practitioner": {"reference": "Practitioner/ruiz"},
    "organization": {"reference": "Organization/clinic"},
}
SEEN = observation(id="seen", performer=[{"reference": "PractitionerRole/role"}])


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    rosa = a_patient(practice)
    vitals = observation(id="weight", category=[VITALS])
    send_records(rosa, fhir_patient(), *a1cs(3), SEEN, vitals, appointment())
    return rosa


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


def signs_in(whom: Patient) -> None:
    whom.token = by_mail(whom)["AccessToken"]


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
    assert {each["id"]: each["state"] for each in left}[waiting] == "failed"
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


@pytest.mark.feature("E7+")
def test_what_could_not_be_read_is_told_and_the_rest_is_there(rosa: Patient):
    from portal.records import reading

    whole = reading.whole

    def broken(record: Any) -> str:
        if record.type == "Appointment":
            raise OSError
        return whole(record)

    with patch("portal.records.reading.whole", broken):
        made = asked(rosa)
    told = export(rosa, made)
    assert (told["state"], told["left_out"]) == ("partly", [{"practice": rosa.practice.name, "why": "records"}])
    found = bundle_of(rosa, made)
    assert counts(found) == {"Observation": 5, "OperationOutcome": 1, "Patient": 1}
    assert rosa.practice.name in found["entry"][-1]["resource"]["issue"][0]["diagnostics"]


@pytest.mark.feature("E7+")
def test_a_practice_that_cannot_be_read_is_left_out(cloud: Cloud, rosa: Patient):
    from portal.exports import gathering

    records_elsewhere(rosa, a_practice(cloud, "Harbor Clinic"))
    read = gathering._records
    lost = chart_of(rosa)

    def broken(chart: Any) -> Any:
        if chart.id == lost:
            raise OSError
        return read(chart)

    with patch("portal.exports.gathering._records", broken):
        told = export(rosa, asked(rosa))
    assert (told["state"], told["left_out"]) == ("partly", [{"practice": rosa.practice.name, "why": "unreadable"}])


@pytest.mark.feature("E7+")
def test_a_message_that_comes_twice_makes_one_file(cloud: Cloud, clock: Clock, rosa: Patient):
    made = asked(rosa)
    before = export(rosa, made)
    assert again(cloud, rosa, made) == []
    assert export(rosa, made) == before


def again(cloud: Cloud, whom: Patient, export_id: str, times: int = 1) -> list[Json]:
    body = json.dumps({"kind": "export", "account_id": account_of(whom), "export_id": export_id})
    record = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": str(times)}}
    failures: list[Json] = cloud.gateway.call("ExportRecords", {"Records": [record]})["batchItemFailures"]
    return failures


@pytest.mark.feature("E7+")
def test_whoever_dies_half_way_is_followed_by_another(cloud: Cloud, clock: Clock, rosa: Patient):
    class Died(BaseException):
        pass

    with patch("portal.exports.making._finish", side_effect=Died), pytest.raises(Died):
        asked(rosa)
    [stuck] = exports(rosa)
    assert (stuck["state"], stuck["of"]) == ("working", 7)
    assert again(cloud, rosa, stuck["id"]) == [{"itemIdentifier": "1"}]
    clock.forward(seconds=301)
    assert again(cloud, rosa, stuck["id"]) == []
    assert export(rosa, stuck["id"])["state"] == "ready"
    assert [each["Key"] for each in client("s3").list_objects_v2(Bucket="files", Prefix="exports/")["Contents"]] == [
        f"exports/{account_of(rosa)}/{stuck['id']}.json"
    ]


@pytest.mark.feature("E7+")
def test_what_always_fails_is_given_up_in_the_end(cloud: Cloud, clock: Clock, rosa: Patient):
    with patch("portal.exports.making.gather", side_effect=OSError):
        made = asked(rosa)
        assert export(rosa, made)["state"] == "waiting"
        assert again(cloud, rosa, made, times=2)
        assert again(cloud, rosa, made, times=3)
    assert export(rosa, made)["state"] == "failed"
    assert again(cloud, rosa, made, times=3) == []


@pytest.mark.feature("E7+")
def test_a_file_that_nobody_makes_does_not_wait_for_ever(clock: Clock, rosa: Patient):
    ask(rosa, "POST", f"/api/members/{member_of(rosa)}/exports", {"kind": "pdf"})
    clock.forward(minutes=61)
    signs_in(rosa)
    assert [each["state"] for each in exports(rosa)] == ["failed"]


@pytest.mark.feature("E7+", "X2")
def test_sent_twice_it_is_one_file_and_many_at_once_are_too_many(rosa: Patient):
    path = f"/api/members/{member_of(rosa)}/exports"
    first = [ask(rosa, "POST", path, {"kind": "pdf"}, idempotency_key="k1").json()["id"] for _ in range(2)]
    assert len(set(first)) == len(exports(rosa)) == 1
    statuses = [ask(rosa, "POST", path, {"kind": "pdf"}).status for _ in range(6)]
    assert statuses == [201] * 5 + [429]
