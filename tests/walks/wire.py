"""Cognito's wire and the signing keys. The rotations come last: after them no process asks KMS for a public key."""

import re

from local.gateway import HttpAnswer
from tests.cloud import MOBILE, Clock, Cloud
from tests.people import PASSWORD, Patient, Practice, a_known_patient, an_invite_for
from tests.signing_in import Json, a_sign_up, auth, cognito

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


def sign_ups(cloud: Cloud, practice: Practice) -> None:
    """By both doors: a wrong date of birth, a short password, a name that nobody signs up with, a wrong code."""
    sam = a_known_patient(practice, "Sam")
    named = {"ClientId": MOBILE, "Username": sam.username}
    for door in (auth_named, cognito):
        token = an_invite_for(sam)
        assert door(cloud, "SignUp", a_sign_up("never", sam)).status in (400, 403)
        assert door(cloud, "SignUp", a_sign_up(token, sam, birth_date="01-01-1950")).status in (400, 403)
        assert door(cloud, "SignUp", a_sign_up(token, sam) | {"Password": "short"}).status in (400, 422)
        told(door(cloud, "SignUp", a_sign_up(token, sam)))
        told(door(cloud, "ResendConfirmationCode", named))
        told(door(cloud, "ResendConfirmationCode", named | {"Username": "nobody"}))
        for name in (sam.username, "nobody"):
            assert door(cloud, "ConfirmSignUp", named | {"Username": name, "ConfirmationCode": "x"}).status == 400
    told(auth_named(cloud, "ConfirmSignUp", named | {"ConfirmationCode": cloud.code(sam.email)}))


def auth_named(cloud: Cloud, operation: str, body: Json) -> HttpAnswer:
    """Over REST, by Cognito's name of the operation."""
    return auth(cloud, re.sub(r"(?<!^)(?=[A-Z])", "-", operation).lower(), body)


def rotations(cloud: Cloud, clock: Clock) -> None:
    """The third one finds a key of the first that no token is signed with any more."""
    for _ in range(3):
        assert len(cloud.ops("RotateSigningKey", {})["keys"]) == 2
        clock.forward(hours=1)


def told(answer: HttpAnswer) -> Json:
    assert answer.status == 200, answer.body
    found: Json = answer.json()
    return found
