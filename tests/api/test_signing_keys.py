"""Signing keys: published before they sign and as long as their tokens are good, then deleted."""

import boto3
import jwt
import pytest
from jwt import PyJWK

from tests.cloud import ORIGIN, Clock, Cloud, forget, problem
from tests.people import Practice, a_patient
from tests.signing_in import by_mail

ISSUER = f"{ORIGIN}/cognito/us-east-1_kinchart"
JWKS = "/cognito/us-east-1_kinchart/.well-known/jwks.json"


def published(cloud: Cloud) -> dict[str, PyJWK]:
    return {key["kid"]: PyJWK(key) for key in cloud.call("GET", JWKS).json()["keys"]}


def kid(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


def verified(cloud: Cloud, token: str) -> dict[str, object]:
    """As somebody else checks one of our tokens."""
    options = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
    key = published(cloud)[kid(token)]
    claims: dict[str, object] = jwt.decode(token, key, algorithms=["RS256"], issuer=ISSUER, options=options)
    return claims


def may_ask(cloud: Cloud, token: str) -> bool:
    answer = cloud.call("GET", "/api/members", token=token)
    assert answer.status == 200 or problem(answer) == "session-ended"
    return answer.status == 200


def rotate(cloud: Cloud) -> list[str]:
    return [key["kid"] for key in cloud.ops("RotateSigningKey", {})["keys"]]


@pytest.mark.feature("A13")
def test_a_rotation_breaks_no_token_and_ends_the_old_key(cloud: Cloud, practice: Practice, clock: Clock):
    patient = a_patient(practice)
    [first] = published(cloud)
    two = rotate(cloud)
    assert rotate(cloud) == two
    clock.forward(minutes=1)
    assert [*published(cloud)] == two
    assert two[0] == first
    second = two[1]
    # Signed by the old key until everybody has heard of the new one.
    clock.forward(minutes=8)
    old = by_mail(patient)["AccessToken"]
    assert kid(old) == first
    clock.forward(minutes=2)
    new = by_mail(patient)
    assert kid(new["AccessToken"]) == kid(new["IdToken"]) == second
    assert may_ask(cloud, old)
    assert may_ask(cloud, new["AccessToken"])
    assert verified(cloud, old)["sub"] == verified(cloud, new["IdToken"])["sub"]
    clock.forward(minutes=10)
    assert [*published(cloud)] == [second]
    forged = jwt.encode({"iss": ISSUER}, "k" * 32, headers={"kid": first})
    assert not may_ask(cloud, old)
    assert not may_ask(cloud, forged)


@pytest.mark.feature("A13")
def test_keys_that_no_token_needs_are_deleted_but_for_the_templates_own(cloud: Cloud, clock: Clock):
    kms = boto3.client("kms")
    own = [key["KeyId"] for key in kms.list_keys()["Keys"]]
    for _ in range(3):
        rotate(cloud)
        clock.forward(hours=1)
    states = {key["KeyId"]: kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]}
    assert [states[key]["KeyState"] for key in own] == ["Enabled"]
    assert sorted(state["KeyState"] for state in states.values()) == ["Enabled"] * 3 + ["PendingDeletion"]
    for key in states:
        assert kms.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "kinchart:SigningKey", "TagValue": "kinchart"}]


def test_two_rotations_at_once_leave_one_new_key(cloud: Cloud, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    from portal.identity import signing

    create = signing._create

    def slow(signs_from):
        monkeypatch.setattr(signing, "_create", create)
        rotate(cloud)
        return create(signs_from)

    monkeypatch.setattr(signing, "_create", slow)
    assert cloud.ops("RotateSigningKey", {})["type"] == "/problems/conflict"
    forget()
    clock.forward(minutes=1)
    assert len(published(cloud)) == 2
    kms = boto3.client("kms")
    states = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] for key in kms.list_keys()["Keys"]]
    assert sorted(states) == ["Enabled", "Enabled", "PendingDeletion"]


def test_the_key_list_tells_public_halves_only_and_no_id_of_a_key(cloud: Cloud):
    answer = cloud.call("GET", JWKS)
    [key] = answer.json()["keys"]
    assert key.keys() == {"kty", "use", "alg", "kid", "n", "e"}
    assert answer.header("access-control-allow-origin") == "*"
    assert boto3.client("kms").list_keys()["Keys"][0]["KeyId"] not in answer.body.decode()
    told = cloud.call("GET", JWKS.replace("jwks.json", "openid-configuration")).json()
    assert told["issuer"] == ISSUER
    assert told["jwks_uri"] == ORIGIN + JWKS
    assert problem(cloud.call("GET", JWKS.replace("us-east-1", "us-east-2"))) == "not-found"


@pytest.mark.feature("A13")
def test_tokens_have_cognitos_claims(cloud: Cloud, practice: Practice):
    result = by_mail(a_patient(practice))
    both = {
        "sub", "iss", "iat", "exp", "auth_time", "jti", "origin_jti", "event_id", "token_use", "cognito:groups",
    }  # fmt: skip
    access, identity = verified(cloud, result["AccessToken"]), verified(cloud, result["IdToken"])
    assert access.keys() == both | {"client_id", "scope", "username"}
    assert identity.keys() == both | {"aud", "cognito:username", "email", "email_verified"}
    assert (access["token_use"], identity["token_use"]) == ("access", "id")
    assert access["jti"] != identity["jti"]
    assert all(access[name] == identity[name] for name in both - {"jti", "token_use"})
