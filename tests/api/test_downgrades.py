"""Ways around a second factor, a mailed code or the slowing of guesses, as somebody would try them (A5, A7, A14)."""

import pytest

from portal import store
from portal.identity import names, reset, sign_in
from tests.cloud import MOBILE, Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient, an_invite_for, sign_up
from tests.resets import NEW, code_for
from tests.signing_in import (
    Json,
    a_sign_up,
    auth,
    by_code,
    by_mail,
    challenge,
    choices,
    cognito,
    initiate,
    result,
    with_an_authenticator,
)

ADDRESS = "203.0.113.9"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def prefer_mail(patient: Patient, *, preferred: bool = True) -> None:
    wanted = {"EmailMfaSettings": {"Enabled": True, "PreferredMfa": preferred}}
    assert auth(patient.cloud, "set-user-mfa-preference", wanted, token=patient.token).status == 200


def by_wire(cloud: Cloud, patient: Patient, password: str = PASSWORD) -> Json:
    parameters = {"USERNAME": patient.username, "PASSWORD": password}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
    told: Json = cognito(cloud, "InitiateAuth", body).json()
    return told


@pytest.mark.feature("A5", "A7")
def test_who_prefers_mailed_codes_is_not_open_to_the_mailbox_alone(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    prefer_mail(patient)
    asked = challenge(initiate(cloud, patient.username), "EMAIL_OTP")
    assert choices(asked) == ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]
    code = code_for(patient)
    body = {"ClientId": MOBILE, "Username": patient.email, "ConfirmationCode": code, "Password": NEW}
    assert problem(auth(cloud, "confirm-forgot-password", body)) == "second-factor-required"
    assert cognito(cloud, "ConfirmForgotPassword", body).status == 200
    asked = challenge(initiate(cloud, patient.username, NEW), "SOFTWARE_TOKEN_MFA")
    assert choices(asked) == ["SOFTWARE_TOKEN_MFA"]


