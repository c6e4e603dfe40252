"""Who may sign in where, in a real browser: devices, a changed password, staff who must choose one (A6, A9, A12)."""

import re

import pytest
from playwright.sync_api import Browser

from tests.e2e.laptop import Laptop
from tests.e2e.steps import (
    Authenticator,
    give_password,
    let_time_pass,
    manage,
    say_password,
    set_up_authenticator,
    sign_in,
)
from tests.e2e.tab import Tab, new_tab
from tests.people import PASSWORD, Patient, Practice, a_patient

NEW_PASSWORD = "nine blue boats at sea"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("A9+", "X4")
def test_one_device_is_signed_out_and_then_all_others(
    laptop: Laptop, chromium: Browser, tab: Tab, patient: Patient
) -> None:
    """The account was made by a program, which is the third device."""
    with new_tab(chromium, laptop.web, tab.width) as other:
        sign_in(laptop, other, patient)
        sign_in(laptop, tab, patient)
        manage(tab, "Security")
        tab.page.get_by_role("button", name="Sign out python-httpx").wait_for()
        assert tab.page.locator("main").get_by_text("This device").count() == 1
        tab.checked("devices")
        tab.page.get_by_role("button", name="Sign out Chrome on Linux").click()
        question = tab.page.get_by_role("alertdialog", name="Sign out Chrome on Linux?")
        question.wait_for()
        tab.checked("end-device")
        question.get_by_role("button", name="Sign out").click()
        tab.page.get_by_text("The device was signed out.").wait_for()
        other.page.goto("/account/family")
        other.heading("Sign in")
    tab.press("Sign out all other devices")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Sign out all other devices").click()
    tab.page.get_by_text("All other devices were signed out.").wait_for()
    tab.page.get_by_text("You are signed in only on this device.").wait_for()
    tab.checked("devices-one")
    assert laptop.call("GET", "/api/members", token=patient.token).status == 401


@pytest.mark.feature("A6", "X4")
def test_a_changed_password_signs_out_the_other_browser(
    laptop: Laptop, chromium: Browser, tab: Tab, patient: Patient
) -> None:
    with new_tab(chromium, laptop.web, tab.width) as other:
        sign_in(laptop, other, patient)
        sign_in(laptop, tab, patient)
        manage(tab, "Change Password")
        tab.press("Change password")
        tab.page.get_by_role("link", name="Enter the password that you use now").wait_for()
        tab.checked("change-password-errors")
        tab.fill("Your password now", "not the right password")
        tab.fill("New password", NEW_PASSWORD)
        tab.press("Change password")
        tab.page.get_by_role("link", name=re.compile("The password that you use now is not right")).wait_for()
        tab.fill("Your password now", PASSWORD)
        tab.fill("New password", "kinchart kinchart")
        tab.press("Change password")
        tab.page.get_by_role("link", name=re.compile("Password must not contain|This password is easy")).wait_for()
        tab.fill("New password", NEW_PASSWORD)
        tab.press("Change password")
        tab.page.get_by_text("Your password was changed. Your other devices are signed out.").wait_for()
        other.page.goto("/account/family")
        other.heading("Sign in")
        give_password(other, patient.username)
        other.page.get_by_role("link", name=re.compile("The username or the password is not right")).wait_for()
        assert laptop.is_told(patient.email, "The password of your Kinchart account")
    tab.page.reload()
    tab.heading("Security")


@pytest.mark.feature("A4", "A5")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_changes_to_two_factor_ask_for_the_password_again(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    set_up_authenticator(tab)
    tab.follow("I have saved my codes")
    let_time_pass(laptop, patient)
    tab.press("Make new recovery codes")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Make new recovery codes").click()
    tab.page.get_by_role("dialog", name="Enter your password again").get_by_role("button", name="Cancel").click()
    tab.page.get_by_text("You have 10 codes left.").wait_for()
    tab.page.get_by_role("button", name="Turn off Authenticator app").click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Turn off").click()
    say_password(tab)
    tab.page.get_by_text("It is turned off.").wait_for()
    tab.page.get_by_role("button", name="Set up Authenticator app").wait_for()


@pytest.mark.feature("A12", "A5", "X4")
def test_staff_choose_a_password_and_set_up_an_authenticator_before_anything_else(
    laptop: Laptop, practice: Practice, tab: Tab
) -> None:
    email = f"nora-{practice.id}@example.org"
    about = {"practice_id": practice.id, "given": "Nora", "family": "Lind", "email": email, "role": "clinician"}
    made = laptop.ops("AddStaff", about)
    give_password(tab, made["username"], made["temporary_password"])
    tab.heading("Choose a new password")
    tab.fill("New password", made["temporary_password"])
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("Password must have 15|This is your old password")).wait_for()
    tab.checked("new-password-required")
    tab.page.goto("/account/security")
    tab.heading("Sign in")
    give_password(tab, made["username"], made["temporary_password"])
    tab.heading("Choose a new password")
    tab.fill("New password", NEW_PASSWORD)
    tab.press("Continue")
    tab.heading("Enter the security code")
    tab.fill("Security code", laptop.code(email))
    tab.press("Continue")
    tab.heading("Protect your account")
    tab.checked("mfa-setup")
    tab.press("Set up the app")
    tab.heading("Set up the authenticator app")
    tab.checked("mfa-setup-authenticator")
    app = Authenticator(tab.page.locator("main code").inner_text().replace(" ", ""))
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("Security")
    tab.page.get_by_text("The authenticator app is set up.").wait_for()
    tab.page.get_by_text("You have no recovery codes. Make some now").wait_for()
    tab.page.get_by_text("You cannot switch off the last way.").wait_for()
    tab.checked("security-required")
