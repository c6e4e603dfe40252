"""Signing in, staying signed in and every other state of the pages, in a real browser at both widths (X4)."""

import re

import pytest
from playwright.sync_api import Browser, Route

from tests.e2e.laptop import Laptop
from tests.e2e.steps import give_password, pass_sign_in, sign_in, tab_to
from tests.e2e.tab import Tab, new_tab
from tests.people import (
    PASSWORD,
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_ticket,
    activate,
    an_invite_for,
    confirm,
)
from tests.signing_in import initiate


@pytest.fixture
def patient(practice: Practice) -> Patient:
    """Someone with an account and an empty record, who has one code in the mail from signing up."""
    return a_patient(practice)


@pytest.mark.feature("A2", "X4")
def test_signing_in_in_a_new_browser_asks_for_a_code_once(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.page.goto("/")
    tab.heading("Sign in")
    tab.checked("sign-in")
    tab.press("Sign in")
    tab.page.get_by_role("heading", name="There is a problem").wait_for()
    tab.checked("sign-in-errors")
    tab.fill("Username or email address", patient.username)
    tab.fill("Password", "not the right password")
    tab.press("Sign in")
    tab.page.get_by_role("link", name=re.compile("The username or the password is not right")).wait_for()
    tab.checked("sign-in-wrong")
    sign_in(laptop, tab, patient)
    tab.checked("dashboard-empty")
    tab.page.reload()
    tab.heading(f"Hello, {patient.given}")
    menu = tab.page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
        tab.checked("menu-open")
    tab.press("Sign out")
    tab.heading("Sign in")
    assert "You are signed out." in tab.page.inner_text("main")
    tab.fill("Username or email address", patient.email.upper())
    tab.fill("Password", PASSWORD)
    tab.press("Sign in")
    tab.heading(f"Hello, {patient.given}")


@pytest.mark.feature("A6")
def test_a_password_may_be_pasted(tab: Tab) -> None:
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.goto("/sign-in")
    tab.page.evaluate("text => navigator.clipboard.writeText(text)", PASSWORD)
    tab.page.get_by_label("Password", exact=True).focus()
    tab.page.keyboard.press("Control+V")
    assert tab.page.get_by_label("Password", exact=True).input_value() == PASSWORD


@pytest.mark.feature("X4")
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_an_empty_record_says_so(laptop: Laptop, tab: Tab, patient: Patient, language: str) -> None:
    sign_in(laptop, tab, patient)
    base = tab.page.url
    if language == "es":
        menu = tab.page.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            menu.click()
        tab.page.get_by_text("Español", exact=True).first.click()
        tab.page.locator("html[lang=es]").wait_for()
    for path in ("", "/appointments", "/prescriptions", "/labs", "/nowhere"):
        tab.page.goto(base + path)
        tab.page.get_by_role("heading", level=1).first.wait_for()
        tab.checked(f"empty{path.replace('/', '-')}-{language}")
        assert "undefined" not in tab.page.inner_text("body")
    for path in ("/account/audit-logs", "/terms", "/nowhere"):
        tab.page.goto(path)
        tab.page.get_by_role("heading", level=1).first.wait_for()
        tab.checked(f"other{path.replace('/', '-')}-{language}")


@pytest.mark.feature("X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_account_sets_the_language_until_somebody_chooses_one(laptop: Laptop, practice: Practice, tab: Tab) -> None:
    patient = a_known_patient(practice)
    token = an_invite_for(patient)
    ticket = a_ticket(patient, token)
    assert activate(patient, token, ticket, language="es").status == 200
    assert confirm(patient.cloud, token, ticket, laptop.code(patient.email)).status == 200
    pass_sign_in(laptop, tab, patient)
    tab.heading("Hola, Rosa")
    tab.page.locator("html[lang=es]").wait_for()
    tab.press("Menú")
    tab.press("English")
    tab.heading("Hello, Rosa")
    tab.page.reload()
    tab.heading("Hello, Rosa")


@pytest.mark.feature("A14+", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_whoever_guesses_is_told_how_long_to_wait(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    for _ in range(5):
        assert initiate(laptop, patient.username, "not the right password").status == 401
    give_password(tab, patient.username)
    tab.page.get_by_text(re.compile(r"There were too many tries\. Wait \d+ seconds?, then try again")).wait_for()
    tab.checked("sign-in-wait")


@pytest.mark.feature("X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_no_error_stays_in_the_other_language(tab: Tab) -> None:
    tab.page.goto("/sign-in")
    tab.press("Sign in")
    tab.page.get_by_role("heading", name="There is a problem").wait_for()
    tab.press("Español")
    tab.heading("Iniciar sesión")
    assert "Enter your" not in tab.page.inner_text("main")
    tab.press("Iniciar sesión")
    tab.page.get_by_role("heading", name="Hay un problema").wait_for()
    tab.checked("sign-in-errors-es")


@pytest.mark.feature("X4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_keyboard_alone_signs_in_and_reads(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    keyboard = tab.page.keyboard
    tab.page.goto("/")
    tab.heading("Sign in")

    tab_to(tab, "Username or email address", "textbox")
    keyboard.type(patient.username)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    tab.heading("Enter the security code")
    tab_to(tab, "Security code", "textbox")
    keyboard.type(laptop.code(patient.email, 2))
    keyboard.press("Enter")
    tab.heading(f"Hello, {patient.given}")
    tab_to(tab, "Lab results", "link")
    keyboard.press("Enter")
    tab.heading("Lab results")
    tab_to(tab, "Sign out", "button")
    keyboard.press("Enter")
    tab.heading("Sign in")


@pytest.mark.feature("X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_time_out_warns_first_and_can_be_put_off(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.page.clock.install()
    sign_in(laptop, tab, patient)
    tab.page.clock.fast_forward("28:30")
    dialog = tab.page.get_by_role("alertdialog", name="You are about to be signed out")
    dialog.wait_for()
    stay = tab.page.get_by_role("button", name="Stay signed in")
    assert stay.evaluate("e => e === document.activeElement")
    tab.checked("time-out-warning")
    stay.click()
    dialog.wait_for(state="hidden")
    tab.page.clock.fast_forward("28:30")
    dialog.wait_for()
    tab.page.clock.fast_forward("02:00")
    tab.heading("Sign in")
    assert "because you did not use Kinchart" in tab.page.inner_text("main")
    tab.checked("timed-out")


@pytest.mark.feature("A2")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_signing_out_while_the_session_is_renewed_stays_signed_out(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.page.clock.install()
    sign_in(laptop, tab, patient)
    held: list[Route] = []
    tab.page.route("**/api/auth/get-tokens-from-refresh-token", lambda route: held.append(route))
    tab.page.clock.fast_forward("06:00")
    with tab.page.expect_request("**/api/auth/get-tokens-from-refresh-token"):
        tab.page.mouse.move(40, 40)
    tab.press("Sign out")
    tab.heading("Sign in")
    with tab.page.expect_response("**/api/auth/revoke-token"):
        held.pop().continue_()
    tab.heading("Sign in")
    tab.page.unroute("**/api/auth/get-tokens-from-refresh-token")
    tab.page.goto("/")
    tab.heading("Sign in")


@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_signing_out_in_one_tab_signs_out_the_other(
    laptop: Laptop, chromium: Browser, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    other = tab.page.context.new_page()
    other.goto("/")
    other.get_by_role("heading", level=1, name=f"Hello, {patient.given}").wait_for()
    tab.press("Sign out")
    tab.heading("Sign in")
    other.get_by_role("heading", level=1, name="Sign in").wait_for()


@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_page_that_cannot_be_loaded_says_so_and_offers_a_way_on(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    tab.page.route("**/fhir/**", lambda route: route.abort())
    tab.page.goto(tab.page.url + "/labs")
    again = tab.page.get_by_role("button", name="Try again")
    again.first.wait_for()
    tab.checked("labs-failed")
    tab.page.unroute("**/fhir/**")
    again.first.click()
    tab.page.get_by_text("There are no lab results yet.").wait_for()


def test_the_inbox_is_accessible_too(laptop: Laptop, chromium: Browser, width: int, patient: Patient) -> None:
    with new_tab(chromium, laptop.web, width) as tab:
        tab.page.goto("/__inbox")
        tab.page.get_by_role("heading", level=1).wait_for()
        assert patient.email in tab.page.inner_text("main")
        tab.checked("inbox")
