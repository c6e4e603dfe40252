"""An invitation's link: what it shows, and the date of birth that opens it, by HTTP (B2, B5)."""

import pytest

from tests.cloud import Clock, Cloud, problem
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_ticket,
    activate,
    an_invite_for,
    confirm,
    verify,
)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_known_patient(practice)


@pytest.mark.feature("B2")
def test_before_the_date_of_birth_only_the_practice_is_shown(cloud: Cloud, patient: Patient):
    shown = cloud.call("GET", f"/api/invites/{an_invite_for(patient)}")
    assert shown.status == 200
    assert shown.json()["practice"] == {"id": patient.practice.id, "name": patient.practice.name, "phone": "555-0100"}
    assert shown.json()["state"] == "opened"
    for word in (patient.given, patient.family, patient.email, patient.birth_date):
        assert word.encode() not in shown.body


@pytest.mark.feature("B2")
@pytest.mark.parametrize("written", ["04-28-1956", "04/28/1956", "4/28/1956", "1956-04-28", " 04-28-1956 "])
def test_the_date_of_birth_is_taken_in_each_form(cloud: Cloud, patient: Patient, written: str):
    answer = verify(cloud, an_invite_for(patient), written)
    assert answer.status == 200
    told = answer.json()
    assert told["patient"] == {"given": patient.given, "family": patient.family}
    assert (told["email"], told["account_exists"]) == (patient.email, False)


@pytest.mark.feature("B2", "X1")
@pytest.mark.parametrize(
    ("written", "code"),
    [("", "missing"), ("31-31-1956", "impossible"), ("soon", "impossible"), ("04-28-2999", "not_in_past")],
)
def test_what_is_no_date_of_birth_is_said_so_and_costs_no_try(cloud: Cloud, patient: Patient, written: str, code: str):
    token = an_invite_for(patient)
    for _ in range(6):
        answer = verify(cloud, token, written)
        assert (answer.status, problem(answer)) == (422, "invalid")
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("birth_date", code)]
    assert verify(cloud, token, patient.birth_date).status == 200


@pytest.mark.feature("B2")
def test_a_wrong_date_and_a_link_that_never_was_get_the_same_answer(cloud: Cloud, patient: Patient):
    wrong = verify(cloud, an_invite_for(patient), "01-01-1950")
    unknown = verify(cloud, "x" * 43, "04-28-1956")
    assert (wrong.status, wrong.body) == (403, unknown.body)
    assert problem(wrong) == "invite-mismatch"


@pytest.mark.feature("B2")
def test_five_wrong_dates_lock_the_invite_even_for_the_right_one(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    slugs = [problem(verify(cloud, token, "01-01-1950")) for _ in range(5)]
    assert slugs == ["invite-mismatch"] * 4 + ["invite-locked"]
    right = verify(cloud, token, patient.birth_date)
    assert (right.status, problem(right)) == (410, "invite-locked")
    assert cloud.call("GET", f"/api/invites/{token}").json()["state"] == "locked"


@pytest.mark.feature("B5")
def test_an_expired_invite_says_so_at_every_step(cloud: Cloud, clock: Clock, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    clock.forward(days=31)
    assert cloud.call("GET", f"/api/invites/{token}").json()["state"] == "expired"
    assert problem(verify(cloud, token, patient.birth_date)) == "invite-expired"
    assert problem(activate(patient, token, ticket)) == "ticket-expired"


@pytest.mark.feature("B5")
def test_a_used_invite_says_so(cloud: Cloud, patient: Patient):
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    activate(patient, token, ticket)
    assert confirm(cloud, token, ticket, cloud.code(patient.email)).status == 200
    assert cloud.call("GET", f"/api/invites/{token}").json()["state"] == "accepted"
    for answer in (
        verify(cloud, token, patient.birth_date),
        activate(patient, token, ticket),
        confirm(cloud, token, ticket, "123456"),
    ):
        assert (answer.status, problem(answer)) == (410, "invite-used")


@pytest.mark.feature("B5")
def test_a_newer_invite_withdraws_the_one_before(cloud: Cloud, patient: Patient):
    first = an_invite_for(patient)
    second = an_invite_for(patient)
    assert cloud.call("GET", f"/api/invites/{first}").json()["state"] == "withdrawn"
    assert problem(verify(cloud, first, patient.birth_date)) == "invite-withdrawn"
    assert verify(cloud, second, patient.birth_date).status == 200


@pytest.mark.feature("X1")
def test_a_link_that_never_was_is_not_found(cloud: Cloud):
    answer = cloud.call("GET", f"/api/invites/{'x' * 43}")
    assert (answer.status, problem(answer)) == (404, "invite-not-found")
