"""The portal account set-up form (D2): the wand (D3), the login details (D4), Reset Pwd (D5), in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import leaks
from tests.circle import a_caregiver_of, chart_of
from tests.e2e.console import (
    CLIPBOARD,
    clipboard,
    kept_by_browser,
    open_set_up,
    refuse_clipboard,
    shown_password,
    sign_in_to_console,
)
from tests.e2e.laptop import Laptop
from tests.e2e.steps import give_password, let_time_pass, open_menu, say_password
from tests.e2e.tab import Tab
from tests.invitees import a_representative
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient
from tests.signing_in import initiate
from tests.staffing import staff_of

WAND = "Fill in from the chart"


@pytest.fixture
def form(tab: Tab, practice: Practice) -> Patient:
    """The set-up form of a patient without an account is open, and the browser gives the clipboard."""
    patient = a_known_patient(practice)
    tab.page.context.grant_permissions(CLIPBOARD)
    sign_in_to_console(tab, staff_of(practice))
    open_set_up(tab, patient)
    return patient


def values(page: Page) -> list[str]:
    return [page.get_by_label(name, exact=True).input_value() for name in ("Username", "First name", "Last name")]


def save_for_the_patient(tab: Tab) -> str:
    """By the wand; gives the password that is shown."""
    tab.press(WAND)
    tab.press("Save")
    return shown_password(tab)


@pytest.mark.feature("D2", "X4")
def test_the_set_up_form_asks_for_what_is_missing(tab: Tab, form: Patient) -> None:
    tab.checked("set-up-form")
    tab.press("Save")
    tab.page.get_by_role("heading", name="There is a problem").wait_for()
    for message in ("Enter a username", "Enter the first name", "Enter the last name"):
        tab.page.get_by_role("link", name=message).wait_for()
    tab.checked("set-up-form-errors")
    tab.fill("Username", "rosa56")
    tab.page.get_by_label("Email address", exact=True).wait_for()
    tab.press("Save")
    tab.page.get_by_role("link", name="Enter an email address").wait_for()
    tab.page.get_by_label("Access type").select_option("Authorized Rep")
    tab.press("Save")
    tab.page.get_by_role("link", name="Choose at least one part that this person can read").click()
    expect(tab.page.get_by_role("radiogroup", name="profile").get_by_label("None")).to_be_focused()
    tab.checked("set-up-form-representative-errors")


@pytest.mark.feature("D3")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_wand_fills_empty_required_fields_and_overwrites_nothing(tab: Tab, form: Patient) -> None:
    tab.press(WAND)
    tab.page.get_by_text("Filled in from the chart: Username, First name, Last name.").wait_for()
    assert values(tab.page) == [form.email, "Rosa", "Alvarez"]
    tab.press(WAND)
    tab.page.get_by_text("Nothing was filled in.").wait_for()
    tab.page.reload()
    tab.fill("Username", "rosa56")
    tab.fill("First name", "Rosalia")
    tab.press(WAND)
    tab.page.get_by_text("Filled in from the chart: Last name, Email address.").wait_for()
    assert values(tab.page) == ["rosa56", "Rosalia", "Alvarez"]
    assert tab.page.get_by_label("Email address", exact=True).input_value() == form.email


@pytest.mark.feature("D3")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_wand_never_puts_the_patients_name_on_a_representative(tab: Tab, form: Patient) -> None:
    access = tab.page.get_by_label("Access type")
    access.select_option("Authorized Rep")
    tab.press(WAND)
    tab.page.get_by_text("they do not belong on a representative").wait_for()
    assert values(tab.page) == ["", "", ""]
    access.select_option("Self")
    tab.press(WAND)
    tab.fill("First name", "Ruth")
    access.select_option("Authorized Rep")
    tab.page.get_by_text("The patient’s details were taken out again").wait_for()
    assert values(tab.page) == ["", "Ruth", ""]


@pytest.mark.feature("D4", "D9", "X4", "X6")
def test_after_save_the_password_is_on_the_clipboard_and_ctrl_c_copies_the_whole_message(
    laptop: Laptop, tab: Tab, form: Patient
) -> None:
    password = save_for_the_patient(tab)
    tab.page.get_by_role("status").get_by_text("The password is copied.").wait_for()
    assert clipboard(tab.page) == password
    tab.checked("login-details")
    tab.page.keyboard.press("Control+C")
    tab.page.get_by_role("status").get_by_text("The whole message is copied.").wait_for()
    message = clipboard(tab.page)
    for words in (form.practice.name, f"Username: {form.email}", f"Temporary password: {password}", laptop.web):
        assert words in message
    tab.press("Copy the password")
    tab.page.get_by_role("status").get_by_text("The password is copied.").wait_for()
    assert clipboard(tab.page) == password
    tab.press("Copy the whole message")
    tab.page.get_by_role("status").get_by_text("The whole message is copied.").wait_for()
    assert clipboard(tab.page).split() == message.split()
    assert password not in kept_by_browser(tab.page)
    tab.follow("Done")
    tab.page.get_by_role("heading", name=form.email).wait_for()
    tab.checked("account-that-was-set-up")
    tab.page.go_back()
    tab.heading("Portal account: Rosa Alvarez")
    tab.page.reload()
    tab.heading("Portal account: Rosa Alvarez")
    assert password not in tab.page.content()
    assert password not in kept_by_browser(tab.page)


@pytest.mark.feature("D4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_what_somebody_has_selected_is_what_ctrl_c_copies(tab: Tab, form: Patient) -> None:
    save_for_the_patient(tab)
    tab.page.get_by_role("status").get_by_text("The password is copied.").wait_for()
    tab.page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    tab.page.keyboard.press("Control+C")
    tab.page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('Portal account'))")
    assert "The whole message is copied." not in tab.page.inner_text("main")


@pytest.mark.feature("D4", "X4")
def test_a_browser_that_refuses_the_clipboard_leaves_the_password_to_ctrl_c(
    laptop: Laptop, tab: Tab, form: Patient
) -> None:
    refuse_clipboard(laptop, tab.page)
    password = save_for_the_patient(tab)
    tab.page.get_by_role("status").get_by_text("Your browser did not let us copy. The password is selected").wait_for()
    assert tab.page.evaluate("getSelection().toString()") == password
    tab.checked("login-details-not-copied")
    tab.page.keyboard.press("Control+C")
    assert clipboard(tab.page) == password
    tab.press("Copy the whole message")
    tab.page.get_by_role("status").get_by_text("Your browser did not let us copy. The message is selected").wait_for()
    tab.page.keyboard.press("Control+C")
    assert f"Temporary password: {password}" in clipboard(tab.page)


@pytest.mark.feature("D4", "A12")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_password_that_was_shown_signs_in_and_has_to_be_changed(laptop: Laptop, tab: Tab, form: Patient) -> None:
    password = save_for_the_patient(tab)
    tab.follow("Done")
    tab.page.get_by_text("Invited").first.wait_for()
    open_menu(tab)
    tab.press("Sign out")
    tab.heading("Sign in")
    give_password(tab, form.email, password)
    tab.heading("Choose a new password")
    tab.page.goto("/")
    tab.heading("Sign in")
    give_password(tab, form.email, password)
    tab.heading("Choose a new password")
    tab.fill("New password", PASSWORD)
    tab.press("Continue")
    tab.heading("Enter the security code")
    tab.fill("Security code", laptop.code(form.email))
    tab.press("Continue")
    tab.heading("Hello, Rosa")
    assert initiate(laptop, form.email, password).status == 401


@pytest.mark.feature("D2", "D4", "C2", "C6", "X4")
def test_a_representative_gets_a_link_by_mail_once_the_patient_has_an_account(
    laptop: Laptop, tab: Tab, practice: Practice, form: Patient
) -> None:
    owner = a_patient(practice, "Walter")
    for patient, words in ((form, "The invitation waits"), (owner, "The representative gets an email")):
        open_set_up(tab, patient)
        email = f"ruth-{patient.id}@example.org"
        tab.page.get_by_label("Access type").select_option("Authorized Rep")
        tab.fill("Username", email)
        tab.fill("First name", "Ruth")
        tab.fill("Last name", "Klein")
        tab.page.get_by_role("radiogroup", name="lab results").get_by_label("Read", exact=True).check()
        tab.page.get_by_role("radiogroup", name="messages").get_by_label("Read and write").check()
        tab.checked(f"set-up-form-representative-{patient.given.lower()}")
        tab.press("Save")
        tab.page.get_by_role("heading", name=words).wait_for()
        assert email in tab.page.inner_text("main")
        assert not tab.page.get_by_text("Temporary password").count()
        tab.checked(f"representative-invited-{patient.given.lower()}")
        assert bool(laptop.mails(email, 1 if patient is owner else 0)) == (patient is owner)


@pytest.mark.feature("D5", "X4")
def test_reset_pwd_picks_a_username_and_shows_the_same_message(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    patient = a_patient(practice)
    a_caregiver_of(patient)
    tab.page.context.grant_permissions(CLIPBOARD)
    sign_in_to_console(tab, staff_of(practice))
    open_set_up(tab, patient)
    accounts = tab.page.get_by_role("navigation", name="Accounts for this patient")
    accounts.get_by_role("link", name=patient.username, exact=True).click()
    tab.page.get_by_role("heading", level=2, name=patient.username).wait_for()
    tab.checked("account-picked")
    tab.press("Reset Pwd")
    dialog = tab.page.get_by_role("alertdialog", name=f"Reset the password of {patient.username}?")
    dialog.wait_for()
    tab.checked("reset-asks")
    dialog.get_by_role("button", name="Cancel").click()
    assert initiate(laptop, patient.username).status == 200
    tab.press("Reset Pwd")
    dialog.get_by_role("button", name="Reset Pwd").click()
    password = shown_password(tab)
    tab.page.get_by_role("status").get_by_text("The password is copied.").wait_for()
    assert clipboard(tab.page) == password
    tab.checked("password-reset")
    assert initiate(laptop, patient.username).status == 401
    told = initiate(laptop, patient.username, password).json()
    assert told["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert laptop.is_told(patient.email, "Riverside Family Health")
    assert not any(password in mail["text"] for mail in laptop.mails(patient.email))


@pytest.mark.feature("D5", "A4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_a_password_that_was_asked_for_in_between_is_no_harm_to_the_copying(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    patient, colleague = a_patient(practice), staff_of(practice)
    tab.page.context.grant_permissions(CLIPBOARD)
    sign_in_to_console(tab, colleague)
    open_set_up(tab, patient)
    tab.follow(patient.username)
    let_time_pass(laptop, colleague)
    tab.press("Reset Pwd")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Reset Pwd").click()
    say_password(tab)
    password = shown_password(tab)
    tab.page.get_by_role("status").get_by_text("The password is copied.").wait_for()
    assert clipboard(tab.page) == password


@pytest.mark.feature("D2", "C6", "X4")
def test_permissions_are_narrowed_and_an_account_is_deleted(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    patient = a_patient(practice)
    ruth = a_representative(patient, permissions={"labs": "read", "records": "write"})
    sign_in_to_console(tab, staff_of(practice))
    open_set_up(tab, patient)
    tab.follow(ruth.username)
    labs = tab.page.get_by_role("radiogroup", name="lab results")
    expect(labs.get_by_label("Read", exact=True)).to_be_checked()
    labs.get_by_label("None").check()
    tab.page.get_by_label("Force password change on next login").check()
    tab.press("Save")
    tab.page.get_by_text("The account was saved.").wait_for()
    tab.page.reload()
    tab.page.get_by_role("heading", level=2, name=ruth.username).wait_for()
    expect(labs.get_by_label("None")).to_be_checked()
    expect(tab.page.get_by_label("Force password change on next login")).to_be_checked()
    tab.checked("account-of-a-representative")
    tab.press("Delete")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    tab.page.get_by_text("The account was deleted here.").wait_for()
    tab.page.get_by_role("link", name=ruth.username).wait_for(state="detached")
    tab.page.get_by_role("navigation", name="Accounts for this patient").get_by_role("link", name="New").click()
    tab.page.get_by_role("heading", name="New account").wait_for()


@pytest.mark.feature("D2")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_refused_username_is_told_beside_its_field(tab: Tab, practice: Practice, form: Patient) -> None:
    other = a_patient(practice, "Walter")
    tab.press(WAND)
    tab.fill("Username", other.email)
    tab.press("Save")
    tab.page.get_by_role("link", name=re.compile("This username is taken")).wait_for()
    assert values(tab.page)[1] == "Rosa"
    tab.checked("set-up-form-taken")
    assert chart_of(form)
    leaks.note({"username": other.username})
