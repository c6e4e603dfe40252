"""Manage Account in a real browser: its tabs, and Account Info with addresses and phone (A1, A3, A4, A11, A17)."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.laptop import Laptop
from tests.e2e.steps import (
    give_password,
    let_time_pass,
    manage,
    open_menu,
    say_password,
    set_up_authenticator,
    sign_in,
    sign_out,
)
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_patient

TABS = [
    "My Family",
    "Who can see my record",
    "My Contacts",
    "Audit Logs",
    "Account Info",
    "Change Password",
    "Security",
]


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("A1", "X4")
def test_the_picture_and_the_username_both_open_manage_account(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    for part in ("RA", patient.username):
        tab.page.goto("/")
        tab.heading("Hello, Rosa")
        open_menu(tab)
        tab.page.get_by_role("banner").get_by_role("link").get_by_text(part).click()
        tab.heading("My Family")
    assert "Riverside Family Health" in tab.page.inner_text("main")
    tabs = tab.page.get_by_role("navigation", name="Manage account").get_by_role("link")
    assert tabs.all_inner_texts() == TABS
    for name in TABS:
        tabs.get_by_text(name, exact=True).click()
        tab.heading(name)
        assert tabs.get_by_text(name, exact=True).get_attribute("aria-current") == "page"
        tab.checked(f"account-{name.lower().replace(' ', '-')}")
        tab.page.reload()
        tab.heading(name)


@pytest.mark.feature("A1", "X4")
def test_manage_account_in_spanish(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    open_menu(tab)
    tab.press("Español")
    tab.page.goto("/account/info/language")
    tab.heading("Idioma y zona horaria")
    expect(tab.page.get_by_label("Español")).to_be_checked()
    for path, title in [
        ("family", "Mi familia"),
        ("contacts", "Mis contactos"),
        ("contacts/new", "Agregar un contacto"),
        ("audit-logs", "Registro de actividad"),
        ("info", "Datos de la cuenta"),
        ("info/language", "Idioma y zona horaria"),
        ("info/phone", "Agregar un teléfono"),
        ("password", "Cambiar contraseña"),
        ("security", "Seguridad"),
    ]:
        tab.page.goto(f"/account/{path}")
        tab.heading(title)
        tab.checked(f"account-{path.replace('/', '-')}-es")


@pytest.mark.feature("A3", "A4", "X4")
def test_an_address_is_added_and_made_the_main_one(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    new = f"new-{patient.email}"
    sign_in(laptop, tab, patient)
    manage(tab, "Account Info")
    let_time_pass(laptop, patient)
    tab.follow("Add an email address")
    tab.heading("Add an email address")
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("Enter an email address like")).wait_for()
    tab.checked("add-email-errors")
    tab.fill("New email address", new)
    tab.press("Continue")
    dialog = tab.page.get_by_role("dialog", name="Enter your password again")
    dialog.wait_for()
    assert dialog.get_by_label("Your password").evaluate("e => e === document.activeElement")
    tab.checked("step-up")
    dialog.get_by_role("button", name="Cancel").click()
    dialog.wait_for(state="hidden")
    assert tab.page.get_by_label("New email address").input_value() == new
    assert not tab.page.get_by_role("heading", name="There is a problem").count()
    tab.press("Continue")
    say_password(tab, "not the right password")
    dialog.get_by_text("The password is not right. Try again").first.wait_for()
    tab.checked("step-up-wrong")
    say_password(tab)
    tab.heading("Check your email")
    tab.checked("verify-email")
    tab.page.reload()
    tab.heading("Check your email")
    first = laptop.code(new)
    tab.press("Get a new code")
    tab.page.get_by_text("We sent a new code to").wait_for()
    second = laptop.code(new, 2)
    tab.fill("Security code", first)
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    tab.fill("Security code", second)
    tab.press("Continue")
    tab.heading("Account Info")
    tab.page.get_by_text("The email address was added.").wait_for()
    tab.page.get_by_role("button", name=f"Make it the main one {new}").click()
    tab.page.get_by_text("Your main email address was changed.").wait_for()
    tab.page.get_by_role("button", name=f"Make it the main one {patient.email}").wait_for()
    tab.checked("account-info-two-addresses")
    for address in (new, patient.email):
        assert laptop.is_told(address, "The main address of your Kinchart account is now")

    tab.page.get_by_role("button", name=f"Delete {patient.email}").click()
    question = tab.page.get_by_role("alertdialog", name=f"Delete {patient.email}?")
    question.wait_for()
    tab.checked("delete-email")
    question.get_by_role("button", name="Cancel").click()
    question.wait_for(state="hidden")
    tab.page.get_by_role("button", name=f"Delete {patient.email}").click()
    question.get_by_role("button", name="Delete").click()
    tab.page.get_by_text("The email address was deleted.").wait_for()
    assert not tab.page.get_by_role("button", name=f"Delete {patient.email}").count()


@pytest.mark.feature("A11", "A17+", "X4")
def test_what_the_account_says_about_its_holder_is_changed_one_by_one(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Account Info")
    tab.follow("Change Name")
    tab.heading("Name")
    tab.fill("First name", " ")
    tab.press("Save")
    tab.page.get_by_role("link", name="Enter this name").wait_for()
    tab.checked("edit-name-errors")
    long = "Wolfeschlegelsteinhausenbergerdorff"
    tab.fill("First name", "Rosalía María")
    tab.fill("Last name", f"{long}-{long}")
    tab.press("Save")
    tab.page.get_by_text("Your name was changed.").wait_for()

    tab.follow("Change Username")
    tab.heading("Username")
    tab.fill("Username", "ro")
    tab.press("Save")
    tab.page.get_by_role("link", name="Username must have 3 characters or more").wait_for()
    tab.checked("edit-username-errors")
    tab.fill("Username", f"{patient.username}.new")
    tab.press("Save")
    tab.page.get_by_text("Your username was changed.").wait_for()

    tab.follow("Change Notices by email")
    tab.heading("Notices by email")
    assert "You cannot switch this off." in tab.page.inner_text("main")
    tab.checked("edit-notices")
    tab.page.get_by_label("There is a new message").uncheck()
    tab.press("Save")
    tab.page.get_by_text("Your notices were changed.").wait_for()
    assert "There is a new message" not in tab.page.inner_text("main")
    tab.checked("account-info-long")

    other = tab.page.context.new_page()
    other.goto("/account/info")
    other.get_by_role("heading", level=1, name="Account Info").wait_for()
    tab.follow("Change Language")
    tab.heading("Language and time zone")
    tab.page.get_by_label("Español").check()
    tab.page.get_by_label("Time zone").select_option("America/Chicago")
    tab.checked("edit-language")
    tab.press("Save")
    tab.heading("Datos de la cuenta")
    assert "Hora central (Chicago)" in tab.page.inner_text("main")
    other.get_by_role("heading", level=1, name="Datos de la cuenta").wait_for()
    other.get_by_text("Hora central (Chicago)").wait_for()


@pytest.mark.feature("A5", "A11", "X4")
def test_a_phone_is_added_and_used_as_second_factor(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    number = "+1202555" + f"{int(patient.id[-4:], 16) % 10000:04}"
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    tab.follow("Add a phone")
    tab.heading("Add a phone")
    tab.fill("Mobile phone number", "12")
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("Enter a mobile phone number")).wait_for()
    tab.checked("add-phone-errors")
    before = len(laptop.text_codes(number))
    tab.fill("Mobile phone number", f"({number[2:5]}) {number[5:8]}-{number[8:]}")
    tab.press("Continue")
    tab.heading("Check your phone")
    tab.checked("verify-phone")
    tab.page.reload()
    tab.heading("Check your phone")
    tab.fill("Security code", laptop.text_code(number, before + 1))
    tab.press("Continue")
    tab.page.get_by_text("Your phone was saved.").wait_for()
    manage(tab, "Security")
    tab.page.get_by_role("button", name="Turn on Text message").click()
    tab.page.get_by_text("Codes by text message are on.").wait_for()
    tab.checked("security-sms")
    app, _ = set_up_authenticator(tab)
    tab.follow("I have saved my codes")
    tab.heading("Security")
    assert tab.page.get_by_label("Authenticator app", exact=True).last.is_checked()
    tab.page.get_by_label("Text message", exact=True).last.check()
    tab.press("Save")
    tab.page.get_by_text("Your choice was saved.").wait_for()
    tab.checked("security-both")
    sign_out(tab)
    give_password(tab, patient.username)
    tab.heading("Enter the security code")
    assert number[-4:] in tab.page.inner_text("main")
    tab.checked("sign-in-sms")
    code = laptop.text_code(number, before + 2)
    tab.press("Try another way")
    tab.heading("Choose another way")
    tab.checked("choose-of-three")
    tab.page.get_by_label("Authenticator app", exact=True).check()
    tab.press("Continue")
    tab.page.get_by_text("Open the authenticator app on your phone").wait_for()
    tab.fill("Security code", code)
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("Hello, Rosa")
    tab.page.goto("/account/info")
    tab.press("Remove the phone")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Remove the phone").click()
    tab.page.get_by_text("Codes by text message are on. Switch them off under Security first").wait_for()
    manage(tab, "Security")
    tab.page.get_by_role("button", name="Turn off Text message").click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Turn off").click()
    tab.page.get_by_text("It is turned off.").wait_for()
