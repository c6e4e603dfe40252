"""What people do again and again in the browser tests: sign in, open Manage Account, use an authenticator app."""

import re
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pyotp
from playwright.sync_api import Page

from local.place import ROOT
from tests import leaks
from tests.e2e.laptop import Laptop
from tests.e2e.tab import Tab
from tests.people import PASSWORD, Patient

JSQR = ROOT / "web/node_modules/jsqr/dist/jsQR.js"
STEP = 30
"""Seconds that an authenticator's code lasts."""
SLOW = 5
"""Seconds that a code may need from the app to the server."""

READ_QR = """async () => {
  const svg = document.querySelector('svg[role=img]');
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [500, 500];
  const paper = canvas.getContext('2d');
  paper.drawImage(image, 0, 0, 500, 500);
  return jsQR(paper.getImageData(0, 0, 500, 500).data, 500, 500)?.data ?? null;
}"""


@dataclass
class Authenticator:
    """The app on a person's phone. It waits for a code that it has not shown yet, as people are told to."""

    secret: str
    _shown: int = field(default=0)

    def __post_init__(self) -> None:
        leaks.note({"secret": self.secret})

    def code(self) -> str:
        # The server takes the step before its own, too, unless that is about to end, and the one after.
        step = max(self._shown + 1, int(time.time() + SLOW) // STEP - 1)
        while step > int(time.time()) // STEP + 1:
            time.sleep(0.2)
        self._shown = step
        return pyotp.TOTP(self.secret).at(step * STEP)

    def wrong_code(self) -> str:
        now = int(time.time()) // STEP
        right = {pyotp.TOTP(self.secret).at(step * STEP) for step in range(now - 2, now + 4)}
        return next(code for digit in "0123456" if (code := digit * 6) not in right)

    def used_code(self) -> str:
        """The one that it showed last."""
        return pyotp.TOTP(self.secret).at(self._shown * STEP)


def read_qr(page: Page) -> str:
    """What a phone's camera would read from the picture on the page."""
    page.evaluate(JSQR.read_text())
    return str(page.evaluate(READ_QR))


def sign_in(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    pass_sign_in(laptop, tab, patient)
    tab.heading(f"Hello, {patient.given}")


def pass_sign_in(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    """In a new browser, on an English page; which language comes after it is the account's. Returns when signed in."""
    before = len(laptop.codes(patient.email))
    give_password(tab, patient.username)
    tab.heading("Enter the security code")
    tab.fill("Security code", laptop.code(patient.email, before + 1))
    tab.press("Continue")
    tab.page.wait_for_url(lambda url: "/sign-in" not in url)


def give_password(tab: Tab, username: str, password: str = PASSWORD) -> None:
    tab.page.goto("/sign-in")
    tab.heading("Sign in")
    tab.fill("Username or email address", username)
    tab.fill("Password", password)
    tab.press("Sign in")


def tab_to(tab: Tab, name: str, role: str) -> None:
    """By the Tab key alone."""
    wanted = tab.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    for _ in range(40):
        if wanted.count() and wanted.first.evaluate("e => e === document.activeElement"):
            return
        tab.page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by Tab")


def sign_out(tab: Tab) -> None:
    open_menu(tab)
    tab.press("Sign out")
    tab.heading("Sign in")


def open_menu(tab: Tab) -> None:
    """What is behind a button where there is little room."""
    menu = tab.page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible() and menu.get_attribute("aria-expanded") != "true":
        menu.click()


def manage(tab: Tab, name: str) -> None:
    """Manage Account, at this tab."""
    open_menu(tab)
    tab.page.get_by_role("link", name=re.compile("manage account")).click()
    tab.heading("My Family")
    tab.page.get_by_role("navigation", name="Manage account").get_by_role("link", name=name, exact=True).click()
    tab.heading(name)


def say_password(tab: Tab, password: str = PASSWORD) -> None:
    """The dialog that asks for it again."""
    dialog = tab.page.get_by_role("dialog", name="Enter your password again")
    dialog.get_by_label("Your password", exact=True).fill(password)
    dialog.get_by_role("button", name="Continue").click()


def let_time_pass(laptop: Laptop, patient: Patient) -> None:
    """The account's sessions have last seen the password an hour ago."""
    long_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    table, account = laptop.told["table"], laptop.account_id(patient.username)
    for item in laptop.items():
        if item["kind"]["S"] == "SESSION" and item["account_id"]["S"] == account:
            laptop.aws("dynamodb").update_item(
                TableName=table,
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET proved = :at",
                ExpressionAttributeValues={":at": {"S": long_ago}},
            )


def set_up_authenticator(tab: Tab) -> tuple[Authenticator, list[str]]:
    """Two-factor sign-in from Security on; ends on the page with the recovery codes, which are given, too."""
    tab.page.get_by_role("button", name="Set up Authenticator app").click()
    tab.heading("Set up the authenticator app")
    secret = tab.page.locator("main code").inner_text().replace(" ", "")
    app = Authenticator(secret)
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("Your recovery codes")
    codes = tab.page.locator("main ol code").all_inner_texts()
    leaks.note({"codes": codes})
    return app, codes
