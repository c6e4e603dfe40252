"""The second factor of a forgotten password, by HTTP (A5, A7)."""

import pytest

from local.gateway import HttpAnswer
from portal import clock as the_clock
from portal import store
from tests.cloud import MOBILE, Clock, Cloud, problem
from tests.people import Patient, Practice, a_patient
from tests.resets import NEW, account_of, code_for, confirm, forgot, wrong
from tests.signing_in import auth, challenge, choices, cognito, initiate, respond, totp, with_an_authenticator

PHONE = "+12025550123"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def now_code(seed: str) -> str:
    return totp(seed, the_clock.now().timestamp())


def recovery_codes(patient: Patient) -> list[str]:
    codes: list[str] = patient.cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token).json()[
        "codes"
    ]
    return codes


def with_sms(patient: Patient) -> None:
    store.update(account_of(patient).key(), set={"phone": PHONE})
    wanted = {"SMSMfaSettings": {"Enabled": True, "PreferredMfa": True}}
    assert auth(patient.cloud, "set-user-mfa-preference", wanted, token=patient.token).status == 200


def by_authenticator(patient: Patient, code: str, answer: str, password: str = "") -> HttpAnswer:
    return confirm(patient.cloud, patient.email, code, password, SOFTWARE_TOKEN_MFA_CODE=answer)


@pytest.mark.feature("A5", "A7")
def test_the_mailbox_alone_is_not_enough_with_two_factor_on(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    recovery_codes(patient)
    clock.forward(seconds=60)
    code = code_for(patient)
    for password in ("", NEW):
        asked = confirm(cloud, patient.email, code, password)
        assert (asked.status, problem(asked)) == (403, "second-factor-required")
        assert asked.json()["factors"] == ["SOFTWARE_TOKEN_MFA", "RECOVERY_CODE"]
    assert confirm(cloud, patient.email, wrong(code), NEW).json()["type"] == "/problems/code-mismatch"
    good = now_code(seed)
    assert by_authenticator(patient, code, good).json()["errors"][0] == {
        "field": "Password",
        "code": "missing",
        "detail": "Choose a new password",
    }
    # It takes a person longer than a code lasts to think of a password.
    clock.forward(minutes=4)
    assert by_authenticator(patient, code, good, "short").json()["errors"][0]["code"] == "too_short"
    assert by_authenticator(patient, code, good, NEW).json() == {}
    assert challenge(initiate(cloud, patient.username, NEW), "SOFTWARE_TOKEN_MFA")


@pytest.mark.feature("A5", "A7")
def test_an_authenticators_code_proves_one_thing_only(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    clock.forward(seconds=60)
    code, good = code_for(patient), now_code(seed)
    assert by_authenticator(patient, code, good).status == 422
    session = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")["Session"]
    spent = respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=good)
    assert problem(spent) == "code-replayed"
    # The other way round: one that opened a session resets nothing. Nor does another reset take it.
    clock.forward(seconds=60)
    later = now_code(seed)
    assert respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=later).status == 200
    code = code_for(patient)
    for answer in (later, good):
        assert by_authenticator(patient, code, answer, NEW).status == 400
    assert problem(by_authenticator(patient, code, later, NEW)) == "code-replayed"


