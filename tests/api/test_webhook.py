"""What a practice may send, and what is refused, by HTTP: nothing is stored of what is refused."""

import json
from datetime import timedelta

import pytest

from tests.cloud import Clock, Cloud, problem
from tests.people import Practice, a_known_patient, a_practice, an_invite_for

PATIENT = {"id": "p1", "given": "Rosa", "family": "Alvarez", "birth_date": "1956-04-28", "email": "rosa@example.org"}


def upsert(**changes):
    return json.dumps(
        {
            "type": "patient.upserted",
            "timestamp": "2026-11-22T10:00:00Z",
            "data": {"patient": PATIENT | changes, "caregivers": []},
        }
    )


def stored(cloud: Cloud) -> int:
    """Items in the table that a webhook could have written."""
    import boto3

    items = boto3.client("dynamodb").scan(TableName="kinchart")["Items"]
    return sum(item["kind"]["S"] in ("CHART", "RECORD", "INVITE", "IMPORT", "SEEN", "OUTBOX") for item in items)


@pytest.mark.feature("B1")
@pytest.mark.parametrize("seconds", [-301, 301, -86400])
def test_a_time_more_than_five_minutes_off_is_refused(cloud: Cloud, clock: Clock, practice: Practice, seconds: int):
    answer = practice.send_raw(upsert(), at=clock.now() + timedelta(seconds=seconds))
    assert (answer.status, problem(answer)) == (401, "bad-signature")
    assert stored(cloud) == 0


@pytest.mark.feature("B1", "X5")
def test_unsigned_missigned_and_unknown_practices_get_the_same_answer(cloud: Cloud, clock: Clock, practice: Practice):
    path = f"/api/practices/{practice.id}/webhook"
    other = a_practice(cloud, "Hilltop Clinic")
    missigned = practice.send_raw(upsert(), at=clock.now(), secret=other.secret)
    unsigned = cloud.call("POST", path, upsert(), content_type="application/json")
    nobody = Practice(cloud, "nobody", practice.secret, "Nobody").send_raw(upsert(), at=clock.now())
    bad_body = cloud.call("POST", path, "{", content_type="application/json")
    for answer in (missigned, unsigned, nobody, bad_body):
        assert (answer.status, problem(answer)) == (401, "bad-signature")
        assert answer.body == unsigned.body
    assert stored(cloud) == 0


@pytest.mark.feature("B1", "X1")
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("{", None),
        ("[]", None),
        (json.dumps({"type": "patient.upserted", "timestamp": "2026-11-22T10:00:00Z"}), "data"),
        (json.dumps({"type": "patient.vanished", "timestamp": "2026-11-22T10:00:00Z", "data": {}}), "type"),
        (upsert(birth_date="31-31-1956"), "data.patient.birth_date"),
        (upsert(birth_date="1956-04-28", given=""), "data.patient.given"),
        (upsert(sex="m"), "data.patient.sex"),
    ],
)
def test_a_malformed_message_is_refused_by_field_and_stores_nothing(
    cloud: Cloud, clock: Clock, practice: Practice, body: str, field: str | None
):
    answer = practice.send_raw(body, at=clock.now())
    assert answer.status == 422
    problem(answer)
    if field:
        assert field in [e["field"] for e in answer.json()["errors"]]
    assert stored(cloud) == 0


@pytest.mark.feature("B1")
def test_over_six_megabytes_are_refused(cloud: Cloud, clock: Clock, practice: Practice):
    answer = practice.send_raw(upsert(given="x" * 6 * 1024 * 1024), at=clock.now())
    assert (answer.status, problem(answer)) == (413, "too-large")
    assert stored(cloud) == 0


@pytest.mark.feature("B1")
def test_an_invitation_for_an_unknown_patient_or_to_no_address_is_refused(cloud: Cloud, practice: Practice):
    patient = a_known_patient(practice)
    unknown = practice.send("portal.invited", {"patient_id": "nobody", "kind": "primary", "email": "a@example.org"})
    assert (unknown.status, unknown.json()["errors"][0]["field"]) == (422, "data.patient_id")
    nowhere = practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": "not an address"})
    assert (nowhere.status, nowhere.json()["errors"][0]["field"]) == (422, "data.email")


@pytest.mark.feature("B1", "B9+")
def test_a_message_delivered_twice_happens_once(cloud: Cloud, clock: Clock, practice: Practice):
    patient = a_known_patient(practice)
    data = {"patient_id": patient.id, "kind": "primary", "email": patient.email}
    for _ in range(3):
        clock.forward(seconds=30)
        assert practice.send("portal.invited", data, webhook_id="msg_once").status == 202
    assert len([m for m in cloud.mails(patient.email) if "invites you" in m["subject"]]) == 1


@pytest.mark.feature("B1")
def test_an_older_message_does_not_overwrite_newer_demographics(cloud: Cloud, clock: Clock, practice: Practice):
    patient = a_known_patient(practice)
    token = an_invite_for(patient)
    told = PATIENT | {"id": patient.id, "birth_date": "1957-05-29", "email": patient.email}
    body = json.dumps({"type": "patient.upserted", "timestamp": "2020-01-01T00:00:00Z", "data": {"patient": told}})
    assert practice.send_raw(body, at=clock.now()).status == 202
    verified = cloud.call("POST", f"/api/invites/{token}/verify", {"birth_date": patient.birth_date})
    assert verified.status == 200
