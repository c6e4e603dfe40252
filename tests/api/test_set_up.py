"""The set-up form: staff make the patient's account, and the first sign-in makes it the patient's own (D2, D4, C2)."""

import uuid
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.api.test_at_rest import everything
from tests.circle import ask, chart_of, log, members, told
from tests.cloud import MOBILE, Clock, Cloud, problem, wrong_fields
from tests.invitees import LABS, an_address, invite, invitee, tell_caregivers
from tests.people import (
    PASSWORD,
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    links,
    sign_up_by,
)
from tests.resets import forgot
from tests.signing_in import auth, by_code, challenge, cognito, initiate, respond, result, totp
from tests.staffing import (
    Colleague,
    a_form,
    choose_password,
    first_sign_in,
    on_chart,
    page_of,
    save,
    set_up,
    staff_of,
)

Json = dict[str, Any]


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice, "front-desk")


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_known_patient(practice)


@pytest.mark.feature("D2", "D4")
def test_staff_make_the_patients_account_with_a_temporary_password(staff: Colleague, rosa: Patient):
    made = set_up(staff, rosa)
    account, credentials = made["account"], made["credentials"]
    assert made["invite"] is None
    assert (credentials["username"], credentials["link"]) == (rosa.email, "https://portal.example")
    assert len(credentials["temporary_password"]) == 19
    assert (account["role"], account["status"], account["name"], account["own"]) == (
        "primary", "invited", "Rosa Alvarez", True
    )  # fmt: skip
    assert account["force_password_change"]
    assert page_of(staff, rosa)["accounts"] == [account]
    [listed] = told(staff.ask("GET", "/patients"))["patients"]
    assert listed["account"] == "set-up"
    assert told(staff.ask("GET", "/patients?list=new"))["patients"] == []
    assert rosa.cloud.mails(rosa.email) == [], "the staff give the password themselves"


@pytest.mark.feature("D4", "C2")
def test_the_first_sign_in_asks_for_a_password_of_ones_own_and_a_code_and_makes_the_record_live(
    staff: Colleague, rosa: Patient
):
    tell_caregivers(rosa, ana := an_address())
    assert invite(rosa, "caregiver", ana).status == 202
    credentials = set_up(staff, rosa)["credentials"]
    session = choose_password(rosa, credentials)
    assert links(rosa.cloud, ana) == [], "the record is not in use yet"
    rosa.token = result(by_code(rosa.cloud, session, rosa.username, rosa.cloud.code(rosa.email)))["AccessToken"]
    [oneself] = members(rosa)
    [chart] = oneself["charts"]
    assert (oneself["relationship"], chart["id"], chart["role"]) == ("self", chart_of(rosa), "primary")
    assert told(ask(rosa, "GET", f"/fhir/Observation?patient={chart['id']}"))["resourceType"] == "Bundle"
    assert [e["address"] for e in told(ask(rosa, "GET", "/api/account/emails"))["emails"]] == [rosa.email]
    assert [a["status"] for a in page_of(staff, rosa)["accounts"]] == ["active"]
    rosa.cloud.settle()
    caregiver = invitee(rosa, ana)
    sign_up_by(caregiver, links(rosa.cloud, ana)[-1])
    assert [a["role"] for a in page_of(staff, rosa)["accounts"]] == ["primary", "caregiver"]


@pytest.mark.feature("D4")
def test_the_temporary_password_works_once(cloud: Cloud, staff: Colleague, rosa: Patient):
    credentials = set_up(staff, rosa)["credentials"]
    first_sign_in(rosa, credentials)
    assert initiate(cloud, rosa.username, credentials["temporary_password"]).status == 401
    again = set_up(staff, sam := a_known_patient(staff.practice, "Sam"))["credentials"]
    asked = challenge(initiate(cloud, sam.email, again["temporary_password"]), "NEW_PASSWORD_REQUIRED")
    same = respond(
        cloud, "NEW_PASSWORD_REQUIRED", asked["Session"], sam.email, NEW_PASSWORD=again["temporary_password"]
    )
    assert wrong_fields(same) == {"ChallengeResponses.NEW_PASSWORD": "same"}


@pytest.mark.feature("D9", "A8", "D4")
def test_both_logs_tell_who_made_the_account_and_when_it_was_first_used(staff: Colleague, rosa: Patient):
    first_sign_in(rosa, set_up(staff, rosa)["credentials"])
    own = {e["action"]: e["by"]["kind"] for e in log(rosa)}
    assert own["account.set-up"] == "staff"
    assert own["account.activated"] == "self"
    administrator = staff_of(staff.practice)
    entries = told(administrator.ask("GET", "/audit"))["entries"]
    theirs = {e["action"]: e["by"] for e in entries}
    assert theirs["account.set-up"]["name"] == "Nora Lindqvist"
    assert "account.activated" in theirs


