"""Cognito's wire and the signing keys. The rotations come last: after them no process asks KMS for a public key."""

from local.gateway import HttpAnswer
from tests.cloud import MOBILE, Clock, Cloud
from tests.people import PASSWORD, Patient
from tests.signing_in import Json, cognito

ISSUER = "/cognito/us-east-1_kinchart"


def wire(cloud: Cloud, patient: Patient) -> None:
    """What the operations do is walked through over REST; here every kind of call is reached once by the other door."""
    parameters = {"USERNAME": patient.username, "PASSWORD": PASSWORD}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
    tokens = told(cognito(cloud, "InitiateAuth", body))["AuthenticationResult"]
    told(cognito(cloud, "ListUserSessions", {"AccessToken": tokens["AccessToken"]}))
    told(cognito(cloud, "RevokeToken", {"ClientId": MOBILE, "Token": tokens["RefreshToken"]}))
    assert cognito(cloud, "GetUser", {"AccessToken": tokens["AccessToken"]}).status == 400
    assert cloud.call("OPTIONS", "/cognito").status == 204
    for document in ("jwks.json", "openid-configuration"):
        told(cloud.call("GET", f"{ISSUER}/.well-known/{document}"))


def rotations(cloud: Cloud, clock: Clock) -> None:
    """The third one finds a key of the first that no token is signed with any more."""
    for _ in range(3):
        assert len(cloud.ops("RotateSigningKey", {})["keys"]) == 2
        clock.forward(hours=1)


def told(answer: HttpAnswer) -> Json:
    assert answer.status == 200, answer.body
    found: Json = answer.json()
    return found
