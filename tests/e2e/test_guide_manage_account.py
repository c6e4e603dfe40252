"""The first of the three guides that the product was asked for in, walked sentence by sentence: managing one's account.

Where Kinchart's words or order are others, the step does what the sentence is about.
"""

import pytest

from tests.e2e.laptop import Laptop
from tests.e2e.linking import invited
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
from tests.e2e.test_accepting import choose, open_invite, sign_in_here
from tests.people import PASSWORD, Patient, Practice, a_known_patient, a_patient, a_practice

NEW_PASSWORD = "nine blue boats at sea"
TABS = [
    "My Family",
    "Who can see my record",
    "My Contacts",
    "Audit Logs",
    "Account Info",
    "Change Password",
    "Security",
]
wide = pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("A1", "A6", "A8", "A10", "A11", "B6")
@wide
def test_a1_a8_a10_a11_b6_manage_account_has_its_tabs_and_all_but_the_log_can_be_changed(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    tab.says("Click on the 'Manage Account' button to view the following tabs")
    open_menu(tab)
    tab.page.get_by_role("banner").get_by_role("link").get_by_text(patient.username).click()
    tab.heading("My Family")
    tabs = tab.page.get_by_role("navigation", name="Manage account").get_by_role("link")
    assert tabs.all_inner_texts() == TABS
    tab.says("The 'My Family' tab displays linked family members and their details.")
    assert "Rosa Alvarez" in tab.page.inner_text("main")
    tab.says("The 'My Contact' tab holds the Practice, health, and wellness-related contacts you add.")
    manage(tab, "My Contacts")
    tab.page.get_by_role("link", name="Add a contact").first.click()
    for kind in ("Practice", "Health", "Wellness"):
        assert tab.page.get_by_label(kind, exact=True).count() == 1, kind
    tab.says("The 'Audit Logs' tab tracks your entire account activity.")
    manage(tab, "Audit Logs")
    tab.page.get_by_role("main").get_by_role("table").get_by_text("Signed in").first.wait_for()
    tab.says("The 'Account Info' tab displays general account-related information about you.")
    manage(tab, "Account Info")
    tab.page.get_by_role("main").get_by_text(patient.email).first.wait_for()
    tab.says("You can exercise the 'Change Password' feature as need be.")
    manage(tab, "Change Password")
    tab.says("You can edit or delete data in all the tabs under 'Manage Account' except the 'Audit Logs' tab.")
    manage(tab, "Audit Logs")
    buttons = tab.page.get_by_role("main").get_by_role("button").all_inner_texts()
    assert not [name for name in buttons if "Delete" in name or "Change" in name or "Edit" in name]


@pytest.mark.feature("A3", "A4")
@wide
def test_a3_a4_another_email_address_is_added_verified_made_primary_and_deleted(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    new = f"new-{patient.email}"
    sign_in(laptop, tab, patient)
    let_time_pass(laptop, patient)
    tab.says("Select your profile picture or username on the PHR dashboard. Click on the 'Manage Account' button.")
    tab.says("Choose the 'Accounts Info' tab.")
    manage(tab, "Account Info")
    tab.says("Click on the '+Add Email Address' link under the 'My Email Addresses' section.")
    tab.follow("Add an email address")
    tab.says("Enter the new email address and click the 'Add' button.")
    tab.fill("New email address", new)
    tab.press("Continue")
    tab.says("Enter your account password, if required. You may have to verify yourself from time to time.")
    say_password(tab)
    tab.heading("Check your email")
    tab.says("Fill in the OTP received in the new mail ID. Click on the 'Verify' button to complete the addition.")
    tab.fill("Security code", laptop.code(new))
    tab.press("Continue")
    tab.page.get_by_text("The email address was added.").wait_for()
    tab.says("Users can view all email addresses under the 'My Email Addresses' section.")
    assert {new, patient.email} <= set(tab.page.inner_text("main").split())
    tab.says("Hover over each mail ID to set it as your primary mail address or delete it.")
    tab.page.get_by_role("button", name=f"Make it the main one {new}").click()
    tab.page.get_by_text("Your main email address was changed.").wait_for()
    tab.page.get_by_role("button", name=f"Delete {patient.email}").click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    tab.page.get_by_text("The email address was deleted.").wait_for()
    tab.page.get_by_role("button", name=f"Delete {patient.email}").wait_for(state="detached")


@pytest.mark.feature("A5", "A4")
@wide
def test_a5_two_factor_is_set_up_with_an_authenticator_or_by_text(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.says("Sign in to your PHR account")
    sign_in(laptop, tab, patient)
    let_time_pass(laptop, patient)
    tab.says("Select the 'Multi-Factor Authentication' tab.")
    manage(tab, "Security")
    tab.says("Set up your two-factor authentication either with OTP SMS or authenticator applications.")
    tab.page.get_by_role("link", name="Add a phone").wait_for()
    tab.page.get_by_role("button", name="Set up Authenticator app").click()
    tab.says("You may have to verify yourself to make these changes. Enter your PHR account password when asked.")
    say_password(tab)
    tab.heading("Set up the authenticator app")
    tab.page.goto("/account/security")
    tab.heading("Security")
    set_up_authenticator(tab)


@pytest.mark.feature("A6")
@wide
def test_a6_whoever_remembers_the_old_password_changes_it(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.says("Sign in. Select your profile picture or username. Click on the 'Manage Accounts' button.")
    sign_in(laptop, tab, patient)
    tab.says("Select the 'Change Password' tab")
    manage(tab, "Change Password")
    tab.says("Enter your old and new passwords.")
    tab.fill("Your password now", PASSWORD)
    tab.fill("New password", NEW_PASSWORD)
    tab.says("Click on the 'Update' button.")
    tab.press("Change password")
    tab.page.get_by_text("Your password was changed.").wait_for()


@pytest.mark.feature("A2", "A7")
@wide
def test_a2_a7_whoever_forgot_the_password_gets_a_code_by_mail_and_proves_the_second_factor(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    app, _ = set_up_authenticator(tab)
    tab.follow("I have saved my codes")
    sign_out(tab)
    tab.says("Click on the 'Forgot Password' option")
    tab.follow("Forgot your password?")
    tab.says("Enter your PHR account's mail address (CAPTCHA, if any).")
    before = len(laptop.codes(patient.email))
    tab.fill("Email address or username", patient.email)
    tab.page.get_by_text("Check done: you are a person, not a robot.").wait_for()
    tab.says("Click on the 'Next' button. Select the 'Continue to Reset Password' option")
    tab.press("Continue to reset")
    tab.heading("Check your email")
    tab.says("You will receive the OTP via mail.")
    code = laptop.code(patient.email, before + 1)
    tab.says("Check the SPAM folder if have not received password reset email.")
    assert "spam" in tab.page.inner_text("main").lower()
    tab.says("For your reference, account username is mentioned in the password reset email.")
    [mail] = [m for m in laptop.mails(patient.email) if code in m["text"]]
    assert patient.username in mail["text"]
    assert "spam" in mail["text"].lower()
    tab.fill("Security code", code)
    tab.press("Continue")
    tab.says("Enter the two-factor authentication OTP if enabled.")
    tab.heading("Show that it is you")
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.says("Enter the new password and click on the 'Change Password' button.")
    tab.heading("Choose a new password")
    tab.fill("New password", NEW_PASSWORD)
    tab.press("Save the new password")
    tab.heading("Your password has been changed")
    tab.says("Password is case sensitive. Hence make sure that you enter the password in proper case.")
    give_password(tab, patient.username.upper(), NEW_PASSWORD.upper())
    tab.page.get_by_text("The username or the password is not right").first.wait_for()
    tab.fill("Password", NEW_PASSWORD)
    tab.press("Sign in")
    tab.heading("Enter the security code")


@pytest.mark.feature("B6")
@wide
def test_b6_the_profile_of_a_patient_is_changed_and_the_practice_keeps_its_own(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    tab.says("Select the 'My Family' tab")
    manage(tab, "My Family")
    tab.says("Click on the 'Edit' button against the patient's name.")
    tab.page.get_by_role("link", name="Edit").first.click()
    tab.heading("Details of Rosa Alvarez")
    tab.says("Note: These changes will not reflect in the patient's EHR records with the Practice.")
    assert "The record at the practice stays as it is." in tab.page.inner_text("main")
    tab.says("Make the required updates for the said person.")
    tab.fill("Phone number (optional)", "555-0188")
    tab.says("Click on the 'Update' button to save the changes.")
    tab.press("Update")
    tab.page.get_by_text("The details were changed.").wait_for()
    assert "555-0188" in tab.page.inner_text("main")


@pytest.mark.feature("B1", "B2", "B4", "B6")
@wide
def test_b1_b2_b4_b6_a_family_member_is_added(laptop: Laptop, practice: Practice, tab: Tab, patient: Patient) -> None:
    tab.says("Have your family members update the same email ID as you with their Practices.")
    mateo = a_known_patient(practice, "Mateo", patient.email)
    tab.says("Click on the Family Member's Practice invite link.")
    tab.says(
        "Enter their date of birth (mm-dd-yyyy format). Click on the 'Next' button to complete their verification."
    )
    open_invite(tab, invited(laptop, mateo))
    tab.heading("You already have an account")
    tab.press("Sign in")
    tab.says("Enter the same 'Username or Email ID' and 'Password' you created previously.")
    sign_in_here(laptop, tab, patient)
    choose(tab, "somebody who is not in this list")
    tab.says("A warning message with the 'Patient Name' confirming their addition to your PHR account will pop up.")
    tab.heading("Add Mateo Alvarez to your account?")
    tab.says(
        "Note: The linked family members can view and access each other's clinical information within the account."
    )
    assert "Linked members see each other’s records" in tab.page.inner_text("main")
    tab.says("Click on the 'Submit' button.")
    tab.press("Submit")
    tab.heading("The record of Mateo Alvarez is now in your account")
    tab.follow("Go to My Family")
    tab.heading("My Family")
    tab.page.get_by_role("main").get_by_text("Mateo Alvarez").first.wait_for()


@pytest.mark.feature("B4", "B7")
@wide
def test_b4_b7_another_practice_is_added(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.says("Submit the same email-id to the new Practice or Facility registered with Charm.")
    there = a_known_patient(a_practice(laptop, "Lakeside Eye Clinic"), "Rosa", patient.email)
    tab.says("Click on the invite link sent to your mail. Fill in your date of birth (mm-dd-yyyy format). 'Next'.")
    open_invite(tab, invited(laptop, there))
    tab.heading("You already have an account")
    tab.press("Sign in")
    tab.says("Enter the same 'Username or Email ID' and 'Password' you created previously.")
    sign_in_here(laptop, tab, patient)
    choose(tab, "Rosa Alvarez (me)")
    tab.says("A warning message with the 'Practice Name' confirming the addition will pop up.")
    tab.heading("Add Lakeside Eye Clinic to the records of Rosa Alvarez?")
    tab.says("Click on the 'Submit' button.")
    tab.press("Submit")
    tab.heading("The record of Rosa Alvarez is now in your account")


@pytest.mark.feature("B5")
@wide
def test_b5_what_can_go_wrong_when_a_record_is_added_says_so(
    laptop: Laptop, practice: Practice, tab: Tab, patient: Patient
) -> None:
    sam = a_patient(practice, "Sam")
    open_invite(tab, invited(laptop, a_known_patient(practice, "Mateo", patient.email)))
    tab.says("Users can complete the verification only if they have logged into their existing PHR accounts.")
    tab.heading("You already have an account")
    tab.press("Sign in")
    sign_in_here(laptop, tab, sam)
    choose(tab, "somebody who is not in this list")
    tab.says("Once you click on the 'Submit' button, Charm will verify your details.")
    tab.press("Submit")
    tab.says("An error message appears when the log-in mail ID is not associated with the Practice invite URL.")
    tab.heading("This invitation was sent to another address")
    tab.page.get_by_role("button", name="Use another account").wait_for()
