"""`python -m tests.bench.clicks`: how long a person waits for each page, first and again, on what `make run` started.

Signs the demo patient in with Chromium and goes round the pages three times. Prints the seconds from each click to the
page's text; asserts nothing.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from local.place import Place
from tests.e2e.laptop import Laptop
from tests.e2e.tab import new_tab

CHROMIUM = "/usr/bin/chromium"
ROUNDS = 3
PAGES = (
    ("Appointments", "Appointments"),
    ("Prescriptions", "Prescriptions"),
    ("Lab results", "Lab results"),
    ("Home", "Hello, Rosa"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.clicks", description=__doc__)
    parser.add_argument("--state", type=Path, default=Place.state, help="the folder of the running cloud")
    laptop = Laptop.running(parser.parse_args().state)
    told = laptop.told["accounts"][0]
    before = len(laptop.mails("rosa.alvarez@example.org"))
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        with new_tab(browser, laptop.web, 1280) as tab:
            main_text = tab.page.get_by_role("main")

            def timed(name: str, act: Callable[[], object], heading: str) -> None:
                start = time.perf_counter()
                act()
                tab.heading(heading)
                main_text.get_by_text("Loading…").first.wait_for(state="hidden")
                print(f"{time.perf_counter() - start:6.2f} s  {name}", flush=True)

            timed("open the portal", lambda: tab.page.goto("/"), "Sign in")
            tab.fill("Username or email address", told["username"])
            tab.fill("Password", told["password"])
            timed("sign in", lambda: tab.press("Sign in"), "Enter the security code")
            laptop.mails("rosa.alvarez@example.org", before + 1)
            tab.fill("Security code", laptop.code("rosa.alvarez@example.org", -1))
            timed("enter the code", lambda: tab.press("Continue"), "Hello, Rosa")
            for number in range(1, ROUNDS + 1):
                for link, heading in PAGES:
                    timed(f"{link}, time {number}", lambda link=link: tab.follow(link), heading)  # type: ignore[misc]
            timed("load the page again", lambda: tab.page.reload(), "Hello, Rosa")
        browser.close()


if __name__ == "__main__":
    main()
