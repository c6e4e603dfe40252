"""The last of the three guides that the product was asked for in: a practice configures accounts, sentence by sentence.

What it says of requested forms comes with those.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.console import CLIPBOARD, clipboard, open_set_up, shown_password, sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.steps import give_password
from tests.e2e.tab import Tab, new_tab
from tests.e2e.test_activation import choose_account, enter_birth_date
from tests.invitees import an_address
from tests.people import Patient, Practice, a_known_patient, a_patient, links
from tests.staffing import staff_of

NEW_PASSWORD = "nine blue boats at sea"


@pytest.fixture
def tab(chromium: Browser, laptop: Laptop, practice: Practice) -> Iterator[Tab]:
    """The console, where somebody of the practice is signed in."""
    with new_tab(chromium, laptop.web, 1280, permissions=CLIPBOARD) as tab:
        sign_in_to_console(tab, staff_of(practice))
        yield tab


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_known_patient(practice)


@pytest.mark.feature("D1", "D9")
def test_d1_d9_the_set_up_form_is_reached_from_the_dashboard_and_from_the_demographics(
    tab: Tab, patient: Patient
) -> None:
    for path in ("Configure account", "Portal account"):
        tab.says(f"Go to the Patient Portal account setup form via: {path}")
        tab.page.goto("/staff")
        tab.fill("Find a patient", patient.email)
        tab.press("Search")
        tab.page.get_by_role("link", name="Alvarez, Rosa").click()
        tab.heading("Rosa Alvarez")
        tab.page.get_by_role("main").get_by_role("link", name=path, exact=True).click()
        tab.heading("Portal account: Rosa Alvarez")


@pytest.mark.feature("A12", "D2", "D3", "D4", "D9")
def test_a12_d2_d3_d4_an_account_is_set_up_and_its_login_handed_over(
    laptop: Laptop, chromium: Browser, tab: Tab, patient: Patient
) -> None:
    open_set_up(tab, patient)
    tab.says("1. Username: Your email is the preferred username.")
    tab.page.get_by_text("An email address is best.").wait_for()
    tab.says("2. Wand Icon: Click here to load patient information into required fields.")
    tab.press("Fill in from the chart")
    tab.says("3. First Name: First name of patient. 4. Last Name: Last name of patient")
    filled = [tab.page.get_by_label(name, exact=True).input_value() for name in ("Username", "First name", "Last name")]
    assert filled == [patient.email, "Rosa", "Alvarez"]
    tab.says("5. Access Type: You can choose from 'Authorized Rep' or 'Self'.")
    options = tab.page.get_by_label("Access type").locator("option").all_inner_texts()
    assert options == ["Self", "Authorized Rep"]
    tab.says("6. Force Password Change on Next Login: prompt the user to change their password upon their next login.")
    assert tab.page.get_by_label("Force password change on next login").is_checked()
    tab.says("8. Save: Save the record.")
    tab.press("Save")
    tab.says("After you configure the portal, ClinicTracker will provide you with credentials.")
    password = shown_password(tab)
    tab.says("It also copies the password to your clipboard so you can paste it. Just press Control and V.")
    tab.page.get_by_text("The password is copied.").wait_for()
    assert clipboard(tab.page) == password
    tab.says("You can also copy the entire credential message by pressing Control and C.")
    tab.page.keyboard.press("Control+c")
    tab.page.get_by_text("The whole message is copied.").wait_for()
    message = clipboard(tab.page)
    assert password in message
    assert patient.email in message
    with new_tab(chromium, laptop.web, 1280) as own:
        give_password(own, patient.email, password)
        own.heading("Choose a new password")
        own.page.goto("/account/info")
        own.heading("Sign in")


@pytest.mark.feature("D2")
def test_d2_an_account_is_deleted_and_a_new_record_is_begun(tab: Tab, patient: Patient) -> None:
    open_set_up(tab, patient)
    tab.press("Fill in from the chart")
    tab.press("Save")
    shown_password(tab)
    tab.follow("Done")
    tab.says("9. Delete: Delete the record.")
    tab.press("Delete")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    tab.page.get_by_text("The account was deleted here.").wait_for()
    tab.says("10. New: Create a new record.")
    tab.follow("New")
    assert tab.page.get_by_label("Username", exact=True).input_value() == ""


@pytest.mark.feature("C6", "D2", "D3", "D4")
def test_c6_d2_d4_an_authorized_representative_gets_a_link_and_reaches_the_permitted_parts(
    laptop: Laptop, chromium: Browser, practice: Practice, tab: Tab
) -> None:
    rosa, ruth = a_patient(practice), an_address("ruth")
    open_set_up(tab, rosa)
    tab.says("Set the usernames of the authorized representatives by typing those usernames on this form")
    tab.fill("Username", ruth)
    tab.says("Enter First Name and Last Name fields and choose Access Type as 'Authorized Representative'")
    tab.page.get_by_label("Access type").select_option("Authorized Rep")
    tab.press("Fill in from the chart")
    assert tab.page.get_by_label("First name", exact=True).input_value() == ""
    tab.fill("First name", "Ruth")
    tab.fill("Last name", "Klein")
    tab.says("11. Account Permissions: Select which part of ClinicTracker the user has access to.")
    tab.page.get_by_role("radiogroup", name="lab results").get_by_label("Read", exact=True).check()
    tab.press("Save")
    tab.page.get_by_text("The representative gets an email").wait_for()
    tab.says("the authorized representatives will receive an email notification with a link to change their password")
    laptop.mails(ruth)
    [link] = links(laptop, ruth)
    with new_tab(chromium, laptop.web, 1280) as own:
        own.page.goto(f"/activate#{link}")
        enter_birth_date(own, "4", "28", "1956")
        choose_account(own, "ruth." + ruth.partition("@")[0])
        own.heading("Check your email")
        own.fill("Security code", laptop.code(ruth))
        own.press("Continue")
        own.says("which they can use to access the patient portal")
        own.heading("Record of Rosa Alvarez")
        main = own.page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts()
        assert main == ["Home", "Lab results"]


@pytest.mark.feature("D5", "A12")
def test_a12_d5_a_password_is_reset_from_the_list_of_usernames(
    laptop: Laptop, chromium: Browser, practice: Practice, tab: Tab
) -> None:
    rosa = a_patient(practice)
    open_set_up(tab, rosa)
    tab.says("You will select the username from the list and click on Reset Pwd")
    tab.page.get_by_role("link", name=re.compile(re.escape(rosa.username))).click()
    tab.press("Reset Pwd")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Reset Pwd").click()
    password = shown_password(tab)
    assert clipboard(tab.page) == password
    with new_tab(chromium, laptop.web, 1280) as own:
        give_password(own, rosa.username, password)
        own.heading("Choose a new password")


@pytest.mark.feature("D6", "A13")
def test_a13_d6_users_are_listed_disabled_and_forced_to_a_new_password(practice: Practice, tab: Tab) -> None:
    rosa = a_patient(practice)
    tab.says("12. User Management: Here you can access the User Management form to manage all portal users.")
    tab.follow("Users")
    tab.heading("User management")
    tab.says("force users to reset their password upon their next login from this form")
    tab.page.get_by_role("button", name="Force password reset").click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Force password reset").click()
    tab.page.get_by_text(f"{rosa.username} must choose a new password at the next sign-in.").wait_for()
    tab.says("You can disable users")
    tab.page.get_by_role("button", name="Disable").click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Disable").click()
    tab.page.get_by_text(f"{rosa.username} is disabled.").wait_for()
    tab.says("You will also be able to view all enabled and disabled portal accounts.")
    tab.page.get_by_text("No enabled accounts.").wait_for()
    tab.follow("Disabled")
    tab.page.get_by_text(rosa.username).first.wait_for()
