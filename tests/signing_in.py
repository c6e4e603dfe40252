"""Signing in by HTTP, step by step, as the portal's own clients do."""

import json
from typing import Any

import pyotp

from local.gateway import HttpAnswer
from tests.cloud import MOBILE, Clock, Cloud
from tests.people import PASSWORD, Patient

Json = dict[str, Any]


def auth(cloud: Cloud, operation: str, body: Json, *, token: str = "", **headers: str) -> HttpAnswer:
    """One of Cognito's operations over REST, by its path: `initiate-auth`."""
    return cloud.call("POST", f"/api/auth/{operation}", body, token=token, **headers)


def cognito(cloud: Cloud, operation: str, body: Json, **headers: str) -> HttpAnswer:
    """The same operation on Cognito's own wire, by Cognito's name: `InitiateAuth`."""
    headers = {
        "content_type": "application/x-amz-json-1.1",
        "x_amz_target": f"AWSCognitoIdentityProviderService.{operation}",
    } | headers
    return cloud.call("POST", "/cognito", json.dumps(body), **headers)


def a_sign_up(token: str, patient: Patient, **validation: str) -> Json:
    """SignUp's body for an invitation, with changes in its ValidationData."""
    told = {"invite": token, "birth_date": patient.birth_date, "accept_terms": "true"} | validation
    return {
        "ClientId": MOBILE,
        "Username": patient.username,
        "Password": PASSWORD,
        "UserAttributes": [{"Name": "locale", "Value": "es-US"}],
        "ValidationData": [{"Name": name, "Value": value} for name, value in told.items()],
    }


def initiate(cloud: Cloud, username: str, password: str = PASSWORD, *, client: str = MOBILE, **more: str) -> HttpAnswer:
    parameters = {"USERNAME": username, "PASSWORD": password} | more
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": client, "AuthParameters": parameters}
    return auth(cloud, "initiate-auth", body)


def fails(cloud: Cloud, clock: Clock, username: str, times: int = 5) -> None:
    """Wrong passwords at the pace of somebody who types them."""
    for _ in range(times):
        assert initiate(cloud, username, "wrong" * 4).status == 401
        clock.forward(seconds=4)
    clock.forward(seconds=-4)


def respond(
    cloud: Cloud, name: str, session: str, username: str, *, client: str = MOBILE, cookie: str = "", **answers: str
) -> HttpAnswer:
    """Answer a challenge: `respond(cloud, "EMAIL_OTP", session, "rosa", EMAIL_OTP_CODE="123456")`."""
    responses = {"USERNAME": username} | answers
    body = {"ClientId": client, "ChallengeName": name, "Session": session, "ChallengeResponses": responses}
    headers = {"cookie": cookie} if cookie else {}
    return auth(cloud, "respond-to-auth-challenge", body, **headers)


def by_code(cloud: Cloud, session: str, username: str, code: str, client: str = MOBILE) -> HttpAnswer:
    """Answer EMAIL_OTP."""
    return respond(cloud, "EMAIL_OTP", session, username, client=client, EMAIL_OTP_CODE=code)


def refresh(cloud: Cloud, token: str) -> HttpAnswer:
    return auth(cloud, "get-tokens-from-refresh-token", {"ClientId": MOBILE, "RefreshToken": token})


def by_mail(patient: Patient, *, password: str = PASSWORD, client: str = MOBILE) -> Json:
    """AuthenticationResult after the password and the code by mail."""
    session = initiate(patient.cloud, patient.username, password, client=client).json()["Session"]
    code = patient.cloud.code(patient.email)
    return result(by_code(patient.cloud, session, patient.username, code, client))


def result(answer: HttpAnswer) -> Json:
    assert answer.status == 200, answer.body
    told: Json = answer.json()["AuthenticationResult"]
    assert told, answer.body
    return told


def challenge(answer: HttpAnswer, name: str) -> Json:
    """The challenge that was asked, after checking which it is."""
    assert answer.status == 200, answer.body
    told: Json = answer.json()
    assert told["ChallengeName"] == name, told
    return told


def choices(told: Json) -> list[str]:
    found: list[str] = json.loads(told["ChallengeParameters"]["MFAS_CAN_CHOOSE"])
    return found


def with_an_authenticator(patient: Patient, *, preferred: bool = True) -> str:
    """Switch two-factor on for somebody who has just signed in; gives the authenticator's seed."""
    from portal import clock

    seed = str(auth(patient.cloud, "associate-software-token", {}, token=patient.token).json()["SecretCode"])
    code = totp(seed, clock.now().timestamp())
    verified = auth(patient.cloud, "verify-software-token", {"UserCode": code}, token=patient.token)
    assert verified.status == 200, verified.body
    wanted = {"SoftwareTokenMfaSettings": {"Enabled": True, "PreferredMfa": preferred}}
    switched = auth(patient.cloud, "set-user-mfa-preference", wanted, token=patient.token)
    assert switched.status == 200, switched.body
    return seed


def totp(seed: str, at: float) -> str:
    return pyotp.TOTP(seed).at(int(at))


def web_cookie(answer: HttpAnswer, name: str) -> str:
    """`name=value` of a cookie that an answer to the web client set."""
    values = [value for header, value in answer.headers if header == "set-cookie" and value.startswith(f"{name}=")]
    return values[0].partition(";")[0]