@pytest.mark.feature("A5")
def test_mailed_codes_are_no_second_factor_where_a_strong_one_is_required(
    cloud: Cloud, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    from portal.settings import settings

    with_an_authenticator(patient)
    prefer_mail(patient)
    monkeypatch.setenv("MFA_REQUIRED_CLIENTS", MOBILE)
    settings.cache_clear()
    assert choices(challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")) == ["SOFTWARE_TOKEN_MFA"]
    settings.cache_clear()


@pytest.mark.feature("A5", "A15+")
def test_mailed_codes_that_were_switched_on_are_asked_for_by_every_door(cloud: Cloud, patient: Patient):
    assert by_wire(cloud, patient)["AuthenticationResult"], "without two-factor the mail about the device has to do"
    prefer_mail(patient, preferred=False)
    assert by_wire(cloud, patient)["ChallengeName"] == "EMAIL_OTP"
    key = by_mail(patient)["NewDeviceMetadata"]["DeviceKey"]
    challenge(initiate(cloud, patient.username, DEVICE_KEY=key), "EMAIL_OTP")
    session = challenge(initiate(cloud, patient.username, DEVICE_KEY=key), "EMAIL_OTP")["Session"]
    answers = {"USERNAME": patient.username, "EMAIL_OTP_CODE": cloud.code(patient.email)}
    body = {"ClientId": MOBILE, "ChallengeName": "EMAIL_OTP", "Session": session}
    more = {"DEVICE_KEY": key, "REMEMBER_DEVICE": "true"}
    assert result(auth(cloud, "respond-to-auth-challenge", body | {"ChallengeResponses": answers | more}))
    assert result(initiate(cloud, patient.username, DEVICE_KEY=key))


@pytest.mark.feature("A15+", "A17+")
def test_a_sign_in_on_cognitos_wire_is_told_by_mail_though_no_device_is_known(cloud: Cloud, practice: Practice):
    sam = a_known_patient(practice, "Sam")
    assert auth(cloud, "sign-up", a_sign_up(an_invite_for(sam), sam)).status == 200
    confirmed = {"ClientId": MOBILE, "Username": sam.username, "ConfirmationCode": cloud.code(sam.email)}
    assert auth(cloud, "confirm-sign-up", confirmed).status == 200
    assert by_wire(cloud, sam)["AuthenticationResult"]
    words = [mail["subject"] for mail in cloud.mails(sam.email)]
    assert any("inicio de sesión" in subject.lower() or "New sign-in" in subject for subject in words[-1:]), words


@pytest.mark.feature("A3", "A5")
def test_a_code_in_a_mailbox_that_was_given_up_opens_nothing(cloud: Cloud, patient: Patient):
    session = challenge(initiate(cloud, patient.username), "EMAIL_OTP")["Session"]
    code = cloud.code(patient.email)
    new = f"new.{patient.email}"
    assert cloud.call("POST", "/api/account/emails", {"address": new}, token=patient.token).status == 200
    answer = {"code": cloud.code(new)}
    emails = cloud.call("POST", "/api/account/emails/verify", answer, token=patient.token).json()["emails"]
    chosen = next(email["id"] for email in emails if email["address"] == new)
    path = f"/api/account/emails/{chosen}/make-primary"
    assert cloud.call("POST", path, {}, token=patient.token).status == 200
    assert problem(by_code(cloud, session, patient.username, code)) == "code-mismatch"


def from_there(cloud: Cloud, operation: str, body: Json):
    return cloud.gateway.invoke("POST", f"/api/auth/{operation}", {}, body, ADDRESS)


def wrong_by_srp(cloud: Cloud, name: str) -> str:
    """A claim that proves nothing. What is said to it."""
    begun = begin_srp(cloud, name)
    return "" if begun.status == 429 else prove_wrong(cloud, begun.json()).json()["type"]


def begin_srp(cloud: Cloud, name: str):
    parameters = {"USERNAME": name, "SRP_A": "abc123"}
    body = {"AuthFlow": "USER_SRP_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
    return from_there(cloud, "initiate-auth", body)


def prove_wrong(cloud: Cloud, told: Json):
    claims = {
        "USERNAME": told["ChallengeParameters"]["USERNAME"],
        "PASSWORD_CLAIM_SECRET_BLOCK": told["ChallengeParameters"]["SECRET_BLOCK"],
        "PASSWORD_CLAIM_SIGNATURE": "AAAA",
        "TIMESTAMP": "now",
    }
    body = {"ClientId": MOBILE, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": claims}
    return from_there(cloud, "respond-to-auth-challenge", body)


@pytest.mark.feature("A14+", "A15+")
def test_srp_guesses_count_for_the_network_address_and_forget_none_of_its_others(cloud: Cloud, clock: Clock):
    begun_before = begin_srp(cloud, "somebody-long-ago").json()
    for n in range(15):
        parameters = {"USERNAME": f"somebody-{n}", "PASSWORD": "not the right one at all"}
        body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
        assert from_there(cloud, "initiate-auth", body).status == 401
        assert wrong_by_srp(cloud, f"somebody-else-{n}") == "/problems/incorrect-credentials"
    assert wrong_by_srp(cloud, "one-more") == "", "thirty were free"
    assert prove_wrong(cloud, begun_before).status == 429, "nor one that was begun before"
    clock.forward(seconds=2)
    assert prove_wrong(cloud, begun_before).status == 401
    assert wrong_by_srp(cloud, "one-more") == ""


@pytest.mark.feature("A14+")
def test_wrong_attempts_at_one_moment_each_count_for_the_network_address(cloud: Cloud, monkeypatch: pytest.MonkeyPatch):
    """Each was let in before any of the others was noted."""
    fetch = store.fetch
    with monkeypatch.context() as at_once:
        at_once.setattr(sign_in.store, "fetch", lambda *keys: [*fetch(*keys)[:-1], None])
        for n in range(31):
            parameters = {"USERNAME": f"somebody-{n}", "PASSWORD": "not the right one at all"}
            body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
            assert from_there(cloud, "initiate-auth", body).status == 401
    assert begin_srp(cloud, "one-more").status == 429


@pytest.mark.feature("A7")
def test_where_a_reset_code_went_does_not_tell_which_names_are_known(cloud: Cloud, practice: Practice):
    """An account's mask may be anybody's, whatever its letters; and the code goes to the address as it was proved."""
    patient = a_known_patient(practice, "Zoe", email="Zoe-7@Quiet-River.example")
    sign_up(patient)
    before = len(cloud.mails(patient.email))
    body = {"ClientId": MOBILE, "Username": patient.username}
    told = auth(cloud, "forgot-password", body).json()["CodeDeliveryDetails"]["Destination"]
    assert told == "z***@q***"
    told = auth(cloud, "forgot-password", body | {"Username": patient.email.lower()}).json()["CodeDeliveryDetails"]
    assert told["Destination"] == "z***@q***"
    assert len(cloud.mails(patient.email)) == before + 2
    made_up = {names.masked(reset.made_up(f"{n:064x}")) for n in range(20_000)}
    letters = [{mask[0] for mask in made_up}, {mask[5] for mask in made_up}]
    assert letters == [set("abcdefghijklmnopqrstuvwxyz0123456789")] * 2


@pytest.mark.feature("A3", "A15+")
def test_a_new_address_that_waited_too_long_cannot_be_woken_up(cloud: Cloud, clock: Clock, patient: Patient):
    added = cloud.call("POST", "/api/account/emails", {"address": "later@example.org"}, token=patient.token)
    assert added.status == 200
    clock.forward(minutes=9)
    again = {"AttributeName": "email"}
    operation = "get-user-attribute-verification-code"
    assert auth(cloud, operation, again, token=patient.token).status == 200
    patient.token = by_mail(patient)["AccessToken"]
    clock.forward(minutes=9, seconds=59)
    token = by_mail(patient)["AccessToken"]
    clock.forward(seconds=1)
    refused = auth(cloud, operation, again, token=token)
    assert [error["code"] for error in refused.json()["errors"]] == ["nothing-pending"]
