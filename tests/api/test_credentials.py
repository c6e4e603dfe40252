"""Reset Pwd: a temporary password that weakens nothing, for accounts that are the practice's alone (D5)."""

import pytest

from local.gateway import HttpAnswer
from tests.api.test_srp import begin, claim, prove
from tests.circle import (
    account_of,
    ask,
    log,
    members,
    records_elsewhere,
    told,
)
from tests.cloud import MOBILE, Clock, Cloud, problem
from tests.invitees import take_in
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient, a_practice, an_invite_for
from tests.resets import code_for, confirm
from tests.signing_in import (
    by_code,
    by_mail,
    challenge,
    choices,
    cognito,
    fails,
    initiate,
    refresh,
    respond,
    result,
    with_an_authenticator,
)
from tests.staffing import (
    Colleague,
    account_on,
    accounts_on,
    before_it_writes,
    first_sign_in,
    on_chart,
    set_up,
    staff_of,
)

NEW = "seven grey herons at dusk"


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def reset(staff: Colleague, whom: Patient) -> HttpAnswer:
    return staff.ask("POST", f"{account_on(whom)}/reset-password")


@pytest.mark.feature("D5")
def test_after_a_reset_only_the_new_password_works_and_it_must_be_changed(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    before = by_mail(rosa)
    device = before["NewDeviceMetadata"]["DeviceKey"]
    credentials = told(reset(staff, rosa))
    assert credentials.keys() == {"username", "temporary_password", "link"}
    assert ask(rosa, "GET", "/api/account").status == 401, "every session has ended"
    assert refresh(cloud, before["RefreshToken"]).status == 401
    assert initiate(cloud, rosa.username, PASSWORD).status == 401
    session = challenge(
        initiate(cloud, rosa.username, credentials["temporary_password"], DEVICE_KEY=device), "NEW_PASSWORD_REQUIRED"
    )["Session"]
    answered = respond(cloud, "NEW_PASSWORD_REQUIRED", session, rosa.username, NEW_PASSWORD=NEW, DEVICE_KEY=device)
    asked = challenge(answered, "EMAIL_OTP")
    rosa.token = result(by_code(cloud, asked["Session"], rosa.username, cloud.code(rosa.email)))["AccessToken"]
    assert told(ask(rosa, "GET", "/api/account"))["username"] == rosa.username
    assert (accounts_on(staff, rosa)[0]["force_password_change"], accounts_on(staff, rosa)[0]["status"]) == (
        False,
        "active",
    )


@pytest.mark.feature("D5", "A17+")
def test_the_person_is_told_by_mail_without_the_password(cloud: Cloud, staff: Colleague, rosa: Patient):
    password = told(reset(staff, rosa))["temporary_password"]
    mail = cloud.mails(rosa.email)[-1]
    assert "Riverside Family Health has reset the password" in mail["text"]
    assert password not in mail["text"] + mail["subject"]


@pytest.mark.feature("D5", "D9")
def test_the_reset_is_in_both_logs(staff: Colleague, rosa: Patient):
    first_sign_in(rosa, told(reset(staff, rosa)), NEW)
    [own] = [e for e in log(rosa) if e["action"] == "password.reset-by-practice"]
    assert (own["by"]["kind"], own["by"]["name"], own["practice"]) == (
        "staff", "Nora Lindqvist", "Riverside Family Health"
    )  # fmt: skip
    assert "password.reset-by-practice" in [e["action"] for e in told(staff.ask("GET", "/audit"))["entries"]]


@pytest.mark.feature("D5", "A5")
def test_a_reset_leaves_the_second_factor_and_no_mailed_code_stands_in_for_it(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    with_an_authenticator(rosa)
    assert choices(challenge(initiate(cloud, rosa.username), "SOFTWARE_TOKEN_MFA")) == [
        "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"
    ]  # fmt: skip
    password = told(reset(staff, rosa))["temporary_password"]
    asked = challenge(initiate(cloud, rosa.username, password), "NEW_PASSWORD_REQUIRED")
    answered = respond(cloud, "NEW_PASSWORD_REQUIRED", asked["Session"], rosa.username, NEW_PASSWORD=NEW)
    asked = challenge(answered, "SOFTWARE_TOKEN_MFA")
    assert choices(asked) == ["SOFTWARE_TOKEN_MFA"]
    other = respond(cloud, "SELECT_MFA_TYPE", asked["Session"], rosa.username, ANSWER="EMAIL_OTP")
    assert (other.status, problem(other)) == (400, "factor-not-set")


@pytest.mark.feature("D5", "A15+")
def test_on_cognitos_wire_too_the_new_password_alone_opens_nothing(cloud: Cloud, staff: Colleague, rosa: Patient):
    password = told(reset(staff, rosa))["temporary_password"]
    parameters = {"USERNAME": rosa.username, "PASSWORD": password}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
    asked = challenge(cognito(cloud, "InitiateAuth", body), "NEW_PASSWORD_REQUIRED")
    responses = {"USERNAME": rosa.username, "NEW_PASSWORD": NEW}
    body = {
        "ClientId": MOBILE,
        "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": asked["Session"],
        "ChallengeResponses": responses,
    }
    challenge(cognito(cloud, "RespondToAuthChallenge", body), "EMAIL_OTP")


@pytest.mark.feature("D5", "A7")
def test_a_code_for_a_forgotten_password_that_is_on_its_way_is_dead_after_the_reset(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    code = code_for(rosa)
    told(reset(staff, rosa))
    assert confirm(cloud, rosa.email, code, NEW).status == 400
    assert confirm(cloud, rosa.email, code_for(rosa), NEW).status == 200, "their own way stays open"


@pytest.mark.feature("D5", "A14+")
def test_a_reset_ends_the_wait_after_wrong_passwords(cloud: Cloud, staff: Colleague, rosa: Patient, clock: Clock):
    fails(cloud, clock, rosa.username)
    assert accounts_on(staff, rosa)[0]["status"] == "locked"
    first_sign_in(rosa, told(reset(staff, rosa)), NEW)
    assert accounts_on(staff, rosa)[0]["status"] == "active"


@pytest.mark.feature("D5")
def test_an_account_with_another_practices_record_is_not_this_practices_to_open(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    elsewhere = records_elsewhere(rosa, a_practice(cloud, "Hillside"))
    assert accounts_on(staff, rosa)[0]["own"] is False
    for refused in (reset(staff, rosa), staff.ask("PATCH", account_on(rosa), {"force_password_change": True})):
        assert (refused.status, problem(refused)) == (409, "not-yours-alone")
    assert initiate(cloud, rosa.username).status == 200
    told(ask(rosa, "DELETE", f"/api/members/{members(rosa)[0]['id']}/charts/{elsewhere}"))
    assert accounts_on(staff, rosa)[0]["own"] is True
    assert reset(staff, rosa).status == 200


@pytest.mark.feature("D5", "B9+")
def test_a_record_of_another_practice_that_arrives_at_the_same_moment_keeps_the_account_closed(
    cloud: Cloud, staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch
):
    theirs = a_known_patient(a_practice(cloud, "Hillside"), "Rosa", rosa.email)
    token = an_invite_for(theirs)
    before_it_writes(monkeypatch, lambda: take_in(rosa, theirs, token, members(rosa)[0]["id"]))
    refused = reset(staff, rosa)
    assert (refused.status, problem(refused)) == (409, "not-yours-alone")
    assert initiate(cloud, rosa.username).status == 200


@pytest.mark.feature("D5", "X5")
def test_no_login_of_staff_and_no_other_account_is_reset_by_a_patients_page(staff: Colleague, rosa: Patient):
    other, colleague = a_patient(staff.practice, "Walter"), staff_of(staff.practice, "clinician")
    for account_id in (colleague.account_id, staff.account_id, account_of(other), "x" * 3000):
        refused = staff.ask("POST", f"{on_chart(rosa)}/accounts/{account_id}/reset-password")
        assert (refused.status, problem(refused)) == (404, "not-found")
        gone = staff.ask("DELETE", f"{on_chart(rosa)}/accounts/{account_id}")
        assert (gone.status, problem(gone)) == (404, "not-found")


@pytest.mark.feature("B5", "D9")
def test_a_login_of_staff_takes_no_record_in(staff: Colleague):
    mine = a_known_patient(staff.practice, "Nora", staff.username)
    token = an_invite_for(mine)
    mine.token = staff.token
    refused = take_in(mine, mine, token)
    assert (refused.status, problem(refused)) == (403, "staff-account")


@pytest.mark.feature("D5", "A4")
def test_what_matters_needs_the_password_of_the_last_five_minutes(staff: Colleague, rosa: Patient, clock: Clock):
    clock.forward(minutes=6)
    for refused in (
        reset(staff, rosa),
        staff.ask("DELETE", account_on(rosa)),
        staff.ask("PATCH", account_on(rosa), {"force_password_change": True}),
    ):
        assert (refused.status, problem(refused)) == (403, "step-up-required")


@pytest.mark.feature("D5", "D9")
def test_a_clinician_may_look_and_change_nothing(practice: Practice, rosa: Patient):
    clinician = staff_of(practice, "clinician")
    assert len(accounts_on(clinician, rosa)) == 1
    for refused in (
        reset(clinician, rosa),
        clinician.ask("DELETE", account_on(rosa)),
        clinician.ask("PATCH", account_on(rosa), {}),
    ):
        assert (refused.status, problem(refused)) == (403, "forbidden")


@pytest.mark.feature("D5", "A13")
def test_a_disabled_account_is_not_reset(cloud: Cloud, staff: Colleague, rosa: Patient):
    cloud.ops("SetAccountState", {"username": rosa.username, "state": "disabled"})
    refused = reset(staff, rosa)
    assert (refused.status, problem(refused)) == (409, "conflict")


@pytest.mark.feature("D5")
def test_staff_reset_before_the_first_sign_in_and_the_account_still_waits_for_it(
    cloud: Cloud, staff: Colleague, practice: Practice
):
    walter = a_known_patient(practice, "Walter")
    made = set_up(staff, walter)
    again = told(staff.ask("POST", f"{on_chart(walter)}/accounts/{made['account']['id']}/reset-password"))
    assert initiate(cloud, walter.email, made["credentials"]["temporary_password"]).status == 401
    assert accounts_on(staff, walter)[0]["status"] == "invited"
    first_sign_in(walter, again)
    assert accounts_on(staff, walter)[0]["status"] == "active"


@pytest.mark.feature("D4", "D5")
def test_a_temporary_password_always_has_to_be_changed(staff: Colleague, rosa: Patient):
    told(reset(staff, rosa))
    refused = staff.ask("PATCH", account_on(rosa), {"force_password_change": False})
    assert refused.json()["errors"][0]["code"] == "temporary"


@pytest.mark.feature("D5", "A15+")
def test_by_srp_too_only_the_temporary_password_works_and_not_for_ever(
    cloud: Cloud, staff: Colleague, rosa: Patient, clock: Clock
):
    def sign_in(password: str) -> HttpAnswer:
        half, answer = begin(cloud, rosa.username, password)
        return prove(cloud, claim(half, challenge(answer, "PASSWORD_VERIFIER")))

    password = told(reset(staff, rosa))["temporary_password"]
    challenge(sign_in(password), "NEW_PASSWORD_REQUIRED")
    assert problem(sign_in(PASSWORD)) == "incorrect-credentials"
    clock.forward(days=7)
    assert problem(sign_in(password)) == "incorrect-credentials"
