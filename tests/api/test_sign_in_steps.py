"""What a sign-in asks after the password: a new one, the second factor of one's choice, its setting up (A5, A12)."""

import json

import pytest

from tests.cloud import MOBILE, WEB, Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import (
    auth,
    by_code,
    by_mail,
    challenge,
    choices,
    initiate,
    respond,
    result,
    totp,
    web_cookie,
    with_an_authenticator,
)

NEW = "the heron stands in the shallows"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def next_code(clock: Clock, seed: str) -> str:
    """A code of a later step than any before."""
    clock.forward(seconds=31)
    return totp(seed, clock.now().timestamp())


def staff_of(practice: Practice, email: str = "priya@riverside.example") -> tuple[str, str]:
    who = {"given": "Priya", "family": "Nair", "email": email, "role": "clinician"}
    made = practice.cloud.ops("AddStaff", {"practice_id": practice.id, **who})
    return made["username"], made["temporary_password"]


@pytest.mark.feature("A12", "D9")
def test_staff_choose_a_password_prove_their_address_and_set_up_a_second_factor_before_anything_opens(
    cloud: Cloud, clock: Clock, practice: Practice
):
    name, temporary = staff_of(practice)
    told = challenge(initiate(cloud, name, temporary), "NEW_PASSWORD_REQUIRED")
    assert told["AuthenticationResult"] is None
    told = challenge(respond(cloud, "NEW_PASSWORD_REQUIRED", told["Session"], name, NEW_PASSWORD=NEW), "EMAIL_OTP")
    told = challenge(by_code(cloud, told["Session"], name, cloud.code(name)), "MFA_SETUP")
    assert problem(respond(cloud, "MFA_SETUP", told["Session"], name)) == "invalid-session"
    begun = auth(cloud, "associate-software-token", {"Session": told["Session"]}).json()
    code = totp(begun["SecretCode"], clock.now().timestamp())
    verified = auth(cloud, "verify-software-token", {"Session": begun["Session"], "UserCode": code}).json()
    assert verified["Status"] == "SUCCESS"
    done = result(respond(cloud, "MFA_SETUP", verified["Session"], name))
    user = auth(cloud, "get-user", {}, token=done["AccessToken"]).json()
    assert (user["PreferredMfaSetting"], user["UserMFASettingList"]) == ("SOFTWARE_TOKEN_MFA", ["SOFTWARE_TOKEN_MFA"])
    assert problem(initiate(cloud, name, temporary)) == "incorrect-credentials"
    told = challenge(initiate(cloud, name, NEW), "SOFTWARE_TOKEN_MFA")
    assert choices(told) == ["SOFTWARE_TOKEN_MFA"], "no e-mail fallback where a strong factor is required"
    assert problem(respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], name, SOFTWARE_TOKEN_MFA_CODE=code)) == (
        "code-replayed"
    )


@pytest.mark.feature("A12")
@pytest.mark.parametrize(
    ("wanted", "code"),
    [("short", "too_short"), ("x" * 129, "too_long"), ("kinchart kinchart", "context"), ("", "missing")],
)
def test_a_new_password_has_to_be_a_good_one_and_the_session_stays(
    cloud: Cloud, practice: Practice, wanted: str, code: str
):
    name, temporary = staff_of(practice)
    told = challenge(initiate(cloud, name, temporary), "NEW_PASSWORD_REQUIRED")
    more = {"NEW_PASSWORD": wanted} if wanted else {}
    refused = respond(cloud, "NEW_PASSWORD_REQUIRED", told["Session"], name, **more)
    assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("ChallengeResponses.NEW_PASSWORD", code)]
    again = respond(cloud, "NEW_PASSWORD_REQUIRED", told["Session"], name, NEW_PASSWORD=temporary)
    assert [e["code"] for e in again.json()["errors"]] == ["same"]
    challenge(respond(cloud, "NEW_PASSWORD_REQUIRED", told["Session"], name, NEW_PASSWORD=NEW), "EMAIL_OTP")


@pytest.mark.feature("A5")
def test_a_practice_may_require_a_second_factor_and_it_is_set_up_right_after_the_invitation(cloud: Cloud, clock: Clock):
    from tests.people import a_known_patient, a_ticket, activate, an_invite_for, confirm

    made = cloud.ops("RegisterPractice", {"name": "Strict Clinic", "phone": "555-0101", "mfa_required": True})
    patient = a_known_patient(Practice(cloud, made["practice_id"], made["webhook_secret"], "Strict Clinic"))
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    told = challenge(confirm(cloud, token, ticket, cloud.code(patient.email)), "MFA_SETUP")
    begun = auth(cloud, "associate-software-token", {"Session": told["Session"]}).json()
    code = totp(begun["SecretCode"], clock.now().timestamp())
    verified = auth(cloud, "verify-software-token", {"Session": begun["Session"], "UserCode": code}).json()
    done = respond(cloud, "MFA_SETUP", verified["Session"], patient.username, client=WEB)
    assert result(done)["AccessToken"]
    assert web_cookie(done, "__Host-refresh")


