"""Reset Pwd, and what else staff change of an account: permissions, a forced new password, its end (D2, D5, D9)."""

from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.circle import (
    a_caregiver_of,
    a_representative_of,
    account_of,
    ask,
    chart_of,
    log,
    members,
    records_elsewhere,
    told,
)
from tests.cloud import MOBILE, Clock, Cloud, problem
from tests.invitees import an_address, invite, take_in, tell_caregivers
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient, a_practice, an_invite_for, links
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
from tests.staffing import Colleague, before_it_writes, first_sign_in, on_chart, set_up, staff_of

Json = dict[str, Any]
NEW = "seven grey herons at dusk"


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def account(whom: Patient, patient: Patient | None = None) -> str:
    """Somebody's account on a patient's page; their own where no other is named."""
    return f"{on_chart(patient or whom)}/accounts/{account_of(whom)}"


def reset(staff: Colleague, whom: Patient, patient: Patient | None = None) -> HttpAnswer:
    return staff.ask("POST", f"{account(whom, patient)}/reset-password")


def shown(staff: Colleague, patient: Patient) -> list[Json]:
    found: list[Json] = told(staff.ask("GET", on_chart(patient)))["accounts"]
    return found


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
    assert (shown(staff, rosa)[0]["force_password_change"], shown(staff, rosa)[0]["status"]) == (False, "active")


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
    assert shown(staff, rosa)[0]["status"] == "locked"
    first_sign_in(rosa, told(reset(staff, rosa)), NEW)
    assert shown(staff, rosa)[0]["status"] == "active"


@pytest.mark.feature("D5")
def test_an_account_with_another_practices_record_is_not_this_practices_to_open(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    elsewhere = records_elsewhere(rosa, a_practice(cloud, "Hillside"))
    assert shown(staff, rosa)[0]["own"] is False
    for refused in (reset(staff, rosa), staff.ask("PATCH", account(rosa), {"force_password_change": True})):
        assert (refused.status, problem(refused)) == (409, "not-yours-alone")
    assert initiate(cloud, rosa.username).status == 200
    told(ask(rosa, "DELETE", f"/api/members/{members(rosa)[0]['id']}/charts/{elsewhere}"))
    assert shown(staff, rosa)[0]["own"] is True
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
        staff.ask("DELETE", account(rosa)),
        staff.ask("PATCH", account(rosa), {"force_password_change": True}),
    ):
        assert (refused.status, problem(refused)) == (403, "step-up-required")


@pytest.mark.feature("D5", "D9")
def test_a_clinician_may_look_and_change_nothing(practice: Practice, rosa: Patient):
    clinician = staff_of(practice, "clinician")
    assert len(shown(clinician, rosa)) == 1
    for refused in (
        reset(clinician, rosa),
        clinician.ask("DELETE", account(rosa)),
        clinician.ask("PATCH", account(rosa), {}),
    ):
        assert (refused.status, problem(refused)) == (403, "forbidden")


@pytest.mark.feature("D5", "A13")
def test_a_disabled_account_is_not_reset(cloud: Cloud, staff: Colleague, rosa: Patient):
    cloud.ops("SetAccountState", {"username": rosa.username, "state": "disabled"})
    refused = reset(staff, rosa)
    assert (refused.status, problem(refused)) == (409, "conflict")


@pytest.mark.feature("D2", "A12")
def test_a_forced_new_password_is_met_before_anything_else(cloud: Cloud, staff: Colleague, rosa: Patient):
    forced = told(staff.ask("PATCH", account(rosa), {"force_password_change": True}))
    assert forced["force_password_change"]
    assert ask(rosa, "GET", "/api/members").status == 401
    challenge(initiate(cloud, rosa.username), "NEW_PASSWORD_REQUIRED")
    told(staff.ask("PATCH", account(rosa), {"force_password_change": False}))
    challenge(initiate(cloud, rosa.username), "EMAIL_OTP")


@pytest.mark.feature("D4", "D5")
def test_a_temporary_password_always_has_to_be_changed(staff: Colleague, rosa: Patient):
    told(reset(staff, rosa))
    refused = staff.ask("PATCH", account(rosa), {"force_password_change": False})
    assert refused.json()["errors"][0]["code"] == "temporary"


