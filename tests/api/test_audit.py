"""The account's log: what it tells, how it is paged, and that a change in it shows (A8)."""

import json
from dataclasses import replace

import boto3
import pytest

from tests.cloud import Clock, Cloud, problem
from tests.people import Patient, Practice, a_known_patient, a_patient


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def log(patient: Patient, query: str = ""):
    answer = patient.cloud.call("GET", f"/api/audit{query}", token=patient.token)
    assert answer.status == 200, answer.body
    return answer.json()


def chart(patient: Patient) -> str:
    return str(patient.cloud.call("GET", "/api/members", token=patient.token).json()["members"][0]["charts"][0]["id"])


@pytest.mark.feature("A8")
def test_the_log_tells_who_did_what_when_and_from_where(cloud: Cloud, patient: Patient):
    [made] = log(patient)["entries"]
    assert (made["action"], made["kind"], made["practice"]) == ("account.created", "account", patient.practice.name)
    assert made["by"] == {"kind": "self", "name": "Rosa Alvarez"}
    assert made["source"] == {"ip": "127.0.0.1", "device": "Chrome on Windows", "factor": None}


@pytest.mark.feature("A8")
def test_reading_a_section_is_noted_once_in_a_quarter_hour(cloud: Cloud, clock: Clock, practice: Practice):
    clock.at = clock.at.replace(minute=1, second=0)
    patient = a_patient(practice)
    path = f"/fhir/Observation?patient={chart(patient)}"
    for minutes in (0, 3, 3):
        clock.forward(minutes=minutes)
        assert cloud.call("GET", path, token=patient.token).status == 200
    views = [e for e in log(patient)["entries"] if e["action"] == "record.viewed"]
    assert len(views) == len({e["section"] for e in views}) > 0


@pytest.mark.feature("A8", "X3")
def test_the_log_is_filtered_and_paged_newest_first(cloud: Cloud, clock: Clock, patient: Patient):
    parameters = {"USERNAME": patient.username, "PASSWORD": "wrong" * 4}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "mobile", "AuthParameters": parameters}
    for _ in range(4):
        cloud.call("POST", "/api/auth/initiate-auth", body)
    failed = log(patient, "?kind=sign-in")["entries"]
    assert [e["action"] for e in failed] == ["sign-in.failed"] * 4
    seen, query = [], "?limit=2"
    while True:
        page = log(patient, query)
        assert len(page["entries"]) <= 2
        seen += page["entries"]
        if page["next"] is None:
            break
        query = f"?limit=2&cursor={page['next']}"
    assert len({e["id"] for e in seen}) == len(seen) == 5
    assert [e["at"] for e in seen] == sorted((e["at"] for e in seen), reverse=True)
    today = clock.at.date().isoformat()
    assert len(log(patient, f"?from={today}&to={today}")["entries"]) == 5
    assert log(patient, "?from=2020-01-01&to=2020-12-31")["entries"] == []


@pytest.mark.feature("X1")
@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?from=yesterday", "from"),
        ("?kind=secrets", "kind"),
        ("?limit=0", "limit"),
        ("?limit=1000", "limit"),
        ("?cursor=é", "cursor"),
    ],
)
def test_a_bad_filter_is_named(cloud: Cloud, patient: Patient, query: str, field: str):
    answer = cloud.call("GET", f"/api/audit{query}", token=patient.token)
    assert (answer.status, problem(answer)) == (422, "invalid")
    assert field in [e["field"] for e in answer.json()["errors"]]


@pytest.mark.feature("A8")
def test_a_cursor_of_another_account_shows_nothing_of_it(cloud: Cloud, practice: Practice, patient: Patient):
    other = a_patient(practice, "Walter")
    for each in (patient, other):
        cloud.call("GET", f"/fhir/Observation?patient={chart(each)}", token=each.token)
    theirs = log(other, "?limit=1")["next"]
    mine = log(patient, f"?cursor={theirs}") if theirs else log(patient)
    assert all(e["by"]["name"] != "Walter Alvarez" for e in mine["entries"])