@pytest.mark.feature("D4", "X6")
def test_the_temporary_password_lies_nowhere_in_clear(cloud: Cloud, staff: Colleague, rosa: Patient):
    form = a_form(rosa)
    answer = staff.ask("POST", f"{on_chart(rosa)}/accounts", form, idempotency_key="one")
    made = answer.json()
    password = made["credentials"]["temporary_password"]
    reset = f"{on_chart(rosa)}/accounts/{made['account']['id']}/reset-password"
    second = told(staff.ask("POST", reset, idempotency_key="two"))["temporary_password"]
    kept = everything(cloud)
    assert [text for text in (password, second) if text in kept or text.replace("-", "") in kept] == []
    again = staff.ask("POST", f"{on_chart(rosa)}/accounts", form, idempotency_key="one")
    assert (again.status, again.json()) == (201, made), "the answer that was lost comes again"


@pytest.mark.feature("D4", "A15+", "C2")
def test_on_cognitos_wire_too_the_first_sign_in_proves_the_mailbox(cloud: Cloud, staff: Colleague, rosa: Patient):
    credentials = set_up(staff, rosa)["credentials"]
    parameters = {"USERNAME": rosa.email, "PASSWORD": credentials["temporary_password"]}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": MOBILE, "AuthParameters": parameters}
    asked = challenge(cognito(cloud, "InitiateAuth", body), "NEW_PASSWORD_REQUIRED")
    assert '"email_verified": "false"' in asked["ChallengeParameters"]["userAttributes"]

    def answer(name: str, session: str, **given: str) -> HttpAnswer:
        responses = {"USERNAME": rosa.email} | given
        told = {"ClientId": MOBILE, "ChallengeName": name, "Session": session, "ChallengeResponses": responses}
        return cognito(cloud, "RespondToAuthChallenge", told)

    asked = challenge(answer(asked["ChallengeName"], asked["Session"], NEW_PASSWORD=PASSWORD), "EMAIL_OTP")
    rosa.token = result(answer("EMAIL_OTP", asked["Session"], EMAIL_OTP_CODE=cloud.code(rosa.email)))["AccessToken"]
    assert members(rosa)[0]["charts"][0]["role"] == "primary"
    assert page_of(staff, rosa)["accounts"][0]["status"] == "active"


@pytest.mark.feature("D4", "A5")
def test_where_the_practice_wants_a_second_factor_the_record_is_live_after_it(cloud: Cloud):
    from portal import clock as the_clock

    told_once = cloud.ops("RegisterPractice", {"name": "Strict Clinic", "phone": "555-0101", "mfa_required": True})
    practice = Practice(cloud, told_once["practice_id"], told_once["webhook_secret"], "Strict Clinic")
    staff, rosa = staff_of(practice), a_known_patient(practice)
    session = choose_password(rosa, set_up(staff, rosa)["credentials"])
    answered = by_code(cloud, session, rosa.username, cloud.code(rosa.email))
    asked = challenge(answered, "MFA_SETUP")
    assert page_of(staff, rosa)["accounts"][0]["status"] == "invited"
    begun = auth(cloud, "associate-software-token", {"Session": asked["Session"]}).json()
    code = totp(begun["SecretCode"], the_clock.now().timestamp())
    verified = auth(cloud, "verify-software-token", {"Session": begun["Session"], "UserCode": code}).json()
    rosa.token = result(respond(cloud, "MFA_SETUP", verified["Session"], rosa.username))["AccessToken"]
    assert page_of(staff, rosa)["accounts"][0]["status"] == "active"
    assert told(ask(rosa, "GET", "/api/account"))["email"] == rosa.email


@pytest.mark.feature("D4", "D5")
def test_a_temporary_password_ends_after_a_week_and_a_new_one_helps(
    cloud: Cloud, staff: Colleague, rosa: Patient, clock: Clock
):
    made = set_up(staff, rosa)
    old = made["credentials"]["temporary_password"]
    clock.forward(days=6, hours=23)
    challenge(initiate(cloud, rosa.email, old), "NEW_PASSWORD_REQUIRED")
    clock.forward(hours=2)
    refused, wrong = initiate(cloud, rosa.email, old), initiate(cloud, rosa.email, "wrong" * 4)
    assert (refused.status, refused.body) == (401, wrong.body)
    staff.sign_in()
    reset = f"{on_chart(rosa)}/accounts/{made['account']['id']}/reset-password"
    first_sign_in(rosa, told(staff.ask("POST", reset)))
    assert page_of(staff, rosa)["accounts"][0]["status"] == "active"