@pytest.mark.feature("A5")
def test_with_two_factor_on_every_sign_in_asks_unless_the_device_is_to_be_remembered(
    cloud: Cloud, clock: Clock, patient: Patient
):
    seed = with_an_authenticator(patient)
    keys = []
    for remember in ("false", "true"):
        told = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
        answers = {"SOFTWARE_TOKEN_MFA_CODE": next_code(clock, seed), "REMEMBER_DEVICE": remember}
        done = result(respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], patient.username, **answers))
        keys.append(done["NewDeviceMetadata"]["DeviceKey"])
    challenge(initiate(cloud, patient.username, DEVICE_KEY=keys[0]), "SOFTWARE_TOKEN_MFA")
    assert result(initiate(cloud, patient.username, DEVICE_KEY=keys[1]))["AccessToken"]
    assert choices(told) == ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]


@pytest.mark.feature("A5")
def test_a_mailed_code_is_the_fallback_of_the_authenticator(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    told = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    asked = respond(cloud, "SELECT_MFA_TYPE", told["Session"], patient.username, ANSWER="EMAIL_OTP")
    session = challenge(asked, "EMAIL_OTP")["Session"]
    assert problem(by_code(cloud, told["Session"], patient.username, cloud.code(patient.email))) == "invalid-session"
    assert result(by_code(cloud, session, patient.username, cloud.code(patient.email)))["AccessToken"]
    assert problem(respond(cloud, "SELECT_MFA_TYPE", session, patient.username, ANSWER="EMAIL_OTP")) == "code-used"


@pytest.mark.feature("A5")
def test_a_recovery_code_opens_the_account_once_and_a_mail_tells_of_it(cloud: Cloud, clock: Clock, patient: Patient):
    with_an_authenticator(patient)
    [code, *others] = cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token).json()["codes"]
    assert len(others) == 9
    told = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    assert told["ChallengeParameters"]["RECOVERY_CODES_LEFT"] == "10"
    wrong = respond(cloud, "RECOVERY_CODE", told["Session"], patient.username, RECOVERY_CODE="0000-0000-0000")
    assert problem(wrong) == "code-mismatch"
    typed = f" {code.upper().replace('-', ' ')} "
    done = respond(cloud, "RECOVERY_CODE", told["Session"], patient.username, RECOVERY_CODE=typed)
    assert result(done)["AccessToken"]
    told = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    assert told["ChallengeParameters"]["RECOVERY_CODES_LEFT"] == "9"
    again = respond(cloud, "RECOVERY_CODE", told["Session"], patient.username, RECOVERY_CODE=code)
    assert problem(again) == "code-mismatch"
    assert any("9" in mail["text"] and "recovery" in mail["subject"].lower() for mail in cloud.mails(patient.email))


@pytest.mark.feature("A5")
def test_five_wrong_codes_end_a_sign_in_and_another_way_gives_no_new_tries(
    cloud: Cloud, clock: Clock, patient: Patient
):
    seed = with_an_authenticator(patient)
    name = patient.username
    told = challenge(initiate(cloud, name), "SOFTWARE_TOKEN_MFA")
    for way in ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA"):
        slugs = [
            problem(respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], name, SOFTWARE_TOKEN_MFA_CODE="000000"))
            for _ in range(2)
        ]
        assert slugs == ["code-mismatch"] * 2
        told = challenge(respond(cloud, "SELECT_MFA_TYPE", told["Session"], name, ANSWER=way), "SOFTWARE_TOKEN_MFA")
    last = respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], name, SOFTWARE_TOKEN_MFA_CODE="000000")
    assert problem(last) == "attempts-exceeded"
    right = respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], name, SOFTWARE_TOKEN_MFA_CODE=next_code(clock, seed))
    assert problem(right) == "attempts-exceeded"
    switched = respond(cloud, "SELECT_MFA_TYPE", told["Session"], name, ANSWER="EMAIL_OTP")
    assert problem(switched) == "attempts-exceeded"