@pytest.mark.feature("A7")
def test_who_has_the_mail_cannot_finish_what_somebody_else_proved(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    clock.forward(seconds=60)
    code, good = code_for(patient), now_code(seed)
    assert by_authenticator(patient, code, good).status == 422
    assert problem(confirm(cloud, patient.email, code, NEW)) == "second-factor-required"
    assert problem(by_authenticator(patient, code, wrong(good), NEW)) == "code-mismatch"
    assert by_authenticator(patient, code, good, NEW).status == 200


@pytest.mark.feature("A5", "A7")
def test_five_wrong_second_factors_and_the_right_one_fails_too(cloud: Cloud, clock: Clock, patient: Patient):
    seed = with_an_authenticator(patient)
    clock.forward(seconds=60)
    code = code_for(patient)
    bad = wrong(now_code(seed))
    slugs = [problem(by_authenticator(patient, code, bad, NEW)) for _ in range(5)]
    assert slugs == ["code-mismatch"] * 4 + ["attempts-exceeded"]
    assert problem(by_authenticator(patient, code, now_code(seed), NEW)) == "attempts-exceeded"
    told = cloud.call("GET", "/api/audit", token=patient.token).json()["entries"]
    assert [entry["action"] for entry in told].count("password.reset-failed") == 6
    assert by_authenticator(patient, code_for(patient), now_code(seed), NEW).status == 200


@pytest.mark.feature("A5", "A7", "A17+")
def test_a_recovery_code_is_a_second_factor_once(cloud: Cloud, clock: Clock, patient: Patient):
    with_an_authenticator(patient)
    first, *_ = recovery_codes(patient)
    code = code_for(patient)
    assert problem(confirm(cloud, patient.email, code, NEW, RECOVERY_CODE="0000-0000-0000")) == "code-mismatch"
    assert confirm(cloud, patient.email, code, RECOVERY_CODE=first).status == 422
    assert len(account_of(patient).recovery) == 9
    assert confirm(cloud, patient.email, code, NEW, RECOVERY_CODE=first).status == 200
    assert len(account_of(patient).recovery) == 9
    assert any("9" in mail["text"] for mail in cloud.mails(patient.email)[-3:])
    again = code_for(patient)
    assert problem(confirm(cloud, patient.email, again, NEW + " too", RECOVERY_CODE=first)) == "code-mismatch"


@pytest.mark.feature("A5", "A7")
def test_a_recovery_code_and_the_password_in_one_step(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    first, *_ = recovery_codes(patient)
    assert confirm(cloud, patient.email, code_for(patient), NEW, RECOVERY_CODE=first.upper()).status == 200
    assert len(account_of(patient).recovery) == 9


@pytest.mark.feature("A5", "A7")
def test_a_code_by_sms_is_sent_when_it_is_asked_for(cloud: Cloud, clock: Clock, patient: Patient):
    with_an_authenticator(patient)
    with_sms(patient)
    code = code_for(patient)
    assert confirm(cloud, patient.email, code).json()["factors"] == ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]
    assert problem(confirm(cloud, patient.email, code, SMS_MFA_CODE="123456")) == "code-expired"
    assert cloud.texts(PHONE) == []
    assert problem(confirm(cloud, patient.email, code, SEND="SMS_MFA")) == "second-factor-required"
    first = cloud.text_code(PHONE)
    confirm(cloud, patient.email, code, SEND="SMS_MFA")
    second = cloud.text_code(PHONE)
    if first != second:
        assert problem(confirm(cloud, patient.email, code, NEW, SMS_MFA_CODE=first)) == "code-mismatch"
    assert confirm(cloud, patient.email, wrong(code), SEND="SMS_MFA").status == 400
    assert len(cloud.texts(PHONE)) == 2
    assert confirm(cloud, patient.email, code, NEW, SMS_MFA_CODE=second).status == 200


@pytest.mark.feature("A7")
def test_a_factor_that_is_not_the_accounts_proves_nothing(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    code = code_for(patient)
    assert problem(confirm(cloud, patient.email, code, SEND="SMS_MFA")) == "second-factor-required"
    assert cloud.texts(PHONE) == []
    assert problem(confirm(cloud, patient.email, code, NEW, SMS_MFA_CODE="123456")) == "code-mismatch"
    assert problem(confirm(cloud, patient.email, code, NEW, RECOVERY_CODE="")) == "code-mismatch"


@pytest.mark.feature("A7", "A15+")
def test_cognitos_wire_resets_without_the_factor_but_the_next_sign_in_takes_no_mailed_code(
    cloud: Cloud, clock: Clock, patient: Patient
):
    seed = with_an_authenticator(patient)
    clock.forward(seconds=60)
    sent = cognito(cloud, "ForgotPassword", {"ClientId": MOBILE, "Username": patient.username})
    assert sent.json()["CodeDeliveryDetails"]["DeliveryMedium"] == "EMAIL"
    body = {"ClientId": MOBILE, "Username": patient.username, "ConfirmationCode": cloud.code(patient.email)}
    assert cognito(cloud, "ConfirmForgotPassword", body | {"Password": NEW}).status == 200
    asked = challenge(initiate(cloud, patient.username, NEW), "SOFTWARE_TOKEN_MFA")
    assert choices(asked) == ["SOFTWARE_TOKEN_MFA"]
    by_mail = respond(cloud, "SELECT_MFA_TYPE", asked["Session"], patient.username, ANSWER="EMAIL_OTP")
    assert problem(by_mail) == "factor-not-set"
    session = challenge(initiate(cloud, patient.username, NEW), "SOFTWARE_TOKEN_MFA")["Session"]
    code = now_code(seed)
    assert respond(cloud, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=code).status == 200
    assert "EMAIL_OTP" in choices(challenge(initiate(cloud, patient.username, NEW), "SOFTWARE_TOKEN_MFA"))


@pytest.mark.feature("A7", "A12")
def test_a_password_that_staff_force_afterwards_does_not_open_the_way_by_mail(
    cloud: Cloud, clock: Clock, patient: Patient
):
    with_an_authenticator(patient)
    cognito(cloud, "ForgotPassword", {"ClientId": MOBILE, "Username": patient.username})
    body = {"ClientId": MOBILE, "Username": patient.username, "ConfirmationCode": cloud.code(patient.email)}
    cognito(cloud, "ConfirmForgotPassword", body | {"Password": NEW})
    store.update(account_of(patient).key(), set={"must_change_password": True})
    session = challenge(initiate(cloud, patient.username, NEW), "NEW_PASSWORD_REQUIRED")["Session"]
    asked = respond(cloud, "NEW_PASSWORD_REQUIRED", session, patient.username, NEW_PASSWORD="nine brown owls in a barn")
    assert choices(challenge(asked, "SOFTWARE_TOKEN_MFA")) == ["SOFTWARE_TOKEN_MFA"]


@pytest.mark.feature("A7")
def test_a_known_and_an_unknown_name_cost_the_same_round_trips_and_writes(cloud: Cloud, patient: Patient):
    from portal import aws

    calls: list[tuple[str, int]] = []

    def count(model, params, **_):
        calls.append((model.name, params["body"].count(b'"Put"') + params["body"].count(b'"Update"')))

    aws.dynamodb().meta.events.register("before-call.dynamodb.*", count)
    seen = []
    for name in (patient.email, "nobody@example.org"):
        calls.clear()
        forgot(cloud, name)
        asked = list(calls)
        calls.clear()
        assert confirm(cloud, name, "x", NEW).status == 400
        seen.append((asked, list(calls)))
    assert seen[0] == seen[1]
    asked, confirmed = seen[0]
    assert [writes for _, writes in asked] == [0, 0, 6]
    assert [writes for _, writes in confirmed] == [0, 0, 1]
