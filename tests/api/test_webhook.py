"""What a practice sends, and how each wrong message is refused: clearly, and with nothing stored."""

import json
from datetime import timedelta
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.bundles import appointment, bundle, observation, patient
from tests.cloud import Clock, Cloud, problem
from tests.invitees import an_address
from tests.people import Practice, a_known_patient
from tests.staffing import on_chart, staff_of

TOLD = {"id": "p-1", "given": "Rosa", "family": "Alvarez", "birth_date": "1956-04-28", "email": "rosa@example.org"}


def everything_stored() -> int:
    """Items in the table, but for the log of calls that were refused."""
    import os

    import boto3

    count: int = boto3.client("dynamodb").scan(TableName=os.environ["TABLE"], Select="COUNT")["Count"]
    return count


def refused(answer: HttpAnswer, status: int) -> dict[str, str]:
    """field → code"""
    assert answer.status == status, answer.body
    problem(answer)
    return {e["field"]: e["code"] for e in answer.json().get("errors", [])}


def message(kind: str, data: Any, **more: Any) -> str:
    return json.dumps({"type": kind, "timestamp": "2026-11-22T06:00:00Z", "data": data} | more)


def test_unsigned_missigned_stale_and_unknown_are_one_refusal(cloud: Cloud, practice: Practice, clock: Clock) -> None:
    body = message("patient.upserted", {"patient": TOLD})
    wrong_secret = "whsec_" + "A" * 44
    before = everything_stored()
    answers = [
        cloud.call("POST", f"/api/practices/{practice.id}/webhook", body),
        practice.send_raw(body, at=clock.now(), secret=wrong_secret),
        practice.send_raw(body, at=clock.now() - timedelta(minutes=6)),
        practice.send_raw(body, at=clock.now() + timedelta(minutes=6)),
        practice.send_raw("not even JSON", at=clock.now(), secret=wrong_secret),
        Practice(cloud, "nobody", practice.secret, "").send_raw(body, at=clock.now()),
    ]
    assert {(a.status, problem(a)) for a in answers} == {(401, "bad-signature")}
    assert len({a.body for a in answers}) == 1
    assert everything_stored() == before


def test_a_changed_body_is_missigned(cloud: Cloud, practice: Practice, clock: Clock) -> None:
    from standardwebhooks.webhooks import Webhook

    at, body = clock.now(), message("patient.upserted", {"patient": TOLD})
    headers = {
        "webhook_id": "msg_1",
        "webhook_timestamp": str(int(at.timestamp())),
        "webhook_signature": Webhook(practice.secret).sign("msg_1", at, body),
    }
    url = f"/api/practices/{practice.id}/webhook"
    assert cloud.call("POST", url, body.replace("Rosa", "Rose"), **headers).status == 401
    assert cloud.call("POST", url, body, **headers | {"webhook_id": "msg_2"}).status == 401
    assert cloud.call("POST", url, body, **headers).status == 202


