"""The main job in a real browser: from the practice's webhook to a patient who reads their own labs."""

import re

import pytest

from tests.e2e.laptop import Laptop
from tests.e2e.records import a_small_record
from tests.e2e.steps import manage, open_menu
from tests.e2e.tab import Tab
from tests.people import PASSWORD, Patient, Practice, a_known_patient


def invite_link(patient: Patient) -> str:
    patient.practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": patient.email})
    text = patient.cloud.mails(patient.email)[-1]["text"]
    found = re.search(r"http\S+/activate#\S+", text)
    assert found
    return found[0]


def enter_birth_date(tab: Tab, month: str, day: str, year: str) -> None:
    tab.fill("Month", month)
    tab.fill("Day", day)
    tab.fill("Year", year)
    tab.press("Continue")


def choose_account(tab: Tab, username: str, password: str = PASSWORD) -> None:
    tab.heading("Make your account")
    tab.fill("Username", username)
    tab.fill("Password", password)
    tab.page.get_by_text("I agree to the terms of use").click()
    tab.page.get_by_text("Check done: you are a person, not a robot.").wait_for()
    tab.press("Continue")


@pytest.mark.parametrize("width", [1280, 320], ids=["1280px", "320px"], indirect=True)
@pytest.mark.feature("B1", "B2", "B3", "E1", "E3", "E4", "A8", "X4")
def test_from_the_webhook_to_the_lab_trend(laptop: Laptop, practice: Practice, tab: Tab) -> None:
    patient = a_known_patient(practice)
    bundle = {"patient_id": patient.id, "bundle": a_small_record()}
    assert practice.send("records.upserted", bundle).status == 202
    invite_link(patient)
    tab.page.goto("/")
    tab.follow("Open the inbox")
    mail = tab.page.get_by_role("article").filter(has_text=patient.email)
    mail.get_by_role("link", name=re.compile("activate")).first.click()

    tab.heading("Confirm who you are")
    assert practice.name in tab.page.inner_text("main")
    assert patient.family not in tab.page.inner_text("body")
    tab.checked("activate-birth-date")
    enter_birth_date(tab, "13", "28", "1956")
    tab.page.get_by_role("heading", name="There is a problem").wait_for()
    tab.checked("activate-birth-date-impossible")
    enter_birth_date(tab, "4", "29", "1956")
    tab.page.get_by_role("link", name=re.compile("We could not match this")).wait_for()
    tab.checked("activate-birth-date-wrong")
    enter_birth_date(tab, "April", "28", "1956")

    tab.heading("Make your account")
    tab.checked("activate-account")
    tab.press("Continue")
    tab.page.get_by_role("heading", name="There is a problem").wait_for()
    tab.checked("activate-account-errors")
    choose_account(tab, patient.username)

    tab.heading("Check your email")
    tab.checked("activate-code")
    tab.page.reload()
    tab.heading("Check your email")
    code = laptop.code(patient.email)
    tab.fill("Security code", "000000" if code != "000000" else "000001")
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    tab.checked("activate-code-wrong")
    tab.fill("Security code", f"{code[:3]} {code[3:]}")
    tab.press("Continue")

    tab.heading("Hello, Rosa")
    tab.page.get_by_text("Diabetes review").first.wait_for()
    tab.checked("dashboard")
    read_everything(tab)
    welcome = laptop.mails(patient.email, 3)[-1]
    assert welcome["subject"] == "Welcome to Kinchart"


def go(tab: Tab, name: str) -> None:
    """By the main navigation, which is behind a button where there is little room."""
    open_menu(tab)
    tab.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()


def read_everything(tab: Tab) -> None:
    go(tab, "Appointments")
    tab.heading("Appointments")
    tab.page.get_by_text("Diabetes review").first.wait_for()
    tab.checked("appointments")

    go(tab, "Prescriptions")
    tab.heading("Prescriptions")
    tab.page.get_by_text("Metformin 500 mg tablet").wait_for()
    assert "1 tablet twice a day with meals" in tab.page.inner_text("main")
    assert "Dr. Priya Nair" in tab.page.inner_text("main")
    tab.checked("prescriptions")

    go(tab, "Lab results")
    tab.heading("Lab results")
    tab.page.get_by_text("Hemoglobin A1c").first.wait_for()
    text = tab.page.inner_text("main")
    assert "Above range" in text
    assert "In range" in text
    tab.checked("labs")
    tab.follow("Hemoglobin A1c")
    tab.heading("Hemoglobin A1c")
    tab.page.get_by_role("img", name="Chart of Hemoglobin A1c over time").wait_for()
    tab.checked("lab-trend")
    tab.page.get_by_role("tab", name="Table").click()
    for value in ("5.4", "5.9", "6.6", "7.9"):
        assert value in tab.page.inner_text("main")
    tab.checked("lab-table")

    manage(tab, "Audit Logs")
    tab.page.get_by_text("Account created").or_(tab.page.get_by_text("account was made")).first.wait_for()
    tab.checked("audit")


@pytest.mark.feature("B2")
@pytest.mark.parametrize("written", ["04-28-1956", "4/28/1956", "1956-04-28"])
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_whole_date_in_the_first_box_is_understood(practice: Practice, tab: Tab, written: str) -> None:
    tab.page.goto(invite_link(a_known_patient(practice)))
    enter_birth_date(tab, written, "", "")
    tab.heading("Make your account")


@pytest.mark.feature("B3")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_same_in_spanish(laptop: Laptop, practice: Practice, tab: Tab) -> None:
    patient = a_known_patient(practice)
    tab.page.goto(invite_link(patient))
    tab.page.get_by_text("Español", exact=True).first.click()
    tab.page.locator("html[lang=es]").wait_for()
    tab.checked("activate-birth-date-es")


@pytest.mark.feature("B5")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_links_that_do_not_work_any_more_say_why_and_what_to_do(laptop: Laptop, practice: Practice, tab: Tab) -> None:
    patient = a_known_patient(practice)
    first = invite_link(patient)
    laptop.mails(patient.email, 1)
    practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": patient.email})
    tab.page.goto(first)
    tab.heading("This invitation was taken back")
    assert f"Ask {practice.name} for a new invitation." in tab.page.inner_text("main")
    tab.checked("invite-withdrawn")
    tab.page.goto("/sign-in")
    tab.page.goto(f"/activate#{'x' * 43}")
    tab.heading("We cannot find this invitation")
    tab.checked("invite-not-found")
    second = re.search(r"http\S+/activate#\S+", laptop.mails(patient.email, 2)[-1]["text"])
    assert second
    tab.page.goto("/sign-in")
    tab.page.goto(second[0])
    for _ in range(5):
        tab.heading("Confirm who you are")
        enter_birth_date(tab, "1", "1", "1950")
        tab.quiet()
    tab.heading("This invitation is locked")
    tab.checked("invite-locked")
