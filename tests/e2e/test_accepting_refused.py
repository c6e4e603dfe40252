"""Invitations that an account cannot take in, in a real browser: each says why, and how to go on (B5, C2)."""

import re
import time
from dataclasses import replace

import pytest

from portal import ids
from tests.circle import ask, chart_of, members
from tests.e2e.laptop import Laptop
from tests.e2e.linking import choose, invited, open_invite, sign_in_here
from tests.e2e.steps import STEP, Authenticator, sign_in
from tests.e2e.tab import Tab
from tests.e2e.test_activation import enter_birth_date
from tests.invitees import an_address, tell_caregivers
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient
from tests.staffing import staff_of


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("B5", "X4")
def test_who_is_signed_in_with_the_wrong_account_switches_and_comes_back_to_the_same_step(
    laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient
) -> None:
    sam = a_patient(practice, "Sam")
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    sign_in(laptop, tab, sam)
    open_invite(tab, invited(laptop, mateo))
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "somebody who is not in this list")
    tab.press("Submit")
    tab.heading("This invitation was sent to another address")
    assert f"It was sent to {rosa.email}." in tab.page.inner_text("main")
    tab.checked("accept-wrong-account")
    assert len(members(sam)) == 1
    tab.press("Use another account")
    tab.page.get_by_text("You are signed out.").wait_for()
    sign_in_here(laptop, tab, rosa)
    tab.heading("Who is this in your account?")
    tab.page.get_by_label("Rosa Alvarez (me)").wait_for()
    choose(tab, "somebody who is not in this list")
    tab.press("Submit")
    tab.heading("The record of Mateo Alvarez is now in your account")


@pytest.mark.feature("B5", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_an_address_without_an_account_can_be_added_to_ones_own_or_get_a_new_one(
    laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient
) -> None:
    mateo = a_known_patient(practice, "Mateo")
    open_invite(tab, invited(laptop, mateo))
    tab.heading("Make your account")
    tab.press("I have an account already")
    tab.heading("Use the account you have")
    tab.checked("accept-own-account")
    tab.press("Sign in")
    sign_in_here(laptop, tab, rosa)
    choose(tab, "somebody who is not in this list")
    tab.press("Submit")
    tab.heading("This invitation was sent to another address")
    tab.checked("accept-address-unknown")
    tab.press("Make a new account")
    tab.heading("Make your account")
    tab.page.go_back()
    tab.heading("This invitation was sent to another address")
    tab.follow("Add the address to this account")
    tab.heading("Add an email address")


@pytest.mark.feature("B4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_wrong_person_is_refused_where_one_chooses(laptop: Laptop, practice: Practice, tab: Tab) -> None:
    rosa = a_patient(practice)
    name = f"mateo-{rosa.id}"
    mateo = replace(a_known_patient(practice, "Mateo", rosa.email), id=name, birth_date="1990-02-01")
    told = {"id": name, "given": "Mateo", "family": "Alvarez", "birth_date": mateo.birth_date, "email": rosa.email}
    assert practice.send("patient.upserted", {"patient": told, "caregivers": []}).status == 202
    sign_in(laptop, tab, rosa)
    tab.page.goto(f"/activate#{invited(laptop, mateo)}")
    enter_birth_date(tab, "2", "1", "1990")
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "Rosa Alvarez (me)")
    tab.press("Submit")
    tab.page.get_by_role("link", name=re.compile("This person has another date of birth")).wait_for()
    tab.checked("accept-other-person")
    assert len(members(rosa)[0]["charts"]) == 1


@pytest.mark.feature("B5")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_an_hour_after_the_date_of_birth_it_is_asked_again(
    laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient
) -> None:
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    sign_in(laptop, tab, rosa)
    open_invite(tab, invited(laptop, mateo))
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "somebody who is not in this list")
    # What is kept for the tab is not the ticket that the server gave.
    tab.page.evaluate(
        """() => {
          const kept = JSON.parse(sessionStorage.getItem('kinchart.activate'));
          sessionStorage.setItem('kinchart.activate', JSON.stringify({ ...kept, ticket: kept.ticket + 'x' }));
        }"""
    )
    tab.page.reload()
    tab.press("Submit")
    tab.heading("Confirm who you are")
    tab.page.get_by_text("Time ran out.").wait_for()
    enter_birth_date(tab, "4", "28", "1956")
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "somebody who is not in this list")
    tab.press("Submit")
    tab.heading("The record of Mateo Alvarez is now in your account")


@pytest.mark.feature("B5", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_link_that_expires_or_is_taken_back_before_submit_says_so(
    laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient
) -> None:
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    sign_in(laptop, tab, rosa)
    open_invite(tab, invited(laptop, mateo))
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "somebody who is not in this list")
    tab.heading("Add Mateo Alvarez to your account?")
    newer = invited(laptop, mateo)
    tab.press("Submit")
    tab.heading("This invitation was taken back")
    assert f"Ask {practice.name} for a new invitation." in tab.page.inner_text("main")
    assert tab.page.get_by_role("link", name=re.compile(f"Call {practice.name}")).get_attribute("href") == "tel:5550100"
    open_invite(tab, newer)
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "somebody who is not in this list")
    tab.heading("Add Mateo Alvarez to your account?")
    let_expire(laptop, newer)
    tab.press("Submit")
    tab.heading("This invitation has expired")
    tab.checked("accept-expired")
    assert len(members(rosa)) == 1


@pytest.mark.feature("C2", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_caregiver_is_told_that_the_patient_comes_first(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    email = an_address()
    tell_caregivers(rosa, email)
    token = invited(laptop, rosa, "caregiver", email)
    [me] = members(rosa)
    assert ask(rosa, "DELETE", f"/api/members/{me['id']}/charts/{chart_of(rosa)}").status == 200
    open_invite(tab, token)
    tab.heading("The patient needs an account first")
    assert f"Ask {rosa.practice.name} to invite the patient." in tab.page.inner_text("main")
    tab.checked("accept-patient-first")


@pytest.mark.feature("B5", "D9", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_login_of_staff_takes_no_record_in(laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient) -> None:
    staff = staff_of(practice)
    open_invite(tab, invited(laptop, a_known_patient(practice, "Mateo", rosa.email)))
    tab.heading("You already have an account")
    tab.press("Sign in")
    tab.fill("Username or email address", staff.username)
    tab.fill("Password", PASSWORD)
    tab.press("Sign in")
    tab.heading("Enter the security code")
    tab.fill("Security code", Authenticator(staff.seed, int(time.time()) // STEP).code())
    tab.press("Continue")
    tab.heading("Add Mateo Alvarez to your account?")
    tab.press("Submit")
    tab.heading("This login is for work at a practice")
    tab.checked("accept-staff")
    tab.press("Use another account")
    sign_in_here(laptop, tab, rosa)
    choose(tab, "somebody who is not in this list")
    tab.press("Submit")
    tab.heading("The record of Mateo Alvarez is now in your account")


def let_expire(laptop: Laptop, token: str) -> None:
    """The invitation was sent a month ago."""
    key = {"pk": {"S": f"INVITE#{ids.digest(token)}"}, "sk": {"S": "INVITE"}}
    laptop.aws("dynamodb").update_item(
        TableName=laptop.told["table"],
        Key=key,
        UpdateExpression="SET expires = :at",
        ConditionExpression="attribute_exists(pk)",
        ExpressionAttributeValues={":at": {"S": "2026-01-01T00:00:00.000Z"}},
    )
