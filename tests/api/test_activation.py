"""From a verified invitation to an account, by HTTP (B3, B9)."""

import base64
import json

import pytest

from tests.cloud import Clock, Cloud, problem
from tests.people import (
    PASSWORD,
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_solved_captcha,
    a_ticket,
    activate,
    an_invite_for,
    confirm,
    verify,
)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_known_patient(practice)


@pytest.mark.feature("B3", "X1")
def test_every_wrong_field_of_a_new_account_is_named_at_once(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    wrong = {"username": "ab", "password": "short", "accept_terms": False}
    answer = activate(patient, token, a_ticket(patient, token), **wrong)
    assert (answer.status, problem(answer)) == (422, "invalid")
    named = {e["field"]: e["code"] for e in answer.json()["errors"]}
    assert named == {"username": "too_short", "password": "too_short", "accept_terms": "required"}
    assert b"short" not in answer.body.replace(b"too_short", b"")
    assert not [m for m in cloud.mails(patient.email) if m["subject"] == "Your Kinchart code"]


@pytest.mark.feature("B3")
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x" * 14, "too_short"),
        ("é" * 129, "too_long"),
        ("qwertyuiopasdfgh", "common"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("kinchartkinchart", "context"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(patient: Patient, password: str, code: str):
    token = an_invite_for(patient)
    answer = activate(patient, token, a_ticket(patient, token), password=password)
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("password", code)]


@pytest.mark.feature("B3")
@pytest.mark.parametrize("username", ["someone.else@example.org", "two words", "a/b"])
def test_a_username_cannot_be_somebody_elses_address_or_hold_odd_characters(patient: Patient, username: str):
    token = an_invite_for(patient)
    answer = activate(patient, token, a_ticket(patient, token), username=username)
    assert [e["field"] for e in answer.json()["errors"]] == ["username"]


@pytest.mark.feature("B3")
def test_a_taken_username_is_said_so_whatever_its_case(practice: Practice, patient: Patient):
    other = a_patient(practice)
    token = an_invite_for(patient)
    answer = activate(patient, token, a_ticket(patient, token), username=other.username.upper())
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("username", "taken")]


@pytest.mark.feature("B3")
def test_an_address_that_has_an_account_is_said_so_and_makes_no_second_one(cloud: Cloud, practice: Practice):
    first = a_patient(practice)
    second = a_known_patient(practice, "Mateo", email=first.email.upper())
    token = an_invite_for(second)
    told = verify(cloud, token, second.birth_date).json()
    assert told["account_exists"] is True
    answer = activate(second, token, told["ticket"])
    assert (answer.status, problem(answer)) == (409, "email-taken")


@pytest.mark.feature("B3")
def test_a_captcha_counts_once_and_only_when_solved(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    solved = a_solved_captcha(cloud)
    assert activate(patient, token, ticket, captcha=solved).status == 200
    respelled = base64.b64encode(json.dumps(json.loads(base64.b64decode(solved)), indent=1).encode()).decode()
    for same in (solved, respelled):
        again = activate(patient, token, ticket, captcha=same)
        assert [(e["field"], e["code"]) for e in again.json()["errors"]] == [("captcha", "used")]
    for nonsense in ("", "bm9uc2Vuc2U=", solved[:-12]):
        answer = activate(patient, token, ticket, captcha=nonsense)
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("captcha", "invalid")]


@pytest.mark.feature("B3")
def test_a_captcha_expires(cloud: Cloud, clock: Clock, patient: Patient):
    token = an_invite_for(patient)
    ticket, solved = a_ticket(patient, token), a_solved_captcha(cloud)
    clock.forward(minutes=21)
    answer = activate(patient, token, ticket, captcha=solved)
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("captcha", "expired")]