@pytest.mark.feature("D4", "A7")
def test_the_mailbox_alone_does_not_open_an_account_that_nobody_has_used(cloud: Cloud, staff: Colleague, rosa: Patient):
    set_up(staff, rosa)
    assert forgot(cloud, rosa.email).status == 200
    assert cloud.mails(rosa.email) == []


@pytest.mark.feature("D2")
def test_each_wrong_field_of_the_form_is_named(staff: Colleague, rosa: Patient):
    taken = a_patient(staff.practice, "Walter")
    assert wrong_fields(save(staff, rosa, username="", given=" ", family="x" * 101, email="no")) == {
        "username": "missing", "email": "impossible", "given": "missing", "family": "too_long"
    }  # fmt: skip
    assert wrong_fields(save(staff, rosa, username="ro")) == {"username": "impossible", "email": "missing"}
    assert wrong_fields(save(staff, rosa, username="other@example.org", email=rosa.email)) == {"username": "impossible"}
    assert wrong_fields(save(staff, rosa, username=taken.username, email=rosa.email)) == {"username": "taken"}
    assert wrong_fields(save(staff, rosa, username="rosa.a", email=taken.email)) == {"email": "taken"}
    assert wrong_fields(save(staff, rosa, username=taken.email)) == {"username": "taken"}
    assert wrong_fields(save(staff, taken)) == {"username": "has_account"}
    assert page_of(staff, rosa)["accounts"] == []


@pytest.mark.feature("D2")
def test_a_name_and_the_address_both_lead_to_the_account(cloud: Cloud, staff: Colleague, rosa: Patient):
    credentials = set_up(staff, rosa, username=f"Rosa.{uuid.uuid4().hex[:6]}", email=rosa.email)["credentials"]
    for name in (credentials["username"], rosa.email.upper()):
        challenge(initiate(cloud, name, credentials["temporary_password"]), "NEW_PASSWORD_REQUIRED")


@pytest.mark.feature("D2", "D3", "C6")
def test_a_representative_gets_a_link_by_mail_and_no_password(staff: Colleague, practice: Practice):
    rosa, email = a_patient(practice), an_address("ruth")
    ruth = {"username": email, "given": "Ruth", "family": "Klein", "access_type": "authorized-rep"}
    assert wrong_fields(save(staff, rosa, **ruth)) == {"permissions": "missing"}
    assert wrong_fields(save(staff, rosa, **(ruth | {"username": "ruth"}), permissions=LABS)) == {"email": "missing"}
    made = set_up(staff, rosa, **ruth, permissions=LABS)
    assert (made["account"], made["credentials"]) == (None, None)
    invited = made["invite"]
    assert (invited["kind"], invited["state"], invited["name"], invited["permissions"]) == (
        "representative", "sent", "Ruth Klein", LABS
    )  # fmt: skip
    token = links(rosa.cloud, email)[-1]
    assert invited["id"] != token
    representative = invitee(rosa, email)
    sign_up_by(representative, token)
    assert [a["given"] for a in page_of(staff, rosa)["accounts"][1:]] == [LABS]


@pytest.mark.feature("C2", "D2")
def test_a_representative_waits_until_the_patient_uses_the_account(staff: Colleague, rosa: Patient):
    email = an_address("ruth")
    ruth = {"username": email, "given": "Ruth", "family": "Klein", "access_type": "authorized-rep"}
    for _ in range(2):
        assert set_up(staff, rosa, **ruth, permissions=LABS)["invite"]["state"] == "waiting"
    credentials = set_up(staff, rosa)["credentials"]
    assert set_up(staff, rosa, **ruth, permissions=LABS)["invite"]["state"] == "waiting", "made, but not in use"
    assert links(rosa.cloud, email) == []
    first_sign_in(rosa, credentials)
    rosa.cloud.settle()
    assert len(links(rosa.cloud, email)) == 1


@pytest.mark.feature("D9")
def test_who_may_not_write_accounts_is_refused_before_the_form_is_read(practice: Practice, rosa: Patient):
    clinician = staff_of(practice, "clinician")
    refused = clinician.ask("POST", f"{on_chart(rosa)}/accounts", "{", content_type="application/json")
    assert (refused.status, problem(refused)) == (403, "forbidden")