def test_an_oversized_message_is_refused(practice: Practice, clock: Clock) -> None:
    answer = practice.send_raw(message("records.upserted", "x" * 6_300_000), at=clock.now())
    assert (answer.status, problem(answer)) == (413, "too-large")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ("not JSON", {"body": "malformed"}),
        ('{"type": NaN}', {"body": "malformed"}),
        ("[" * 100_000, {"body": "malformed"}),
        ("[]", {"body": "model_type"}),
        ("{}", {"type": "missing", "timestamp": "missing", "data": "missing"}),
        (message("nonsense", {}), {"type": "unknown"}),
        (message("document.shared", {"patient_id": "4711", "name": "a.pdf", "content_type": "application/pdf"}),
         {"data.content": "missing"}),
        (message("patient.upserted", {}, timestamp="yesterday"), {"timestamp": "datetime_from_date_parsing"}),
        (message("patient.upserted", {}), {"data.patient": "missing"}),
        (message("patient.upserted", {"patient": TOLD | {"birth_date": "2026-02-30"}}),
         {"data.patient.birth_date": "impossible"}),
        (message("patient.upserted", {"patient": TOLD | {"birth_date": "2999-01-01"}}),
         {"data.patient.birth_date": "not_in_past"}),
        (message("patient.upserted", {"patient": TOLD | {"id": ""}}), {"data.patient.id": "string_too_short"}),
        (message("patient.upserted", {"patient": TOLD | {"sex": "f"}}), {"data.patient.sex": "literal_error"}),
        (message("patient.upserted", {"patient": TOLD | {"email": "x"}}), {"data.patient.email": "impossible"}),
        (message("portal.invited", {"patient_id": "nobody", "kind": "primary", "email": "a@example.org"}),
         {"data.patient_id": "unknown"}),
        (message("portal.invited", {"patient_id": "nobody", "kind": "caregiver", "email": "a@example.org"}),
         {"data.patient_id": "unknown"}),
        (message("portal.invited", {"patient_id": "nobody", "kind": "representative", "email": "a@example.org"}),
         {"data.given": "missing", "data.family": "missing", "data.permissions": "missing"}),
        (message("portal.invited", {"patient_id": "nobody", "kind": "king", "email": "a@example.org"}),
         {"data.kind": "literal_error"}),
        (message("records.upserted", {"patient_id": "nobody", "bundle": {}}), {"data.patient_id": "unknown"}),
        (message("records.upserted", {"patient_id": "nobody"}), {"data.bundle": "missing"}),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(practice: Practice, clock: Clock, body: str, fields: dict[str, str]) -> None:
    before = everything_stored()
    assert refused(practice.send_raw(body, at=clock.now()), 422) == fields
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        (bundle(patient(), observation(), observation(id="bad", status="fnal")), "Bundle.entry[2].resource.status"),
        (bundle(patient(), observation(subject={"reference": "Patient/walter"})),
         "Bundle.entry[1].resource.subject.reference"),
        (bundle(patient(), observation(text={"status": "generated", "div":
         '<div xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></div>'})),
         "Bundle.entry[1].resource.text.div"),
        (bundle(patient(), patient(id="walter")), "Bundle.entry[1].resource"),
        (bundle(patient(), appointment(start="2026-12-01")), "Bundle.entry[1].resource.start"),
        ({"resourceType": "Patient"}, "Bundle"),
    ],
)  # fmt: skip
def test_one_bad_resource_refuses_the_whole_bundle(practice: Practice, sent: Any, place: str) -> None:
    known = a_known_patient(practice)
    practice.cloud.settle()
    before = everything_stored()
    answer = practice.send("records.upserted", {"patient_id": known.id, "bundle": sent})
    assert (answer.status, problem(answer)) == (422, "invalid-bundle")
    told = answer.json()
    assert told["resourceType"] == "OperationOutcome"
    assert [i["expression"] for i in told["issue"]] == [[place]]
    practice.cloud.settle()
    assert everything_stored() == before


def test_a_chart_learns_its_patient_from_the_first_bundle(practice: Practice) -> None:
    known = a_known_patient(practice)
    for sent, status in (
        (bundle(observation()), 422),
        (bundle(patient(), observation()), 202),
        (bundle(observation(subject={"reference": "Patient/rosa"})), 202),
        (bundle(patient(id="walter")), 422),
    ):
        answer = practice.send("records.upserted", {"patient_id": known.id, "bundle": sent})
        assert answer.status == status, answer.body


def test_demographics_of_yesterday_do_not_overwrite_those_of_today(practice: Practice, clock: Clock) -> None:
    from portal import ids, store

    told = TOLD | {"id": "ordered"}
    for given, at in (
        ("Rosa", "2026-11-22T06:00:00Z"),
        ("Rose", "2026-11-21T06:00:00Z"),
        ("Rosie", "2026-11-22T06:00:01Z"),
    ):
        body = json.dumps({"type": "patient.upserted", "timestamp": at, "data": {"patient": told | {"given": given}}})
        assert practice.send_raw(body, at=clock.now()).status == 202
    chart = store.get(store.keys.chart(ids.chart_id(practice.id, "ordered")))
    assert chart is not None
    assert chart.given == "Rosie"


@pytest.mark.feature("B1", "B9+")
@pytest.mark.parametrize("kind", ["patient.upserted", "portal.invited"])
def test_of_two_messages_about_a_patient_at_the_same_moment_none_is_lost(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, kind: str
):
    from portal import audit

    entry, staff = audit.entry, staff_of(practice)
    rosa, to = a_known_patient(practice), an_address("rosa")

    def after_reading(*about: Any, **more: Any) -> Any:
        monkeypatch.setattr(audit, "entry", entry)
        practice.send("portal.invited", wanted | {"email": rosa.email})
        return entry(*about, **more)

    wanted = {"patient_id": rosa.id, "kind": "primary", "email": to}
    data = {"patient": TOLD | {"id": rosa.id, "given": "Rosita"}} if kind == "patient.upserted" else wanted
    monkeypatch.setattr(audit, "entry", after_reading)
    answer = practice.send(kind, data)
    # One process has one status at a time: the message within leaves its own.
    assert answer.status in (200, 202), answer.body
    page = staff.ask("GET", on_chart(rosa)).json()
    invited = {rosa.email} if kind == "patient.upserted" else {rosa.email, to}
    assert {each["email"] for each in page["invites"]} == invited
    assert page["given"] == ("Rosita" if kind == "patient.upserted" else rosa.given)
