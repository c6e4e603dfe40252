"""What operators rely on: mail survives a killed sender, a restart loses nothing, permissions bite, SAM works."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import boto3
import httpx
import pytest
from botocore.exceptions import ClientError

from local.place import ROOT
from local.routes import CALLER
from local.template import Template
from tests.e2e.laptop import Laptop, until
from tests.e2e.records import a_small_record
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient


def invite(patient: Patient) -> None:
    data = {"patient_id": patient.id, "kind": "primary", "email": patient.email}
    assert patient.practice.send("portal.invited", data).status == 202


def workers_of(laptop: Laptop, function: str) -> list[int]:
    """Processes that run a deployed function."""
    name, found = laptop.functions[function], []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment, command = (folder / "environ").read_bytes(), (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if f"AWS_LAMBDA_FUNCTION_NAME={name}".encode() in environment.split(b"\0") and b"python" in command:
            found.append(int(folder.name))
    return found


def outbox(laptop: Laptop) -> int:
    return sum(item["kind"]["S"] == "OUTBOX" for item in laptop.items())


def test_the_sender_killed_between_commit_and_send_sends_once_it_is_back(laptop: Laptop, practice: Practice) -> None:
    first = a_known_patient(practice)
    invite(first)
    assert len(laptop.mails(first.email)) == 1
    workers = workers_of(laptop, "Deliver")
    assert workers
    for worker in workers:
        os.kill(worker, signal.SIGSTOP)
    patient = a_known_patient(practice)
    invite(patient)
    time.sleep(1)
    assert outbox(laptop) >= 1
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert len(laptop.mails(patient.email)) == 1
    until(lambda: outbox(laptop) == 0, "the outbox is empty once everything is sent")
    assert len(laptop.mails(patient.email)) == 1


def test_a_restart_keeps_account_session_and_records(laptop: Laptop, practice: Practice) -> None:
    patient = a_patient(practice)
    practice.send("records.upserted", {"patient_id": patient.id, "bundle": a_small_record()})
    chart = laptop.call("GET", "/api/members", token=patient.token).json()["members"][0]["charts"][0]["id"]

    def observations() -> int:
        answer = laptop.call("GET", f"/fhir/Observation?patient={chart}", token=patient.token)
        return len(answer.json().get("entry", []))

    until(lambda: observations() == 4, "the records arrive")
    laptop.stop()
    assert not any(laptop.place.tmp.iterdir()), "nothing is left in the temporary folder"
    laptop.start()
    assert laptop.call("POST", "/api/auth/get-user", {}, token=patient.token).json()["Username"] == patient.username
    assert observations() == 4
    parameters = {"USERNAME": patient.username, "PASSWORD": PASSWORD}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "mobile", "AuthParameters": parameters}
    assert laptop.call("POST", "/api/auth/initiate-auth", body).json()["ChallengeName"] == "EMAIL_OTP"
    assert laptop.mails(patient.email)[-1]["subject"] == "Your Kinchart code"


@pytest.mark.feature("X5")
def test_a_function_that_lacks_a_permission_is_refused(laptop: Laptop, practice: Practice) -> None:
    """GetCaptcha may read the secret and nothing else: it neither reads nor writes the table, nor sends mail."""
    key = {"pk": {"S": f"PRACTICE#{practice.id}"}, "sk": {"S": "PRACTICE"}}
    table = laptop.told["table"]
    dynamodb = laptop.acting_as("GetCaptcha", "dynamodb")
    mail = {"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}}
    to = {"ToAddresses": ["a@example.org"]}
    for refused in (
        lambda: dynamodb.batch_get_item(RequestItems={table: {"Keys": [key]}}),
        lambda: dynamodb.put_item(TableName=table, Item=key),
        lambda: laptop.acting_as("GetCaptcha", "sesv2").send_email(
            FromEmailAddress="portal@kinchart.example", Destination=to, Content=mail
        ),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            refused()
    assert laptop.call("GET", "/api/auth/captcha").status == 200


@pytest.mark.feature("A8")
@pytest.mark.parametrize("function", ["InitiateAuth", "ReceiveWebhook", "SealAudit", "Deliver", "VerifyAudit"])
def test_no_function_can_change_or_delete_an_audit_entry(laptop: Laptop, practice: Practice, function: str) -> None:
    a_known_patient(practice)
    [entry, *_] = [i for i in laptop.items() if i["pk"]["S"].startswith(f"AUDIT#{practice.id}#")]
    table, key = laptop.told["audit_table"], {name: entry[name] for name in ("pk", "sk")}
    dynamodb = laptop.acting_as(function, "dynamodb")
    changed = {"UpdateExpression": "SET #a = :a", "ExpressionAttributeNames": {"#a": "action"}}
    changed["ExpressionAttributeValues"] = {":a": {"S": "nothing.happened"}}  # type: ignore[assignment]
    for refused in (
        lambda: dynamodb.update_item(TableName=table, Key=key, **changed),
        lambda: dynamodb.delete_item(TableName=table, Key=key),
        lambda: dynamodb.transact_write_items(TransactItems=[{"Delete": {"TableName": table, "Key": key}}]),
        lambda: dynamodb.transact_write_items(TransactItems=[{"Update": {"TableName": table, "Key": key, **changed}}]),
    ):
        with pytest.raises(ClientError, match="AccessDenied"):
            refused()
    writes = function != "VerifyAudit"
    beside = {"pk": {"S": f"SEALED#test#{practice.id}"}, "sk": {"S": function}, "kind": {"S": "SEALED"}}
    try:
        dynamodb.put_item(TableName=table, Item=beside | {"owner": {"S": "test"}, "place": {"S": function}})
        assert writes
    except ClientError:
        assert not writes


def ask(laptop: Laptop, function: str, event: dict[str, object]) -> dict[str, Any]:
    """`sam remote invoke`, as docs/operations.md says."""
    options = ["--stack-name", "kinchart-local", "--event", json.dumps(event)]
    said = laptop.sam("remote", "invoke", function, *options)
    told: dict[str, Any] = json.loads(said[said.index("{") :])
    return told


def test_operators_reach_the_ops_functions_by_sam(laptop: Laptop) -> None:
    made = ask(laptop, "RegisterPractice", {"name": "Hilltop Clinic", "phone": "555-0199"})
    assert made["webhook_url"] == f"{laptop.web}/api/practices/{made['practice_id']}/webhook"
    assert made["webhook_secret"].startswith("whsec_")
    who = {"given": "Priya", "family": "Nair", "email": "priya.nair@hilltop.example", "role": "clinician"}
    added = ask(laptop, "AddStaff", {"practice_id": made["practice_id"], **who})
    assert (added["username"], len(added["temporary_password"]) >= 15) == (who["email"], True)
    switched = {"username": who["email"], "state": "disabled"}
    assert ask(laptop, "SetAccountState", switched) == {"account_id": added["account_id"], "state": "disabled"}
    hilltop = Practice(laptop, made["practice_id"], made["webhook_secret"], "Hilltop Clinic")
    patient = a_known_patient(hilltop)
    bundle = {"practice_id": hilltop.id, "patient_id": patient.id, "bundle": a_small_record()}
    taken = ask(laptop, "ImportBundle", bundle)
    until(lambda: hilltop.get(f"/imports/{taken['id']}").json()["state"] == "complete", "the bundle is imported")
    assert ask(laptop, "VerifyAudit", {"owner": hilltop.id})["verified"] is True


def test_the_deployed_functions_themselves_answer_like_make_run(laptop: Laptop, practice: Practice) -> None:
    patient = a_patient(practice)
    api = laptop.aws("apigatewayv2").get_apis()["Items"][0]["ApiId"]
    base = f"{laptop.place.aws}/_aws/execute-api/{api}/$default"
    asked = {"headers": {"authorization": f"Bearer {patient.token}"}, "timeout": 30}
    deployed = httpx.get(f"{base}/api/members", **asked)  # type: ignore[arg-type]
    served = laptop.call("GET", "/api/members", token=patient.token)
    assert (deployed.status_code, deployed.json()) == (200, served.json())
    chart = served.json()["members"][0]["charts"][0]["id"]
    assert httpx.get(f"{base}/fhir/Patient/{chart}", **asked).json()["id"] == chart  # type: ignore[arg-type]
    assert httpx.get(f"{base}/api/members", timeout=30).status_code == 401


def test_each_route_of_the_deployed_api_has_its_function(laptop: Laptop) -> None:
    gateway = laptop.aws("apigatewayv2")
    told = {"ApiId": gateway.get_apis()["Items"][0]["ApiId"], "MaxResults": "500"}
    uris = {i["IntegrationId"]: i["IntegrationUri"] for i in gateway.get_integrations(**told)["Items"]}
    routes = {r["RouteKey"]: uris[r["Target"].rpartition("/")[2]] for r in gateway.get_routes(**told)["Items"]}
    called = {route: uri.rpartition(":")[2] for route, uri in routes.items()}
    assert called == {f"{f.method} {f.path}": laptop.functions[f.name] for f in Template().functions() if f.path}


def test_the_api_may_call_operations_and_nothing_else(laptop: Laptop) -> None:
    stack = json.loads((laptop.place.state / "stack.json").read_text())
    role = f"arn:aws:iam::000000000000:role/{stack['resources'][CALLER]}"
    given = laptop.aws("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
    api = boto3.Session(*keys, "us-east-1").client("lambda", endpoint_url=laptop.place.aws)
    assert api.invoke(FunctionName=laptop.functions["GetCaptcha"], Payload=b"{}")["StatusCode"] == 200
    for function in ("AddStaff", "SetAccountState", "Deliver"):
        with pytest.raises(ClientError, match="AccessDenied"):
            api.invoke(FunctionName=laptop.functions[function], Payload=b"{}")
    with pytest.raises(ClientError, match="AccessDenied"):
        api.delete_function(FunctionName=laptop.functions["GetCaptcha"])


@pytest.mark.feature("A8")
def test_the_audit_chain_verifies_for_everyone(laptop: Laptop, practice: Practice) -> None:
    a_patient(practice)
    until(
        lambda: laptop.ops("VerifyAudit", {"owner": practice.id})["entries"] >= 4, "the practice's entries are sealed"
    )
    told = laptop.ops("VerifyAudit", {})
    assert (told["verified"], told["bad"]) == (True, [])


@pytest.mark.feature("E8+")
def test_a_bundle_is_pushed_from_the_command_line(laptop: Laptop, practice: Practice, tmp_path: Path) -> None:
    patient = a_known_patient(practice)
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps(a_small_record()))
    url = f"{laptop.web}/api/practices/{practice.id}/webhook"
    command = [sys.executable, "-m", "local.push", "--practice", practice.id, "--patient", patient.id]
    command += ["--url", url, "--secret", practice.secret, str(file)]
    for _ in range(2):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        assert re.search(r"Observation\s+4\s+4", done.stdout), done.stdout
