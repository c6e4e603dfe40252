"""Two-factor sign-in in a real browser: set up by QR code, used, and the phone lost (A5)."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.e2e.laptop import Laptop
from tests.e2e.steps import (
    Authenticator,
    give_password,
    let_time_pass,
    manage,
    read_qr,
    set_up_authenticator,
    sign_in,
    sign_out,
    tab_to,
)
from tests.e2e.tab import Tab, new_tab
from tests.people import PASSWORD, Patient, Practice, a_patient


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.parametrize("width", [1280, 320], ids=["1280px", "320px"], indirect=True)
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
    tab.fill("Security code", app.wrong_code())
    tab.press("Continue")
    tab.page.get_by_role("link", name=re.compile("This code is not right")).wait_for()
    tab.checked("authenticator-wrong")
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("Your recovery codes")
    codes = tab.page.locator("main ol code").all_inner_texts()
    assert len(set(codes)) == 10
    tab.checked("recovery-codes")
    tab.page.emulate_media(media="print")
    assert not tab.page.get_by_role("banner").or_(tab.page.get_by_role("button")).filter(visible=True).count()
    assert tab.page.get_by_text(codes[9]).is_visible()
    tab.page.emulate_media(media="screen")
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
    tab.heading("Security")
    tab.page.get_by_text("select “Set up a new phone” here").wait_for()
    tab.page.get_by_text("You have 9 codes left.").wait_for()
    tab.checked("security-recovered")
    assert laptop.is_told(patient.email, "with one of your recovery codes")


@pytest.mark.feature("A5", "X4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_keyboard_alone_sets_up_two_factor_and_signs_in_with_it(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    let_time_pass(laptop, patient)
    press, keyboard = tab.page.keyboard.press, tab.page.keyboard
    tab_to(tab, f"{patient.username} , manage account", "link")
    press("Enter")
    tab.heading("My Family")
    tab_to(tab, "Security", "link")
    press("Enter")
    tab.heading("Security")
    tab_to(tab, "Set up Authenticator app", "button")
    press("Enter")
    dialog = tab.page.get_by_role("dialog", name="Enter your password again")
    dialog.wait_for()
    press("Escape")
    dialog.wait_for(state="hidden")
    tab_to(tab, "Set up Authenticator app", "button")
    press("Enter")
    dialog.wait_for()
    keyboard.type(PASSWORD)
    press("Enter")
    tab.heading("Set up the authenticator app")
    app = Authenticator(tab.page.locator("main code").inner_text().replace(" ", ""))
    tab_to(tab, "Security code", "textbox")
    keyboard.type(app.code())
    press("Enter")
    tab.heading("Your recovery codes")
    tab_to(tab, "I have saved my codes", "link")
    press("Enter")
    tab.heading("Security")
    tab_to(tab, "Sign out", "button")
    press("Enter")
    tab.heading("Sign in")
    tab_to(tab, "Username or email address", "textbox")
    keyboard.type(patient.username)
    tab_to(tab, "Password", "textbox")
    keyboard.type(PASSWORD)
    press("Enter")
    tab.heading("Enter the security code")
    tab_to(tab, "Security code", "textbox")
    keyboard.type(app.code())
    tab_to(tab, "Do not ask for a code on this device again", "checkbox")
    press("Space")
    press("Enter")
    tab.heading("Hello, Rosa")


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
    # A phone may drop the page while its owner reads the mail.
    tab.page.reload()
    tab.heading("Enter the security code")
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
        tab.quiet()
    tab.heading("Sign in")
    tab.page.get_by_text("There were too many wrong codes.").wait_for()
    tab.checked("sign-in-start-again")


@pytest.mark.feature("A5", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_phone_opens_its_own_authenticator(laptop: Laptop, chromium: Browser, patient: Patient, width: int) -> None:
    with new_tab(chromium, laptop.web, width, is_mobile=True, has_touch=True) as phone:
        sign_in(laptop, phone, patient)
        manage(phone, "Security")
        phone.press("Set up Authenticator app")
        phone.heading("Set up the authenticator app")
        link = phone.page.get_by_role("link", name="Open the app")
        secret = phone.page.locator("main code").inner_text().replace(" ", "")
        assert f"secret={secret}" in str(link.get_attribute("href"))
        phone.press("Copy the key")
        phone.page.get_by_text(re.compile("The key is copied|Copying did not work")).wait_for()
        phone.checked("authenticator-on-a-phone")