@pytest.mark.feature("C6", "D2", "A17+")
def test_what_a_representative_may_see_changes_at_once_and_the_patient_is_told(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    ruth = a_representative_of(rosa, {"labs": "read"})
    changed = told(staff.ask("PATCH", account(ruth, rosa), {"permissions": {"billing": "read"}}))
    assert changed["given"] == changed["sections"] == {"billing": "read"}
    assert ask(ruth, "GET", f"/fhir/Observation?patient={chart_of(rosa)}&category=laboratory").status == 403
    assert "Ruth Klein" in cloud.mails(rosa.email)[-1]["text"]
    entry = next(e for e in log(rosa) if e["action"] == "access.changed")
    assert (entry["by"]["kind"], entry["whom"]) == ("staff", "Ruth Klein")
    assert log(ruth)[0]["action"] == "access.changed"


@pytest.mark.feature("C7+", "D2")
def test_what_the_patient_narrowed_stays_narrow(staff: Colleague, rosa: Patient):
    ruth = a_representative_of(rosa, {"labs": "read", "billing": "read"})
    path = f"/api/charts/{chart_of(rosa)}/access/{account_of(ruth)}"
    told(ask(rosa, "PATCH", path, {"sections": {"labs": "read"}}))
    changed = told(staff.ask("PATCH", account(ruth, rosa), {"permissions": {"labs": "write", "billing": "write"}}))
    assert changed["sections"] == {"labs": "read"}


@pytest.mark.feature("C4", "D2")
def test_only_a_representatives_permissions_are_chosen(staff: Colleague, rosa: Patient):
    ana, ruth = a_caregiver_of(rosa), a_representative_of(rosa)
    for whom, permissions, code in ((ana, {"labs": "write"}, "fixed"), (rosa, {}, "fixed"), (ruth, {}, "missing")):
        refused = staff.ask("PATCH", account(whom, rosa), {"permissions": permissions})
        assert refused.json()["errors"][0]["code"] == code


@pytest.mark.feature("D2", "C2", "D9")
def test_the_patients_own_account_loses_this_record_and_nobody_sees_it_until_there_is_another(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    ana = a_caregiver_of(rosa)
    told(staff.ask("DELETE", account(rosa)))
    assert members(rosa)[0]["charts"] == [], "the account itself stays, with its holder"
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 404
    assert "has ended your access" in cloud.mails(rosa.email)[-1]["text"]
    assert log(rosa)[0]["action"] == "access.ended"
    gone = staff.ask("DELETE", account(rosa))
    assert (gone.status, problem(gone)) == (404, "not-found")
    [listed] = told(staff.ask("GET", "/patients?list=new"))["patients"]
    assert (listed["chart"], listed["account"]) == (chart_of(rosa), "none")
    take_in(rosa, rosa, an_invite_for(rosa), members(rosa)[0]["id"])
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 200


@pytest.mark.feature("D2", "C7+")
def test_a_caregivers_access_ends_at_once_and_the_patient_is_told(cloud: Cloud, staff: Colleague, rosa: Patient):
    ana = a_caregiver_of(rosa)
    told(staff.ask("DELETE", account(ana, rosa)))
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 404
    assert [m["relationship"] for m in members(ana)] == ["self"]
    assert [a["role"] for a in shown(staff, rosa)] == ["primary"]
    assert "Ana Alvarez" in cloud.mails(rosa.email)[-1]["text"]
    assert "access.ended" in [e["action"] for e in log(rosa)]


@pytest.mark.feature("D2", "D5")
def test_the_access_of_an_account_that_is_not_ones_alone_can_be_ended(cloud: Cloud, staff: Colleague, rosa: Patient):
    elsewhere = records_elsewhere(rosa, a_practice(cloud, "Hillside"))
    told(staff.ask("DELETE", account(rosa)))
    assert [c["id"] for c in members(rosa)[0]["charts"]] == [elsewhere]


@pytest.mark.feature("D5")
def test_a_caregiver_whom_the_practice_invited_again_gets_a_new_link(cloud: Cloud, staff: Colleague, rosa: Patient):
    ana = a_caregiver_of(rosa)
    told(staff.ask("DELETE", account(ana, rosa)))
    tell_caregivers(rosa, ana.email, an_address())
    assert invite(rosa, "caregiver", ana.email).status == 202
    assert take_in(ana, rosa, links(cloud, ana.email)[-1]).status == 200
    assert len(shown(staff, rosa)) == 2


@pytest.mark.feature("D5")
def test_staff_reset_before_the_first_sign_in_and_the_account_still_waits_for_it(
    cloud: Cloud, staff: Colleague, practice: Practice
):
    walter = a_known_patient(practice, "Walter")
    made = set_up(staff, walter)
    again = told(staff.ask("POST", f"{on_chart(walter)}/accounts/{made['account']['id']}/reset-password"))
    assert initiate(cloud, walter.email, made["credentials"]["temporary_password"]).status == 401
    assert shown(staff, walter)[0]["status"] == "invited"
    first_sign_in(walter, again)
    assert shown(staff, walter)[0]["status"] == "active"
