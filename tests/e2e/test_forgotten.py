"""A forgotten password in a real browser: the code by mail, the second factor, the new password (A7)."""

import re

import pytest
from playwright.sync_api import Browser

from tests.e2e.laptop import Laptop
from tests.e2e.steps import give_password, manage, set_up_authenticator, sign_in, sign_out
from tests.e2e.tab import Tab, new_tab
from tests.people import PASSWORD, Patient, Practice, a_patient

NEW_PASSWORD = "nine blue boats at sea"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def ask_for_reset(tab: Tab, identifier: str) -> None:
    tab.page.goto("/sign-in")
    tab.follow("Forgot your password?")
    tab.heading("Forgot your password?")
    tab.fill("Email address or username", identifier)
    tab.page.get_by_text("Check done: you are a person, not a robot.").wait_for()
    tab.press("Continue to reset")
    tab.heading("Check your email")


@pytest.mark.parametrize("width", [1280, 320], ids=["1280px", "320px"], indirect=True)
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
        # A phone may drop the page while its owner reads the mail.
        other.page.reload()
        other.heading("Check your email")
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


@pytest.mark.feature("A7", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_ways_in_in_spanish(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    tab.page.goto("/forgot-password")
    tab.press("Español")
    tab.heading("¿Olvidó su contraseña?")
    tab.press("Continuar")
    tab.page.get_by_role("link", name="Escriba su correo electrónico o su nombre de usuario").wait_for()
    tab.page.get_by_text("Comprobado: usted es una persona, no un robot.").wait_for()
    tab.checked("forgot-es")
    tab.fill("Correo electrónico o nombre de usuario", patient.username)
    tab.press("Continuar")
    tab.heading("Mire su correo")
    tab.checked("forgot-code-es")
    tab.fill("Código de seguridad", laptop.code(patient.email, 2))
    tab.press("Continuar")
    tab.heading("Elija una contraseña nueva")
    tab.checked("forgot-password-es")
    tab.fill("Contraseña nueva", NEW_PASSWORD)
    tab.press("Guardar la contraseña nueva")
    tab.heading("Su contraseña ha cambiado")
    tab.follow("Iniciar sesión")
    tab.fill("Nombre de usuario o correo electrónico", patient.username)
    tab.fill("Contraseña", NEW_PASSWORD)
    tab.press("Iniciar sesión")
    tab.heading("Escriba el código de seguridad")
    tab.checked("sign-in-code-es")
