"""Cognito's own clients, unmodified and told only the endpoint, from signing in to signing out everywhere (A15).

The scripts of the Node clients lie in tests/clients.
"""

import json
import os
import subprocess
import time
from datetime import UTC, datetime

import boto3
import pyotp
import pytest
from botocore.exceptions import ClientError
from pycognito import Cognito
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from local.place import ROOT
from tests.e2e.laptop import Laptop
from tests.people import PASSWORD, Patient, Practice, a_patient

POOL, APP = "us-east-1_kinchart", "mobile"
NEW = "another way along the coast"
STEP = 30
"""Seconds that an authenticator's code lasts."""


class Authenticator:
    """Each code counts once: every call gives that of a later step, within one step of the present one."""

    def __init__(self, secret: str) -> None:
        self._totp = pyotp.TOTP(secret)
        self._last = 0

    def code(self) -> str:
        # Away from the end of a step, so that the code is still good when it comes.
        while time.time() % STEP > STEP * 0.85:
            time.sleep(0.2)
        self._last = max(self._last + 1, int(time.time() // STEP) - 1)
        while self._last > time.time() / STEP + 1:
            time.sleep(0.2)
        return self._totp.at(datetime.fromtimestamp(self._last * STEP, UTC))


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def refused(run, *arguments, **named) -> str:
    """The name of the exception that Cognito's clients raise."""
    with pytest.raises(ClientError) as error:
        run(*arguments, **named)
    return str(error.value.response["Error"]["Code"])


def reset_code(laptop: Laptop, patient: Patient) -> str:
    while not (found := [m for m in laptop.mails(patient.email, 3) if "code for a new" in m["subject"]]):
        time.sleep(0.1)
    return next(line for line in found[-1]["text"].splitlines() if line.isdigit())


@pytest.mark.feature("A15+")
def test_boto3(laptop: Laptop, rosa: Patient) -> None:
    client = boto3.client("cognito-idp", region_name="us-east-1", endpoint_url=f"{laptop.web}/cognito")

    def sign_in(password: str):
        given = {"USERNAME": rosa.username, "PASSWORD": password}
        return client.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=APP, AuthParameters=given)

    def prove(asked, code: str):
        assert asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
        answers = {"USERNAME": rosa.username, "SOFTWARE_TOKEN_MFA_CODE": code}
        return client.respond_to_auth_challenge(
            ClientId=APP, ChallengeName="SOFTWARE_TOKEN_MFA", Session=asked["Session"], ChallengeResponses=answers
        )

    assert refused(sign_in, "not that one at all") == "NotAuthorizedException"
    token = sign_in(PASSWORD)["AuthenticationResult"]["AccessToken"]
    authenticator = Authenticator(client.associate_software_token(AccessToken=token)["SecretCode"])
    wrong = refused(client.verify_software_token, AccessToken=token, UserCode="000000")
    assert wrong == "EnableSoftwareTokenMFAException"
    used = authenticator.code()
    assert client.verify_software_token(AccessToken=token, UserCode=used)["Status"] == "SUCCESS"
    client.set_user_mfa_preference(AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
    assert client.get_user(AccessToken=token)["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]

    asked = sign_in(PASSWORD)
    assert refused(prove, asked, used) == "ExpiredCodeException"
    result = prove(asked, authenticator.code())["AuthenticationResult"]
    renewed = client.get_tokens_from_refresh_token(ClientId=APP, RefreshToken=result["RefreshToken"])
    token = renewed["AuthenticationResult"]["AccessToken"]
    other = renewed["AuthenticationResult"]["RefreshToken"]
    assert other != result["RefreshToken"]

    told = client.forgot_password(ClientId=APP, Username=rosa.username)["CodeDeliveryDetails"]
    assert told == {"Destination": "r***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    code = reset_code(laptop, rosa)
    reset = {"ClientId": APP, "Username": rosa.username, "ConfirmationCode": code}
    assert refused(client.confirm_forgot_password, **reset, Password="short") == "InvalidPasswordException"
    client.confirm_forgot_password(**reset, Password=NEW)
    assert refused(client.get_user, AccessToken=token) == "NotAuthorizedException"

    token = prove(sign_in(NEW), authenticator.code())["AuthenticationResult"]["AccessToken"]
    client.global_sign_out(AccessToken=token)
    assert refused(client.get_user, AccessToken=token) == "NotAuthorizedException"
    assert refused(client.get_tokens_from_refresh_token, ClientId=APP, RefreshToken=other) == "NotAuthorizedException"
    assert refused(client.forgot_password, ClientId="web", Username="x") == "ResourceNotFoundException"


@pytest.mark.feature("A15+")
def test_pycognito(laptop: Laptop, rosa: Patient) -> None:
    def somebody() -> Cognito:
        endpoint = {"endpoint_url": f"{laptop.web}/cognito"}
        return Cognito(POOL, APP, username=rosa.username, boto3_client_kwargs=endpoint)

    def sign_in(password: str) -> Cognito:
        user = somebody()
        with pytest.raises(SoftwareTokenMFAChallengeException) as challenge:
            user.authenticate(password)
        user.respond_to_software_token_mfa_challenge(authenticator.code(), challenge.value.get_tokens())
        return user

    assert refused(somebody().authenticate, "not that one at all") == "NotAuthorizedException"
    user = somebody()
    # It checks the tokens against the issuer's key list, too.
    user.authenticate(PASSWORD)
    authenticator = Authenticator(user.associate_software_token())
    assert user.verify_software_token(authenticator.code(), "phone")
    user.set_user_mfa_preference(sms_mfa=False, software_token_mfa=True, preferred="SOFTWARE_TOKEN")

    user = sign_in(PASSWORD)
    assert user.get_user()._data["email"] == rosa.email
    token = user.access_token
    user.renew_access_token()
    assert user.access_token != token
    user.check_token()

    user.initiate_forgot_password()
    user.confirm_forgot_password(reset_code(laptop, rosa), NEW)
    user = sign_in(NEW)
    token = user.access_token
    user.logout()
    user.access_token = token
    assert refused(user.get_user) == "NotAuthorizedException"


@pytest.mark.feature("A15+")
@pytest.mark.parametrize("script", ["identity-js", "amplify"])
def test_node_client(laptop: Laptop, rosa: Patient, script: str) -> None:
    told = {
        "endpoint": f"{laptop.web}/cognito",
        "mailbox": f"{laptop.place.aws}/_ministack/ses/messages",
        "poolId": POOL,
        "clientId": APP,
        "username": rosa.username,
        "email": rosa.email,
        "password": PASSWORD,
        "newPassword": NEW,
    }
    command = ["node", str(ROOT / "tests/clients" / f"{script}.mjs")]
    environment = os.environ | {"KINCHART": json.dumps(told)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {
        "sign in by password",
        "sign in by SRP",
        "enrol",
        "meet a TOTP challenge",
        "refresh",
        "reset the password",
        "sign out everywhere",
    } <= set(json.loads(done.stdout))
