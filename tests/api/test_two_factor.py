"""Setting up second factors and choosing among them, by HTTP (A4, A5)."""

import re
from typing import Any

import pytest

from local.gateway import HttpAnswer
from portal import clock as the_clock
from portal import store
from portal.identity import names
from portal.store.items import Credential
from tests.cloud import Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import auth, by_mail, challenge, choices, initiate, respond, result, totp, with_an_authenticator

Json = dict[str, Any]


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def credential(patient: Patient) -> Credential:
    alias = store.get(store.keys.alias(names.alias_digest(patient.username)))
    assert alias is not None
    found = store.get(store.keys.credential(alias.account_id))
    assert found is not None
    return found


def prefer(patient: Patient, **settings: Json) -> HttpAnswer:
    return auth(patient.cloud, "set-user-mfa-preference", settings, token=patient.token)


def verify(patient: Patient, code: str, **more: str) -> HttpAnswer:
    return auth(patient.cloud, "verify-software-token", {"UserCode": code} | more, token=patient.token)


def associate(patient: Patient) -> str:
    answer = auth(patient.cloud, "associate-software-token", {}, token=patient.token)
    assert answer.status == 200, answer.body
    return str(answer.json()["SecretCode"])


def now() -> float:
    return the_clock.now().timestamp()


def with_a_phone(patient: Patient) -> None:
    store.update(credential(patient).key(), set={"phone": "+12025550123"})


@pytest.mark.feature("A5")
def test_an_authenticator_counts_only_after_its_first_code(cloud: Cloud, patient: Patient):
    seed = associate(patient)
    assert re.fullmatch("[A-Z2-7]{32}", seed)
    assert problem(verify(patient, totp(seed, now() - 300))) == "setup-mismatch"
    assert problem(prefer(patient, SoftwareTokenMfaSettings={"Enabled": True})) == "factor-not-set"
    told = verify(patient, totp(seed, now()), FriendlyDeviceName="My phone")
    assert told.json()["Status"] == "SUCCESS"
    assert credential(patient).totp_name == "My phone"
    assert challenge(initiate(cloud, patient.username), "EMAIL_OTP")
    assert prefer(patient, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True}).json() == {}
    asked = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    assert asked["ChallengeParameters"]["FRIENDLY_DEVICE_NAME"] == "My phone"
    assert seed.encode() not in (credential(patient).totp or b"")


@pytest.mark.feature("A5")
def test_the_code_that_set_it_up_opens_no_session(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    used = totp(seed, now())
    session = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")["Session"]
    refused = respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=used)
    assert (problem(refused), refused.json()["__type"]) == ("code-replayed", "ExpiredCodeException")
    clock.forward(seconds=30)
    fresh = totp(seed, now())
    assert result(respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=fresh))


@pytest.mark.feature("A5")
def test_a_new_authenticator_replaces_the_old_one_with_its_first_code(cloud: Cloud, clock: Clock, patient: Patient):
    old = with_an_authenticator(patient)
    clock.forward(seconds=60)
    seed = associate(patient)
    session = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")["Session"]
    assert result(
        respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=totp(old, now()))
    )
    assert verify(patient, totp(seed, now())).status == 200
    clock.forward(seconds=60)
    session = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")["Session"]
    codes = (totp(old, now()), totp(seed, now()))
    answers = [
        respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=code) for code in codes
    ]
    assert [answer.status for answer in answers] == [400, 200]


@pytest.mark.feature("A4", "A5")
def test_factors_are_changed_only_just_after_the_password(cloud: Cloud, clock: Clock, patient: Patient):
    clock.forward(minutes=5, seconds=1)
    asked: list[tuple[str, Json]] = [
        ("/api/auth/associate-software-token", {}),
        ("/api/auth/verify-software-token", {"UserCode": "123456"}),
        ("/api/auth/set-user-mfa-preference", {}),
        ("/api/account/recovery-codes", {}),
    ]
    for path, body in asked:
        answer = cloud.call("POST", path, body, token=patient.token)
        assert (answer.status, problem(answer)) == (403, "step-up-required"), path
        assert (cloud.call("POST", path, body)).status == 401, path
    told = auth(cloud, "confirm-password", {"Password": PASSWORD}, token=patient.token)
    assert told.status == 200
    assert prefer(patient).status == 200