@pytest.mark.feature("A5")
def test_a_code_that_was_accepted_is_refused_in_another_session(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    sessions = [challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")["Session"] for _ in range(2)]
    code = next_code(clock, seed)
    name = patient.username
    assert result(respond(cloud, "SOFTWARE_TOKEN_MFA", sessions[0], name, SOFTWARE_TOKEN_MFA_CODE=code))
    again = respond(cloud, "SOFTWARE_TOKEN_MFA", sessions[1], name, SOFTWARE_TOKEN_MFA_CODE=code)
    assert problem(again) == "code-replayed"
    assert again.json()["__type"] == "ExpiredCodeException"
    assert result(
        respond(cloud, "SOFTWARE_TOKEN_MFA", sessions[1], name, SOFTWARE_TOKEN_MFA_CODE=next_code(clock, seed))
    )


@pytest.mark.feature("A17+")
def test_a_sign_in_on_a_new_device_is_told_by_mail_and_one_on_a_known_device_is_not(cloud: Cloud, patient: Patient):
    def told() -> int:
        return sum("New sign-in" in mail["subject"] for mail in cloud.mails(patient.email))

    assert told() == 0, "nobody is told of the device on which they made the account"
    zone = {"time_zone": "America/New_York"}
    assert cloud.call("PATCH", "/api/account", zone, token=patient.token).status == 200
    key = by_mail(patient)["NewDeviceMetadata"]["DeviceKey"]
    assert told() == 1
    assert "M (New York)" in cloud.mails(patient.email)[-1]["text"]
    assert result(initiate(cloud, patient.username, DEVICE_KEY=key))
    assert told() == 1


@pytest.mark.feature("A8")
def test_every_outcome_of_a_sign_in_is_in_the_log_with_its_factor(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    initiate(cloud, patient.username, "wrong" * 4)
    told = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    for code in ("000000", next_code(clock, seed)):
        respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], patient.username, SOFTWARE_TOKEN_MFA_CODE=code)
    entries = cloud.call("GET", "/api/audit?kind=sign-in", token=patient.token).json()["entries"]
    assert [(e["action"], e["source"]["factor"]) for e in entries[:3]] == [
        ("sign-in.succeeded", "password+authenticator"),
        ("sign-in.code-mismatch", "authenticator"),
        ("sign-in.failed", "password"),
    ]


@pytest.mark.feature("A2")
def test_one_browser_serves_the_whole_family(cloud: Cloud, practice: Practice, patient: Patient):
    sam = a_patient(practice, "Sam")
    cookie = ""
    for person in (patient, sam):
        body = {"USERNAME": person.username, "PASSWORD": PASSWORD}
        wanted = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": WEB, "AuthParameters": body}
        told = challenge(auth(cloud, "initiate-auth", wanted, cookie=cookie), "EMAIL_OTP")
        answers = {"EMAIL_OTP_CODE": cloud.code(person.email)}
        done = respond(cloud, "EMAIL_OTP", told["Session"], person.username, client=WEB, cookie=cookie, **answers)
        cookie = web_cookie(done, "__Host-device")
    for person in (patient, sam):
        body = {"USERNAME": person.username, "PASSWORD": PASSWORD}
        wanted = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": WEB, "AuthParameters": body}
        assert result(auth(cloud, "initiate-auth", wanted, cookie=cookie))["AccessToken"]


@pytest.mark.feature("A14+")
def test_wrong_attempts_from_one_network_address_are_slowed_across_accounts(
    cloud: Cloud, clock: Clock, practice: Practice
):
    def attempt(name: str, address: str) -> int:
        body = {"USERNAME": name, "PASSWORD": "not the right one at all"}
        wanted = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": body}
        return cloud.gateway.invoke("POST", "/api/auth/initiate-auth", {}, wanted, address).status

    statuses = [attempt(f"somebody-{n}", "203.0.113.7") for n in range(32)]
    assert statuses == [401] * 30 + [429] * 2
    assert attempt("somebody-else", "203.0.113.8") == 401
    assert attempt("somebody-else", "2001:db8::1") == 401
    clock.forward(minutes=16)
    assert attempt("another-one", "203.0.113.7") == 401


@pytest.mark.feature("A5")
def test_an_app_client_may_require_a_second_factor(cloud: Cloud, patient: Patient, monkeypatch: pytest.MonkeyPatch):
    from portal.settings import settings

    monkeypatch.setenv("MFA_REQUIRED_CLIENTS", "other,mobile")
    settings.cache_clear()
    session = challenge(initiate(cloud, patient.username), "EMAIL_OTP")["Session"]
    told = challenge(by_code(cloud, session, patient.username, cloud.code(patient.email)), "MFA_SETUP")
    assert json.loads(told["ChallengeParameters"]["MFAS_CAN_SETUP"]) == ["SOFTWARE_TOKEN_MFA"]
    settings.cache_clear()
