"""Every closed operation × everybody who may not call it: 401, before anything is said about the request (X5)."""

import base64
import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from local.gateway import HttpAnswer
from tests.cloud import Cloud, problem, running
from tests.people import Patient, a_patient, a_practice
from tests.signing_in import by_mail
from tests.test_seams import operations

Json = dict[str, Any]


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def token(head: Json, claims: Json, sign: Callable[[bytes], bytes]) -> str:
    text = ".".join(b64(json.dumps(part).encode()) for part in (head, claims))
    return f"{text}.{b64(sign(text.encode()))}"


def by_kms(text: bytes) -> bytes:
    digest = hashlib.sha256(text).digest()
    how = {"MessageType": "DIGEST", "SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256"}
    return boto3.client("kms").sign(KeyId=os.environ["SIGNING_KEY"], Message=digest, **how)["Signature"]


def by_the_public_key(text: bytes) -> bytes:
    """HMAC with what everybody may know, for a reader that takes the algorithm from the token."""
    key = boto3.client("kms").get_public_key(KeyId=os.environ["SIGNING_KEY"])["PublicKey"]
    pem = f"-----BEGIN PUBLIC KEY-----\n{base64.encodebytes(key).decode()}-----END PUBLIC KEY-----\n"
    return hmac.new(pem.encode(), text, hashlib.sha256).digest()


def by_another_key(text: bytes) -> bytes:
    return rsa.generate_private_key(65537, 2048).sign(text, PKCS1v15(), SHA256())


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    """One for all tests here: nothing is changed by who is refused."""
    with running() as cloud:
        yield cloud


@pytest.fixture(scope="module")
def patient(cloud: Cloud) -> Patient:
    return a_patient(a_practice(cloud))


@pytest.fixture(scope="module")
def forged(patient: Patient) -> dict[str, str | None]:
    """Authorization headers that must not work, made from one that does."""
    head, claims = (json.loads(unb64(part)) for part in patient.token.split(".")[:2])
    past = int(time.time()) - 1
    made = {
        "a token that expired": token(head, claims | {"exp": past}, by_kms),
        "a token of another issuer": token(head, claims | {"iss": "https://cognito.example/us-east-1_other"}, by_kms),
        "a token for another use": token(head, claims | {"token_use": "refresh"}, by_kms),
        "a token without a session": token(head, claims | {"origin_jti": "never"}, by_kms),
        "a token signed by nobody": token(head | {"alg": "none"}, claims, lambda _: b""),
        "a token signed with the public key": token(head | {"alg": "HS256"}, claims, by_the_public_key),
        "a token signed with another key": token(head, claims, by_another_key),
        "a token of another key's name": token(head | {"kid": "other"}, claims, by_kms),
        "garbage": "garbage",
        "garbage in three parts": "a.b.c",
    }
    headers: dict[str, str | None] = {name: f"Bearer {text}" for name, text in made.items()}
    refused = {"nothing": None, "an empty token": "Bearer ", "another scheme": f"Basic {patient.token}"}
    return headers | refused | {"an id token": f"Bearer {by_mail(patient)['IdToken']}"}


def closed(*schemes: str) -> list[tuple[str, str]]:
    """Method and path of each closed operation, with values in the path and a query that it would refuse."""
    found = [(o.method, o.path) for o in operations().values() if o.who.scheme in (schemes or ("bearer", "webhook"))]
    return [(method, path.replace("{", "").replace("}", "") + "?limit=many&from=soon") for method, path in found]


def refusal(answer: HttpAnswer, path: str) -> str:
    """What was said: a problem's slug, under /fhir the code of the one issue."""
    if path.startswith("/fhir"):
        assert answer.header("content-type") == "application/fhir+json"
        [issue] = answer.json()["issue"]
        return str(issue["code"])
    return problem(answer)


SAID = {"unauthenticated", "session-ended", "bad-signature", "login"}
CALLERS = (
    "nothing", "an empty token", "another scheme", "garbage", "garbage in three parts", "an id token",
    "a token that expired", "a token of another issuer", "a token for another use", "a token without a session",
    "a token signed by nobody", "a token signed with the public key", "a token signed with another key",
    "a token of another key's name",
)  # fmt: skip


@pytest.mark.feature("X5", "X1")
@pytest.mark.parametrize("caller", CALLERS)
def test_whoever_is_not_signed_in_is_refused_before_anything_is_said_about_the_request(
    cloud: Cloud, forged: dict[str, str | None], caller: str
):
    authorization = forged[caller]
    headers = {"authorization": authorization} if authorization is not None else {}
    for method, path in closed():
        answer = cloud.call(method, path, "{", content_type="application/json", **headers)
        assert (answer.status, refusal(answer, path) in SAID) == (401, True), (method, path, answer.body)


@pytest.mark.feature("A13", "X5")
def test_a_good_token_is_refused_at_once_when_the_account_is_disabled(cloud: Cloud):
    patient = a_patient(a_practice(cloud))
    for state, expected in (("active", False), ("disabled", True)):
        if state == "disabled":
            cloud.ops("SetAccountState", {"username": patient.username, "state": state})
        # Signing out everywhere would end this session, too.
        for method, path in closed("bearer"):
            if state == "disabled" or "global-sign-out" not in path:
                answer = cloud.call(method, path, "{", token=patient.token, content_type="application/json")
                assert (answer.status == 401) == expected, (method, path, answer.body)


@pytest.mark.feature("X5")
def test_a_persons_token_opens_no_operation_of_a_practice(cloud: Cloud, patient: Patient):
    """Nor does it tell whether there is such a practice."""
    for method, path in closed("webhook"):
        answer = cloud.call(method, path, "{", token=patient.token, content_type="application/json")
        assert (answer.status, problem(answer)) == (401, "bad-signature")
    for method, path in closed("bearer"):
        if path.startswith(("/api/practices/", "/api/staff")):
            answer = cloud.call(method, path, "{", token=patient.token, content_type="application/json")
            assert (answer.status, problem(answer)) == (404, "not-found"), path
