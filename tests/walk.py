"""A walk through every function and every branch of it that calls AWS: for the policies test and for `make bench`."""

import json
import os
import re
import uuid
from typing import Any
from unittest.mock import patch

import boto3

from local.gateway import HttpAnswer
from tests.api.test_records import a1cs, chart_of, send_records
from tests.bundles import bundle, observation
from tests.bundles import patient as fhir_patient
from tests.cloud import FILTERS, MOBILE, ORIGIN, Clock, Cloud
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_practice,
    a_ticket,
    an_activation,
    an_invite_for,
)
from tests.signing_in import by_code, initiate, refresh
from tests.test_seams import operations
from tests.walks.account import the_account
from tests.walks.circle import circle
from tests.walks.console import console
from tests.walks.console_users import console_users
from tests.walks.documents import a_month_later, documents
from tests.walks.exports import downloads
from tests.walks.factors import factors
from tests.walks.forms import forms
from tests.walks.intake import intake
from tests.walks.invites import others
from tests.walks.links import outside_links
from tests.walks.messages import messages
from tests.walks.reading import reading
from tests.walks.wire import rotations, sign_ups, wire

Json = dict[str, Any]


def everything(cloud: Cloud, clock: Clock) -> None:
    # Moto takes long for a transaction, and sealing every entry shows no more than sealing one.
    with patch.dict(FILTERS):
        del FILTERS["SealAudit"]
        practice = a_practice(cloud)
        operators(cloud, practice)
        invitations(cloud, clock, practice)
        rosa = a_patient(practice)
        signing_in(cloud, clock, rosa)
        account(cloud, rosa)
        the_webhook(practice)
        records(cloud, rosa)
        imports(cloud, rosa)
        deliveries(cloud, practice)
        the_audit(cloud, practice)
        factors(cloud, clock, practice)
        others(cloud, clock, practice)
        sign_ups(cloud, practice)
        wire(cloud, rosa)
        the_account(cloud, a_patient(practice, "Walter"))
        circle(practice)
        forms(practice)
        messages(practice)
        documents(cloud, practice)
        outside_links(practice)
        downloads(practice)
        console(cloud)
        console_users(cloud, clock)
        reading(practice)
        intake(cloud, clock, practice)
        rotations(cloud, clock)
        a_month_later(cloud, clock)


def start_cold() -> None:
    """What a function reads once per process is read again."""
    from portal import sealing
    from portal.identity import signing

    for kept in (sealing._master, sealing.key, signing._read, signing._public_half):
        kept.cache_clear()


def send_keys(cloud: Cloud) -> None:
    """From now on every write has an Idempotency-Key, and is sent again with the same one."""
    send = cloud.call
    unkeyed = [
        re.compile(f"{o.method} " + re.sub(r"\{\w+\+?\}", "[^/]+", o.path))
        for o in operations().values()
        if not o.keyed
    ]

    def call(method: str, path: str, body: Any = b"", **more: Any) -> HttpAnswer:
        writes = method != "GET" and not any(each.fullmatch(f"{method} {path}") for each in unkeyed)
        if writes:
            more["idempotency_key"] = uuid.uuid4().hex
        answer = send(method, path, body, **more)
        if writes and answer.status < 400:
            assert send(method, path, body, **more).header("idempotency-replayed")
        return answer

    cloud.call = call  # type: ignore[method-assign]


def expect(answer: HttpAnswer, *statuses: int) -> Any:
    assert answer.status in statuses, answer.body
    return answer.json()


def operators(cloud: Cloud, practice: Practice) -> None:
    who = {"given": "Priya", "family": "Nair", "email": "priya@riverside.example", "role": "clinician"}
    staff = cloud.ops("AddStaff", {"practice_id": practice.id, **who})
    expect(initiate(cloud, staff["username"], staff["temporary_password"]), 200)
    cloud.ops("AddStaff", {"practice_id": practice.id, **who})
    for state in ("disabled", "active"):
        assert cloud.ops("SetAccountState", {"username": staff["username"], "state": state})["state"] == state
    known = a_known_patient(practice)
    event = {"practice_id": practice.id, "patient_id": known.id, "bundle": bundle(fhir_patient(), observation())}
    made = cloud.ops("ImportBundle", event)
    cloud.settle()
    expect(practice.get(f"/imports/{made['id']}"), 200)
    expect(practice.get("/imports/never"), 404)


