"""What staff do again and again in the browser tests: sign in to the console, open a patient's page and set-up form."""

import time
from typing import Any

from playwright.sync_api import Page

from tests import leaks
from tests.circle import chart_of
from tests.e2e.laptop import Laptop
from tests.e2e.steps import STEP, Authenticator
from tests.e2e.tab import Tab
from tests.people import PASSWORD, Patient
from tests.staffing import Colleague

CLIPBOARD = ["clipboard-read", "clipboard-write"]


def sign_in_to_console(tab: Tab, colleague: Colleague, path: str = "") -> None:
    """Ends on the console's page with this path (its first one)."""
    # The code of this moment was used when the authenticator was set up.
    app = Authenticator(colleague.seed, int(time.time()) // STEP)
    tab.page.goto("/staff")
    tab.heading("Sign in")
    tab.fill("Username or email address", colleague.username)
    tab.fill("Password", PASSWORD)
    tab.press("Sign in")
    tab.heading("Enter the security code")
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.page.get_by_role("banner").get_by_text(colleague.practice.name).wait_for()
    if path:
        tab.page.goto(f"/staff{path}")


def open_set_up(tab: Tab, patient: Patient) -> None:
    """The set-up form of the patient's portal account."""
    tab.page.goto(f"/staff/patients/{chart_of(patient)}/account")
    tab.heading(f"Portal account: {patient.given} {patient.family}")


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def shown_password(tab: Tab) -> str:
    """The temporary password of the message on the page."""
    password = tab.page.get_by_role("region", name="Login details").locator("pre strong").inner_text()
    leaks.note({"password": password})
    return password


def kept_by_browser(page: Page) -> str:
    """Everything that the page could leave behind: both storages, its address, its entry in the history."""
    told: Any = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, history.state])")
    return str(told)


def refuse_clipboard(laptop: Laptop, page: Page) -> None:
    """As a person does who answers "Block" when the browser asks."""
    ask = page.context.new_cdp_session(page)
    profile = ask.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    asked = {"permission": {"name": "clipboard-write"}, "setting": "denied", "origin": laptop.web}
    ask.send("Browser.setPermission", asked | {"browserContextId": profile})
