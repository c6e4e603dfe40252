"""Invitations whose mail takes its time to arrive, and records that come into an account by them."""

from typing import Any

from tests.circle import chart_of, members
from tests.e2e.laptop import Laptop, until, waited
from tests.e2e.records import a_small_record
from tests.e2e.tab import Tab
from tests.e2e.test_activation import enter_birth_date
from tests.invitees import invite, take_in
from tests.people import PASSWORD, Patient, Practice, a_known_patient, links


def invited(laptop: Laptop, patient: Patient, kind: str = "primary", email: str = "", **more: Any) -> str:
    """The token of the link that this invitation brings; the address may have got others before."""
    email = email or patient.email
    before = _links(laptop, email)
    assert invite(patient, kind, email, **more).status == 202
    new = waited(lambda: _links(laptop, email)[len(before) :], bool)
    assert new, f"no invitation came to {email}"
    return new[-1]


def _links(laptop: Laptop, email: str) -> list[str]:
    return links(laptop, email) if laptop.mails(email, 0) else []


def with_records(patient: Patient, bundle: dict[str, Any] | None = None) -> Patient:
    """The practice has sent a record, a small one unless it is given, and it is there."""
    told = {"patient_id": patient.id, "bundle": bundle or a_small_record()}
    sent = patient.practice.send("records.upserted", told)
    assert sent.status == 202, sent.body
    path = f"/imports/{sent.json()['import']}"
    until(lambda: patient.practice.get(path).json()["state"] == "complete", "the bundle is imported")
    return patient


def a_child_of(laptop: Laptop, patient: Patient, given: str = "Emma") -> str:
    """The chart of a child in the account of the patient, who is its owner."""
    child = a_known_patient(patient.practice, given, patient.email)
    answer = take_in(patient, child, invited(laptop, child))
    assert answer.status == 200, answer.body
    return chart_of(child)


def records_at(laptop: Laptop, practice: Practice, patient: Patient) -> Patient:
    """The patient as another practice knows them; its chart is in the same account."""
    known = a_known_patient(practice, patient.given, patient.email)
    answer = take_in(patient, known, invited(laptop, known), oneself(patient))
    assert answer.status == 200, answer.body
    return known


def oneself(patient: Patient) -> str:
    """The account's holder among its members."""
    return str(next(m["id"] for m in members(patient) if m["relationship"] == "self"))


def open_invite(tab: Tab, token: str) -> None:
    """From the mail to the page behind the date of birth."""
    tab.page.goto("/terms")
    tab.page.goto(f"/activate#{token}")
    tab.heading("Confirm who you are")
    enter_birth_date(tab, "April", "28", "1956")


def sign_in_here(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    """On the way of an invitation, in a browser that the account has not used."""
    tab.heading("Sign in")
    before = len(laptop.codes(patient.email))
    tab.fill("Username or email address", patient.username)
    tab.fill("Password", PASSWORD)
    tab.press("Sign in")
    tab.heading("Enter the security code")
    tab.fill("Security code", laptop.code(patient.email, before + 1))
    tab.press("Continue")


def choose(tab: Tab, who: str) -> None:
    tab.heading("Who is this in your account?")
    tab.page.get_by_label(who).check()
    tab.press("Continue")