def invitations(cloud: Cloud, clock: Clock, practice: Practice) -> None:
    patient = a_known_patient(practice)
    an_invite_for(patient)
    token = an_invite_for(patient)
    path = f"/api/invites/{token}"
    for _ in range(2):
        expect(cloud.call("GET", path), 200)
    expect(cloud.call("GET", "/api/invites/never"), 404)
    expect(cloud.call("POST", "/api/invites/never/verify", {"birth_date": patient.birth_date}), 403)
    expect(cloud.call("POST", f"{path}/verify", {"birth_date": "01-01-1950"}), 403)
    ticket = a_ticket(patient, token)
    expect(cloud.call("POST", f"{path}/activate", an_activation(patient, ticket)), 200)
    expect(cloud.call("POST", f"{path}/activate", an_activation(patient, ticket, username=patient.username + "2")), 200)
    expect(cloud.call("POST", f"{path}/resend-code", {"ticket": ticket}), 200)
    code = cloud.code(patient.email)
    wrong = "000000" if code != "000000" else "000001"
    expect(cloud.call("POST", f"{path}/confirm", {"ticket": ticket, "code": wrong}), 400)
    expect(cloud.call("POST", f"{path}/confirm", {"ticket": ticket, "code": code}), 200)
    expect(cloud.call("POST", f"{path}/verify", {"birth_date": patient.birth_date}), 410)
    locked = f"/api/invites/{an_invite_for(a_known_patient(practice))}/verify"
    for _ in range(6):
        expect(cloud.call("POST", locked, {"birth_date": "01-01-1950"}), 403, 410)
    clock.forward(seconds=1)


def signing_in(cloud: Cloud, clock: Clock, patient: Patient) -> None:
    name = patient.username
    session = expect(initiate(cloud, name), 200)["Session"]
    code = cloud.code(patient.email)
    expect(by_code(cloud, session, name, "000000" if code != "000000" else "000001"), 400)
    expect(by_code(cloud, "x" * 43, name, code), 400)
    result = expect(by_code(cloud, session, name, code), 200)["AuthenticationResult"]
    again = expect(initiate(cloud, name, DEVICE_KEY=result["NewDeviceMetadata"]["DeviceKey"]), 200)
    other = again["AuthenticationResult"]["RefreshToken"]
    expect(refresh(cloud, result["RefreshToken"]), 200)
    # Again at once, as after a lost answer; then late, as a thief would.
    expect(refresh(cloud, result["RefreshToken"]), 200)
    clock.forward(seconds=11)
    expect(refresh(cloud, result["RefreshToken"]), 401)
    for _ in range(2):
        expect(cloud.call("POST", "/api/auth/revoke-token", {"ClientId": MOBILE, "Token": other}), 200)
    for _ in range(6):
        expect(initiate(cloud, name, "wrong" * 4), 401, 429)
        expect(initiate(cloud, "nobody", "wrong" * 4), 401, 429)
    clock.forward(seconds=16)
    expect(initiate(cloud, name, "wrong" * 4), 401)
    clock.forward(hours=1)


def account(cloud: Cloud, patient: Patient) -> None:
    # The clock went on: the first token has expired.
    key = _sign_in_again(cloud, patient)
    expect(initiate(cloud, patient.username, DEVICE_KEY=key), 200)
    expect(cloud.call("POST", "/api/auth/get-user", {}, token=patient.token), 200)
    expect(cloud.call("GET", "/api/members", token=patient.token), 200)
    expect(cloud.call("GET", "/api/audit?limit=2", token=patient.token), 200)
    expect(cloud.call("GET", "/api/audit?kind=record", token=patient.token), 200)
    expect(cloud.call("GET", "/api/auth/captcha"), 200)
    expect(cloud.call("GET", "/fhir/metadata"), 200)


def _sign_in_again(cloud: Cloud, patient: Patient) -> str:
    session = expect(initiate(cloud, patient.username), 200)["Session"]
    result = expect(by_code(cloud, session, patient.username, cloud.code(patient.email)), 200)["AuthenticationResult"]
    patient.token = result["AccessToken"]
    return str(result["NewDeviceMetadata"]["DeviceKey"])


