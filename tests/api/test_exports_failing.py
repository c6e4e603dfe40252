"""Downloads that fail, wholly or in part, are made again, come twice or too often (E7)."""

import json
from typing import Any
from unittest.mock import patch

import pytest

from tests.circle import account_of, ask, chart_of, records_elsewhere
from tests.cloud import Clock, Cloud, client
from tests.exporting import a_patient_with_records, asked, bundle_of, counts, export, exports, member_of, signs_in
from tests.people import Patient, Practice, a_practice

Json = dict[str, Any]


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient_with_records(practice)


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
        assert again(cloud, rosa, made, times=5)
    assert export(rosa, made)["state"] == "failed"
    assert again(cloud, rosa, made, times=5) == []


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


@pytest.mark.feature("E7+")
def test_a_last_try_while_another_works_takes_nothing_from_it(cloud: Cloud, rosa: Patient):
    from portal.exports import making

    made_by_one, answers = making._made, []

    def meanwhile(export: Any, at: Any) -> Any:
        work = {"kind": "export", "account_id": export.account_id, "export_id": export.id}
        record = {"messageId": "2", "body": json.dumps(work), "attributes": {"ApproximateReceiveCount": "3"}}
        answers.append(cloud.gateway.call("ExportRecords", {"Records": [record]}))
        return made_by_one(export, at)

    with patch("portal.exports.making._made", meanwhile):
        made = asked(rosa)
    assert answers == [{"batchItemFailures": [{"itemIdentifier": "2"}]}]
    assert export(rosa, made)["state"] == "ready"