@pytest.mark.feature("A5")
def test_a_sign_in_sets_up_the_factor_that_it_needs(cloud: Cloud, clock: Clock, patient: Patient):
    store.update(credential(patient).key(), set={"mfa_required": True})
    session = challenge(initiate(cloud, patient.username), "EMAIL_OTP")["Session"]
    asked = respond(cloud, "EMAIL_OTP", session, patient.username, EMAIL_OTP_CODE=cloud.code(patient.email))
    first = challenge(asked, "MFA_SETUP")["Session"]
    told = auth(cloud, "associate-software-token", {"Session": first}).json()
    second, seed = told["Session"], told["SecretCode"]
    for spent in (first, session, "x" * 43):
        assert problem(auth(cloud, "associate-software-token", {"Session": spent})) == "invalid-session"
    wrong = {"Session": second, "UserCode": totp(seed, now() - 300)}
    assert problem(auth(cloud, "verify-software-token", wrong)) == "setup-mismatch"
    right = {"Session": second, "UserCode": totp(seed, now()), "FriendlyDeviceName": "Tablet"}
    third = auth(cloud, "verify-software-token", right).json()["Session"]
    assert credential(patient).totp is None
    assert problem(auth(cloud, "verify-software-token", right)) == "invalid-session"
    assert result(respond(cloud, "MFA_SETUP", third, patient.username))
    kept = credential(patient)
    assert (kept.mfa, kept.preferred_mfa, kept.totp_name) == (["SOFTWARE_TOKEN_MFA"], "SOFTWARE_TOKEN_MFA", "Tablet")


@pytest.mark.feature("A5")
def test_setting_up_in_a_sign_in_takes_five_tries(cloud: Cloud, patient: Patient):
    store.update(credential(patient).key(), set={"mfa_required": True})
    session = challenge(initiate(cloud, patient.username), "EMAIL_OTP")["Session"]
    asked = respond(cloud, "EMAIL_OTP", session, patient.username, EMAIL_OTP_CODE=cloud.code(patient.email))
    session = challenge(asked, "MFA_SETUP")["Session"]
    told = auth(cloud, "associate-software-token", {"Session": session}).json()
    wrong = {"Session": told["Session"], "UserCode": totp(told["SecretCode"], now() - 300)}
    slugs = [problem(auth(cloud, "verify-software-token", wrong)) for _ in range(5)]
    assert set(slugs) == {"setup-mismatch"}
    right = wrong | {"UserCode": totp(told["SecretCode"], now())}
    assert problem(auth(cloud, "verify-software-token", right)) == "attempts-exceeded"


@pytest.mark.feature("A5")
def test_one_factor_is_preferred_and_the_others_stay_as_they_are(cloud: Cloud, patient: Patient):
    with_a_phone(patient)
    with_an_authenticator(patient, preferred=False)
    assert challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    on = {"Enabled": True, "PreferredMfa": False}
    assert prefer(patient, SMSMfaSettings=on).status == 200
    assert set(choices(challenge(initiate(cloud, patient.username), "SELECT_MFA_TYPE"))) >= {
        "SOFTWARE_TOKEN_MFA",
        "SMS_MFA",
    }
    assert prefer(patient, SMSMfaSettings=on | {"PreferredMfa": True}).status == 200
    assert challenge(initiate(cloud, patient.username), "SMS_MFA")
    both = {"Enabled": True, "PreferredMfa": True}
    two = prefer(patient, SMSMfaSettings=both, SoftwareTokenMfaSettings=both)
    off_and_preferred = prefer(patient, SMSMfaSettings={"Enabled": False, "PreferredMfa": True})
    for answer in (two, off_and_preferred):
        assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "PreferredMfa")
    assert prefer(patient, SMSMfaSettings={"Enabled": False}).status == 200
    kept = credential(patient)
    assert (kept.mfa, kept.preferred_mfa) == (["SOFTWARE_TOKEN_MFA"], None)