def the_webhook(practice: Practice) -> None:
    known = a_known_patient(practice)
    told = {"id": known.id, "given": "Rosita", "family": "Alvarez", "birth_date": known.birth_date}
    caregiver = {"email": "ana@example.org", "given": "Ana", "family": "Alvarez", "relationship": "daughter"}
    for _ in range(2):
        expect(practice.send("patient.upserted", {"patient": told, "caregivers": [caregiver]}, webhook_id="msg_1"), 202)
    expect(practice.send("patient.upserted", {"patient": told}), 202)
    invited = {"patient_id": known.id, "kind": "primary", "email": known.email}
    for _ in range(2):
        expect(practice.send("portal.invited", invited), 202)
    expect(practice.send("portal.invited", invited | {"patient_id": "nobody"}), 422)
    refused = bundle(observation(status="fnal"))
    expect(practice.send("records.upserted", {"patient_id": known.id, "bundle": refused}), 422)


def records(cloud: Cloud, patient: Patient) -> None:
    send_records(patient, fhir_patient(), *a1cs(5))
    send_records(patient, fhir_patient(), *a1cs(6))
    chart = chart_of(patient)
    path = f"/fhir/Observation?patient={chart}&category=laboratory&_count=2"
    page = expect(cloud.call("GET", path, token=patient.token), 200)
    after = next(link["url"] for link in page["link"] if link["relation"] == "next").removeprefix(ORIGIN)
    expect(cloud.call("GET", after, token=patient.token), 200)
    expect(cloud.call("GET", f"/fhir/Observation?patient={chart}", token=patient.token), 200)
    expect(cloud.call("GET", f"/fhir/DiagnosticReport?patient={chart}", token=patient.token), 200)
    expect(cloud.call("GET", f"/fhir/Observation/{page['entry'][0]['resource']['id']}", token=patient.token), 200)
    expect(cloud.call("GET", f"/fhir/Patient/{chart}", token=patient.token), 200)
    expect(cloud.call("GET", "/fhir/Patient/never", token=patient.token), 404)


def imports(cloud: Cloud, patient: Patient) -> None:
    """One whose bundle is lost, at the last try; and one that is over already."""
    practice = patient.practice
    told = {"patient_id": patient.id, "bundle": bundle(fhir_patient(), observation())}
    lost = expect(practice.send("records.upserted", told), 202)["import"]
    boto3.client("s3").delete_object(Bucket=os.environ["INTAKE_BUCKET"], Key=f"bundles/{lost}.ndjson.gz")
    body = json.dumps({"kind": "import", "practice_id": practice.id, "import_id": lost})
    record = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": "5"}}
    for failed in (1, 0):
        assert len(cloud.gateway.call("ImportRecords", {"Records": [record]})["batchItemFailures"]) == failed
    cloud.settle()


def deliveries(cloud: Cloud, practice: Practice) -> None:
    """One that fails, first from the stream and then from the retry queue, and goes out in the end; then once more."""
    patient = a_known_patient(practice)
    expect(practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": patient.email}), 202)
    rows = boto3.client("dynamodb").scan(TableName=os.environ["TABLE"])["Items"]
    [outbox_id] = [row["id"]["S"] for row in rows if row["kind"]["S"] == "OUTBOX" and "after" not in row]
    queue = {"QueueUrl": os.environ["RETRY_QUEUE"]}
    boto3.client("sqs").send_message(MessageBody=outbox_id, **queue)
    receipt = boto3.client("sqs").receive_message(**queue)["Messages"][0]["ReceiptHandle"]
    retried = {"messageId": "1", "body": outbox_id, "receiptHandle": receipt}
    retried["attributes"] = {"ApproximateReceiveCount": "1"}
    streamed = {"dynamodb": {"Keys": {"pk": {"S": f"OUTBOX#{outbox_id}"}, "sk": {"S": "OUTBOX"}}}}
    with patch("portal.delivery.render", side_effect=RuntimeError):
        for record in (streamed, retried):
            cloud.gateway.call("Deliver", {"Records": [record]})
    assert cloud.mails(patient.email)
    cloud.gateway.call("Deliver", {"Records": [streamed]})


def the_audit(cloud: Cloud, practice: Practice) -> None:
    """Two entries, and the second one again."""
    rows = boto3.client("dynamodb").scan(TableName=os.environ["AUDIT_TABLE"])["Items"]
    entries = [row for row in rows if row["pk"]["S"].startswith(f"AUDIT#{practice.id}#")]
    for entry in (*entries[:2], entries[1]):
        cloud.gateway.call("SealAudit", {"Records": [{"dynamodb": {"Keys": {n: entry[n] for n in ("pk", "sk")}}}]})
    assert cloud.ops("VerifyAudit", {})["bad"][0]["first_bad"]["why"] == "the entry was never sealed"
