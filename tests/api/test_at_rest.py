"""What the table keeps of secrets: nothing that could be read or used (identity.md: codes as HMAC, seeds sealed)."""

import hashlib
import json
import os

import boto3
import pytest

from portal.identity import codes
from tests.cloud import MOBILE, Cloud
from tests.people import PASSWORD, Practice, a_patient
from tests.signing_in import auth, by_code, challenge, initiate, result, with_an_authenticator


def everything(cloud: Cloud) -> str:
    rows = [boto3.client("dynamodb").scan(TableName=os.environ[table])["Items"] for table in ("TABLE", "AUDIT_TABLE")]
    return json.dumps(rows, default=lambda binary: bytes(binary).decode("latin-1"))


@pytest.mark.feature("A5", "A7", "A14+")
def test_the_table_holds_no_code_token_seed_or_password_in_clear(cloud: Cloud, practice: Practice) -> None:
    patient = a_patient(practice)
    session = challenge(initiate(cloud, patient.username), "EMAIL_OTP")["Session"]
    code = cloud.code(patient.email)
    tokens = result(by_code(cloud, session, patient.username, code))
    seed = with_an_authenticator(patient)
    recovery = cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token).json()["codes"]
    auth(cloud, "forgot-password", {"ClientId": MOBILE, "Username": patient.email})
    reset = cloud.code(patient.email)
    device = tokens["NewDeviceMetadata"]["DeviceKey"]
    kept = everything(cloud)
    secrets = [PASSWORD, session, seed, device, *recovery, tokens["RefreshToken"], tokens["AccessToken"]]
    assert [secret for secret in secrets if secret in kept or secret.replace("-", "") in kept] == []
    assert f'"{code}"' not in kept
    assert f'"{reset}"' not in kept
    assert patient.username in kept, "so much for looking in the right place"


@pytest.mark.feature("A6", "X2")
def test_a_request_that_may_be_sent_again_is_not_kept_as_a_plain_hash_of_its_passwords(
    cloud: Cloud, practice: Practice
) -> None:
    body = {"PreviousPassword": PASSWORD, "ProposedPassword": "seven grey herons at dusk"}
    answer = auth(cloud, "change-password", body, token=a_patient(practice).token, idempotency_key="one")
    assert answer.status == 200
    kept = everything(cloud)
    assert "ONCE#" in kept
    texts = [json.dumps(body), json.dumps(body, separators=(",", ":"))]
    assert [text for text in texts if hashlib.sha256(text.encode()).hexdigest() in kept] == []


def test_a_code_is_six_random_digits_and_kept_as_an_hmac_of_what_it_is_for(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("secrets.randbelow", lambda below: asked.append(below) or 42)
    code, stored = codes.new("one session")
    assert (code, asked) == ("000042", [1_000_000])
    assert "000042" not in stored
    assert len(stored) == 64
    assert codes.new("another session")[1] != stored
    codes.check("000 042", stored, "one session", tries=1, expired=False)
    with pytest.raises(codes.CodeRefused):
        codes.check("000042", stored, "another session", tries=1, expired=False)