@pytest.mark.feature("A8")
def test_the_chain_verifies_and_names_the_first_entry_that_was_changed(
    cloud: Cloud, practice: Practice, patient: Patient
):
    cloud.settle()
    good = cloud.ops("VerifyAudit", {})
    assert good["verified"]
    assert good["chains"] >= 2
    assert good["bad"] == []
    table = boto3.client("dynamodb")
    entries = [
        i for i in table.scan(TableName="kinchart-audit")["Items"] if i["pk"]["S"].startswith(f"AUDIT#{practice.id}#")
    ]
    second = sorted(entries, key=lambda i: i["sk"]["S"])[1]
    second["action"]["S"] = second["action"]["S"][:-1] + "X"
    table.put_item(TableName="kinchart-audit", Item=second)
    [bad] = cloud.ops("VerifyAudit", {"owner": practice.id})["bad"]
    assert bad["first_bad"]["place"] == second["sk"]["S"]
    assert bad["first_bad"]["why"] == "the entry was changed"


@pytest.mark.feature("A8")
def test_entries_that_are_taken_out_show_even_at_the_end_of_the_chain(
    cloud: Cloud, practice: Practice, patient: Patient
):
    cloud.settle()
    table = boto3.client("dynamodb")
    seals = [i for i in table.scan(TableName="kinchart-audit")["Items"] if i["pk"]["S"] == f"SEAL#{practice.id}"]
    last = max(seals, key=lambda i: i["sk"]["S"])
    table.delete_item(TableName="kinchart-audit", Key={"pk": last["pk"], "sk": last["sk"]})
    [bad] = cloud.ops("VerifyAudit", {"owner": practice.id})["bad"]
    assert "removed" in bad["first_bad"]["why"]


@pytest.mark.feature("A8")
def test_a_chain_that_was_written_anew_from_a_changed_entry_shows_by_the_archive(
    cloud: Cloud, practice: Practice, patient: Patient
):
    from portal import chain, store

    cloud.settle()
    *_, before, last = store.every(store.keys.seals(practice.id))
    entry = store.get(store.keys.audit(practice.id, last.place))
    assert entry is not None
    forged = replace(entry, action="nothing.happened")
    store.put(forged)
    store.put(replace(last, digest=chain.digest(forged), hash=chain.link(before.hash, chain.digest(forged))))
    [bad] = cloud.ops("VerifyAudit", {"owner": practice.id})["bad"]
    assert bad["first_bad"]["number"] == last.number
    assert "written anew" in bad["first_bad"]["why"]


@pytest.mark.feature("A8")
def test_an_entry_that_was_never_sealed_shows_after_a_quarter_hour(cloud: Cloud, clock: Clock, practice: Practice):
    cloud.settle()
    a_known_patient(practice)
    assert cloud.ops("VerifyAudit", {"owner": practice.id})["verified"]
    clock.forward(minutes=16)
    [bad] = cloud.ops("VerifyAudit", {"owner": practice.id})["bad"]
    assert bad["first_bad"]["why"] == "the entry was never sealed"
    cloud.settle()
    assert cloud.ops("VerifyAudit", {"owner": practice.id})["verified"]


@pytest.mark.feature("A8")
def test_an_entry_that_the_stream_brings_twice_is_sealed_once(cloud: Cloud, practice: Practice, patient: Patient):
    cloud.settle()
    items = boto3.client("dynamodb").scan(TableName="kinchart-audit")["Items"]
    keys = [{"pk": i["pk"], "sk": i["sk"]} for i in items if i["pk"]["S"].startswith("AUDIT#")]
    cloud.gateway.call("SealAudit", {"Records": [{"dynamodb": {"Keys": key}} for key in keys]})
    told = cloud.ops("VerifyAudit", {})
    assert (told["verified"], told["entries"]) == (True, len(keys))


@pytest.mark.feature("A8")
def test_no_operation_changes_or_deletes_an_entry(cloud: Cloud):
    routes = {(f.method, f.path) for f in cloud.gateway.functions.values() if "audit" in f.path}
    assert routes == {("GET", "/api/audit"), ("GET", "/api/practices/{practice_id}/audit")}


def test_an_operator_who_forgets_a_field_is_told(cloud: Cloud):
    told = cloud.ops("RegisterPractice", {"name": "Riverside"})
    assert json.dumps(told) == json.dumps(
        {"type": "/problems/invalid", "status": 422, "detail": "The event has no 'phone'"}
    )
