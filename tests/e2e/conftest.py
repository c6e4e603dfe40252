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
from tests.e2e.steps import sign_in
from tests.e2e.tab import Tab, new_tab
from tests.people import Patient, Practice, a_practice

CHROMIUM = "/usr/bin/chromium"
# What Playwright switches off, because a second list takes the place of its own; and the address bar's pop-ups: two
# pages of their own in every new profile, which cost three times as much as the profile.
WITHOUT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch,WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
PART = "KINCHART_PART"
"""A name for the laptop cloud's logs below .local/log, where more than one runs (see tests/__main__.py)."""
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
        shutil.copytree(state / "log", ROOT / ".local" / "log" / os.environ.get(PART, "e2e"), dirs_exist_ok=True)
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
        f"--disable-features={WITHOUT}",
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


@pytest.fixture(scope="module")
def signed_in(laptop: Laptop, chromium: Browser, rosa: Patient) -> Iterator[Tab]:
    """One browser of Rosa's for all tests of a file that has one Rosa."""
    with new_tab(chromium, laptop.web, 1280) as tab:
        sign_in(laptop, tab, rosa)
        yield tab