@pytest.mark.feature("A5")
def test_a_factor_needs_its_number_and_a_required_one_stays(cloud: Cloud, patient: Patient):
    assert problem(prefer(patient, SMSMfaSettings={"Enabled": True})) == "factor-not-set"
    with_an_authenticator(patient)
    store.update(credential(patient).key(), set={"mfa_required": True})
    off = prefer(patient, SoftwareTokenMfaSettings={"Enabled": False}, EmailMfaSettings={"Enabled": True})
    assert (off.status, problem(off)) == (403, "forbidden")
    store.update(credential(patient).key(), set={"mfa_required": False})
    assert prefer(patient, SoftwareTokenMfaSettings={"Enabled": False}).status == 200
    assert challenge(initiate(cloud, patient.username), "EMAIL_OTP")


@pytest.mark.feature("A5")
def test_a_short_password_keeps_the_last_strong_factor(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    changed = {"PreviousPassword": PASSWORD, "ProposedPassword": "kelp7moth"}
    assert auth(cloud, "change-password", changed, token=patient.token).status == 200
    off = prefer(patient, SoftwareTokenMfaSettings={"Enabled": False})
    assert (off.status, off.json()["errors"][0]["code"]) == (422, "short_password")
    longer = {"PreviousPassword": "kelp7moth", "ProposedPassword": "kelp moth and seven stones"}
    assert auth(cloud, "change-password", longer, token=patient.token).status == 200
    assert prefer(patient, SoftwareTokenMfaSettings={"Enabled": False}).status == 200


@pytest.mark.feature("A5", "A17+")
def test_a_change_ends_the_other_sessions_and_is_told(cloud: Cloud, patient: Patient):
    other = by_mail(patient)["AccessToken"]
    seed = associate(patient)
    assert auth(cloud, "get-user", {}, token=other).status == 200
    verify(patient, totp(seed, now()))
    assert problem(auth(cloud, "get-user", {}, token=other)) == "session-ended"
    other = by_mail(patient)["AccessToken"]
    prefer(patient, SoftwareTokenMfaSettings={"Enabled": True})
    assert problem(auth(cloud, "get-user", {}, token=other)) == "session-ended"
    before = len(cloud.mails(patient.email))
    assert prefer(patient, SoftwareTokenMfaSettings={"Enabled": True}).status == 200
    assert len(cloud.mails(patient.email)) == before
    told = cloud.call("GET", "/api/audit", token=patient.token)
    actions = [entry["action"] for entry in told.json()["entries"]]
    assert actions.count("factor.authenticator-added") == 1
    assert actions.count("factor.preference-changed") == 1
    assert sum("two" in mail["subject"].lower() for mail in cloud.mails(patient.email)) >= 1
    assert seed.encode() not in told.body


@pytest.mark.feature("A5")
def test_ten_recovery_codes_are_shown_once_and_new_ones_replace_them(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    first, second = (
        cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token).json()["codes"] for _ in range(2)
    )
    assert len(set(first) | set(second)) == 20
    asked = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    assert asked["ChallengeParameters"]["RECOVERY_CODES_LEFT"] == "10"
    old = respond(cloud, "RECOVERY_CODE", asked["Session"], patient.username, RECOVERY_CODE=first[0])
    assert problem(old) == "code-mismatch"
    assert result(respond(cloud, "RECOVERY_CODE", asked["Session"], patient.username, RECOVERY_CODE=second[0]))
    again = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    assert again["ChallengeParameters"]["RECOVERY_CODES_LEFT"] == "9"
    reused = respond(cloud, "RECOVERY_CODE", again["Session"], patient.username, RECOVERY_CODE=second[0])
    assert problem(reused) == "code-mismatch"
    told = cloud.call("GET", "/api/audit", token=patient.token)
    assert "recovery.created" in [entry["action"] for entry in told.json()["entries"]]
    assert not [code for code in second if code.encode() in told.body]
