"""Two-factor sign-in in a real browser: set up by QR code, used, lost, and needed for a new password (A5, A7)."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.e2e.laptop import Laptop
from tests.e2e.steps import (
    Authenticator,
    give_password,
    manage,
    read_qr,
    set_up_authenticator,
    sign_in,
    sign_out,
)
from tests.e2e.tab import Tab, new_tab
from tests.people import PASSWORD, Patient, Practice, a_patient

NEW_PASSWORD = "nine blue boats at sea"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("A1", "A5", "X4")
def test_two_factor_is_set_up_by_qr_code_and_asked_for_at_the_next_sign_in(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    tab.checked("security-off")
    tab.page.get_by_role("button", name="Set up Authenticator app").click()
    tab.heading("Set up the authenticator app")
    secret = tab.page.locator("main code").inner_text().replace(" ", "")
    uri = urlsplit(read_qr(tab.page))
    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", f"/Kinchart:{patient.username}")
    assert parse_qs(uri.query) == {"secret": [secret], "issuer": ["Kinchart"]}
    tab.checked("authenticator")
    app = Authenticator(secret)
    tab.fill("Security code", "000000" if app.code() != "000000" else "000001")
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    tab.checked("authenticator-wrong")
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("Your recovery codes")
    codes = tab.page.locator("main ol code").all_inner_texts()
    assert len(set(codes)) == 10
    tab.checked("recovery-codes")
    tab.follow("I have saved my codes")
    tab.heading("Security")
    tab.page.get_by_text("You have 10 codes left.").wait_for()
    tab.checked("security-on")
    tab.page.goto("/account/security/recovery-codes")
    tab.heading("Security")

    sign_out(tab)
    give_password(tab, patient.username)
    tab.heading("Enter the security code")
    tab.fill("Security code", app.used_code())
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("Wait for the next code")).wait_for()
    tab.checked("sign-in-replayed")
    tab.page.get_by_label("Do not ask for a code on this device again").check()
    tab.fill("Security code", app.code())
    tab.checked("sign-in-app")
    tab.press("Continue")
    tab.heading("Hello, Rosa")
    sign_out(tab)
    give_password(tab, patient.username)
    tab.heading("Hello, Rosa")


@pytest.mark.feature("A5", "X4")
def test_who_lost_the_phone_comes_back_with_a_recovery_code(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    _, codes = set_up_authenticator(tab)
    tab.follow("I have saved my codes")
    sign_out(tab)
    give_password(tab, patient.username)
    tab.heading("Enter the security code")
    tab.press("Try another way")
    tab.heading("Choose another way")
    tab.press("Continue")
    tab.page.get_by_role("link", name="Choose one of the ways").wait_for()
    tab.checked("choose-factor")
    tab.page.get_by_label("Recovery code", exact=True).check()
    tab.press("Continue")
    tab.heading("Enter a recovery code")
    tab.checked("sign-in-recovery")
    tab.fill("Recovery code", "abcd-efgh-jkmn")
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This recovery code is not right")).wait_for()
    tab.checked("sign-in-recovery-wrong")
    tab.fill("Recovery code", codes[0].upper().replace("-", " "))
    tab.press("Continue")
    tab.heading("Hello, Rosa")
    manage(tab, "Security")
    tab.page.get_by_text("You have 9 codes left.").wait_for()
    assert laptop.is_told(patient.email, "with one of your recovery codes")


@pytest.mark.feature("A5")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_code_by_mail_is_the_fallback_of_the_authenticator(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    set_up_authenticator(tab)
    sign_out(tab)
    give_password(tab, patient.username)
    tab.press("Try another way")
    tab.page.get_by_label("Email", exact=True).check()
    before = len(laptop.codes(patient.email))
    tab.press("Continue")
    tab.heading("Enter the security code")
    first = laptop.code(patient.email, before + 1)
    tab.checked("sign-in-email-fallback")
    tab.press("Get a new code")
    tab.page.get_by_text(re.compile("We sent a new code to")).wait_for()
    second = laptop.code(patient.email, before + 2)
    tab.fill("Security code", first)
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    tab.fill("Security code", second)
    tab.press("Continue")
    tab.heading("Hello, Rosa")


@pytest.mark.feature("A5")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_too_many_wrong_codes_start_the_sign_in_again(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    give_password(tab, patient.username)
    tab.heading("Enter the security code")
    code = laptop.code(patient.email, 2)
    for _ in range(5):
        tab.fill("Security code", "000000" if code != "000000" else "000001")
        tab.press("Continue")
        tab.page.wait_for_load_state("networkidle")
    tab.heading("Sign in")
    tab.page.get_by_text("There were too many wrong codes.").wait_for()
    tab.checked("sign-in-start-again")


def ask_for_reset(tab: Tab, identifier: str) -> None:
    tab.page.goto("/sign-in")
    tab.follow("Forgot your password?")
    tab.heading("Forgot your password?")
    tab.fill("Email address or username", identifier)
    tab.page.get_by_text("Check done: you are a person, not a robot.").wait_for()
    tab.press("Continue to reset")
    tab.heading("Check your email")


@pytest.mark.feature("A7", "X4")
def test_a_forgotten_password_with_two_factor_on(laptop: Laptop, chromium: Browser, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    app, _ = set_up_authenticator(tab)
    with new_tab(chromium, laptop.web, tab.width) as other:
        other.page.goto("/forgot-password")
        other.heading("Forgot your password?")
        other.press("Continue to reset")
        other.page.get_by_role("link", name="Enter your email address or username").wait_for()
        other.checked("forgot")
        before = len(laptop.codes(patient.email))
        ask_for_reset(other, patient.email.upper())
        other.checked("forgot-code")
        code = laptop.code(patient.email, before + 1)
        other.fill("Security code", "000000" if code != "000000" else "000001")
        other.press("Continue")
        other.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
        other.fill("Security code", code)
        other.press("Continue")
        other.heading("Show that it is you")
        other.checked("forgot-factor")
        other.fill("Security code", app.code())
        other.press("Continue")
        other.heading("Choose a new password")
        other.fill("New password", "kitten")
        other.press("Save the new password")
        other.page.get_by_role("link", name="Password must have 8 characters or more").wait_for()
        other.checked("forgot-password-errors")
        other.fill("New password", NEW_PASSWORD)
        other.press("Save the new password")
        other.heading("Your password has been changed")
        other.checked("forgot-done")
        other.follow("Sign in")
        give_password(other, patient.username, NEW_PASSWORD)
        other.heading("Enter the security code")
        other.fill("Security code", app.code())
        other.press("Continue")
        other.heading("Hello, Rosa")
    tab.page.goto("/")
    tab.heading("Sign in")


@pytest.mark.feature("A7")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_forgotten_password_by_recovery_code(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Security")
    _, codes = set_up_authenticator(tab)
    sign_out(tab)
    before = len(laptop.codes(patient.email))
    ask_for_reset(tab, patient.username)
    tab.fill("Security code", laptop.code(patient.email, before + 1))
    tab.press("Continue")
    tab.heading("Show that it is you")
    tab.press("Try another way")
    tab.page.get_by_label("Recovery code", exact=True).check()
    tab.press("Continue")
    tab.heading("Show that it is you")
    tab.checked("forgot-recovery")
    tab.fill("Recovery code", codes[3])
    tab.press("Continue")
    tab.heading("Choose a new password")
    tab.fill("New password", PASSWORD)
    tab.press("Save the new password")
    tab.page.get_by_role("link", name=re.compile("This is your old password")).wait_for()
    tab.fill("New password", NEW_PASSWORD)
    tab.press("Save the new password")
    tab.heading("Your password has been changed")


@pytest.mark.feature("A7")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_a_name_that_nobody_has_sees_the_same_pages(laptop: Laptop, tab: Tab) -> None:
    ask_for_reset(tab, "nobody-has-this@example.org")
    assert "nobody-has-this@example.org" in tab.page.inner_text("main")
    tab.fill("Security code", "123456")
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    assert laptop.mails("nobody-has-this@example.org", 0) == []
