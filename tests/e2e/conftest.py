"""One laptop cloud for all browser and race tests, and a Chromium that watches itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from local.place import ROOT
from tests.e2e.laptop import Laptop
from tests.e2e.tab import Tab, new_tab
from tests.people import Practice, a_practice

CHROMIUM = "/usr/bin/chromium"
MEMORY: list[int] = []


@pytest.fixture(scope="session")
def laptop() -> Iterator[Laptop]:
    (ROOT / ".local").mkdir(exist_ok=True)
    state = Path(tempfile.mkdtemp(prefix="e2e-", dir=ROOT / ".local"))
    laptop = Laptop(state)
    laptop.start()
    try:
        yield laptop
        MEMORY.append(laptop.megabytes())
    finally:
        laptop.stop()
        shutil.copytree(state / "log", ROOT / ".local" / "log" / "e2e", dirs_exist_ok=True)
    assert not any(laptop.place.tmp.iterdir()), "something was left in the temporary folder"
    shutil.rmtree(state)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for megabytes in MEMORY:
        terminalreporter.write_line(f"The laptop cloud held {megabytes} MB after the browser tests.")


@pytest.fixture
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    arguments = [
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    with sync_playwright() as playwright:
        # The browser's own temporary files go where all of ours go.
        environment = os.environ | {"TMPDIR": os.environ.get("TMPDIR", "/tmp")}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments, env=environment)
        yield browser
        browser.close()


@pytest.fixture(params=[1280], ids=["1280px"])
def width(request: pytest.FixtureRequest) -> int:
    """In which the person goes about; each state is checked in a wide and a narrow window (`Tab.checked`)."""
    return int(request.param)


@pytest.fixture
def tab(chromium: Browser, laptop: Laptop, width: int) -> Iterator[Tab]:
    """A page in a fresh profile. At its end: nothing broke the Content-Security-Policy, no script failed."""
    with new_tab(chromium, laptop.web, width) as tab:
        yield tab