@pytest.mark.feature("B3")
def test_asking_for_another_code_kills_the_old_one(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    old = cloud.code(patient.email)
    assert cloud.call("POST", f"/api/invites/{token}/resend-code", {"ticket": ticket}).status == 200
    new = cloud.code(patient.email)
    if old != new:
        assert problem(confirm(cloud, token, ticket, old)) == "code-mismatch"
    assert confirm(cloud, token, ticket, new).status == 200


@pytest.mark.feature("B3")
def test_a_code_dies_after_ten_minutes(cloud: Cloud, clock: Clock, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    code = cloud.code(patient.email)
    clock.forward(minutes=11)
    assert problem(confirm(cloud, token, ticket, code)) == "code-expired"


@pytest.mark.feature("B3")
def test_after_five_wrong_codes_the_right_one_fails_too(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    code = cloud.code(patient.email)
    wrong = "000000" if code != "000000" else "000001"
    slugs = [problem(confirm(cloud, token, ticket, wrong)) for _ in range(5)]
    assert slugs == ["code-mismatch"] * 4 + ["attempts-exceeded"]
    assert problem(confirm(cloud, token, ticket, code)) == "attempts-exceeded"


@pytest.mark.feature("B3")
def test_codes_per_invite_are_capped(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    answers = [cloud.call("POST", f"/api/invites/{token}/resend-code", {"ticket": ticket}) for _ in range(10)]
    assert [a.status for a in answers] == [200] * 9 + [429]
    assert problem(answers[-1]) == "too-many-codes"


@pytest.mark.feature("B3")
def test_a_code_of_one_ticket_opens_no_other(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    mine, theirs = a_ticket(patient, token), a_ticket(patient, token)
    activate(patient, token, mine)
    my_code = cloud.code(patient.email)
    activate(patient, token, theirs, username=f"{patient.username}-2")
    if my_code != cloud.code(patient.email):
        assert problem(confirm(cloud, token, theirs, my_code)) == "code-mismatch"


@pytest.mark.feature("B2")
@pytest.mark.parametrize("ticket", ["", "x", "a.b.c.d", "a.b.99999999999.0"])
def test_a_forged_ticket_is_refused(cloud: Cloud, patient: Patient, ticket: str):
    token = an_invite_for(patient)
    assert problem(activate(patient, token, ticket)) == "ticket-expired"
    assert problem(confirm(cloud, token, ticket, "123456")) == "ticket-expired"
    assert problem(cloud.call("POST", f"/api/invites/{token}/resend-code", {"ticket": ticket})) == "ticket-expired"


def test_a_ticket_of_one_link_opens_no_other(cloud: Cloud, practice: Practice, patient: Patient):
    other = a_known_patient(practice, "Mateo")
    ticket = a_ticket(other, an_invite_for(other))
    assert problem(activate(patient, an_invite_for(patient), ticket)) == "ticket-expired"


@pytest.mark.feature("B3", "E8+")
def test_the_new_account_has_one_member_with_the_chart_and_a_welcome_mail(cloud: Cloud, practice: Practice):
    patient = a_patient(practice)
    members = cloud.call("GET", "/api/members", token=patient.token).json()["members"]
    assert [(m["given"], m["family"], m["relationship"]) for m in members] == [("Rosa", "Alvarez", "self")]
    [chart] = members[0]["charts"]
    assert (chart["role"], chart["practice"]) == ("primary", {"id": practice.id, "name": practice.name})
    assert chart["sections"]["labs"] == "write"
    welcome = cloud.mails(patient.email)[-1]
    assert welcome["subject"] == "Welcome to Kinchart"
    assert patient.username in welcome["text"]


@pytest.mark.feature("B3", "X2")
def test_confirming_again_with_the_same_idempotency_key_gives_the_same_answer(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    body = {"ticket": ticket, "code": cloud.code(patient.email)}
    first = cloud.call("POST", f"/api/invites/{token}/confirm", body, idempotency_key="one")
    again = cloud.call("POST", f"/api/invites/{token}/confirm", body, idempotency_key="one")
    assert (first.status, again.status) == (200, 200)
    assert first.json() == again.json()
    assert again.header("idempotency-replayed") == "true"
    other = cloud.call("POST", f"/api/invites/{token}/confirm", body | {"code": "1"}, idempotency_key="one")
    assert problem(other) == "idempotency-key-reused"


@pytest.mark.feature("X6")
def test_no_mail_has_a_secret_in_its_subject(cloud: Cloud, practice: Practice):
    patient = a_patient(practice)
    for mail in cloud.mails(patient.email):
        for word in (patient.given, patient.family, patient.username, PASSWORD):
            assert word not in mail["subject"]
        assert not any(character.isdigit() for character in mail["subject"])


def test_patient_who_has_an_account_cannot_be_invited_again(practice: Practice):
    patient = a_patient(practice)
    sent = practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": patient.email})
    assert (sent.status, problem(sent)) == (422, "invalid")
