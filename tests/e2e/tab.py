"""A browser tab that is checked at every state it is shown in: axe, width, Content-Security-Policy, script errors."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, Page, Request, expect

from local.place import ROOT
from tests import leaks

AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# What passes is not told, and no style sheet is fetched again: none of these rules looks at one.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "preload": False}
WIDTHS, HEIGHT = (1280, 320), 800
"""Pixels."""
PATIENCE = 60
"""Seconds for whatever a page does: a busy machine takes its time."""
QUIET_LOOKS = 3
TALLEST = 16_000
"""Chromium takes no picture that has more of them."""
PICTURES = ROOT / ".local" / "pictures"
"""Where every checked state is kept as it looks, when KINCHART_PICTURES is set: it takes a tenth of the time."""
expect.set_options(timeout=PATIENCE * 1000)
WATCH = (
    "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
)


@dataclass
class Tab:
    page: Page
    width: int
    wrong: list[str] = field(default_factory=list)
    asked: set[Request] = field(default_factory=set)
    """What the page asked for and has not got yet."""

    def quiet(self) -> None:
        """Everything that the page asked for has come; what follows from it is asked for within a few frames."""
        self.page.wait_for_load_state()
        end, still = monotonic() + PATIENCE, 0
        while still < QUIET_LOOKS:
            assert monotonic() < end, [request.url.partition("?")[0] for request in self.asked]
            self.page.wait_for_timeout(40)
            still = 0 if self.asked else still + 1

    def checked(self, name: str, *, busy: bool = False) -> None:
        """The state the page is in now passes axe with no finding and fits a wide and a narrow window.
        `busy`: something is on its way, and is not waited for.
        """
        if not busy:
            self.quiet()
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        for width in sorted(WIDTHS, key=lambda each: each == self.width):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self._check(f"{name}-{width}")

    def _check(self, name: str) -> None:
        if "KINCHART_PICTURES" in os.environ:
            tall = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=tall < TALLEST)
        found = self.page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
        assert not found, [(f["id"], [n["html"] for n in f["nodes"]]) for f in found]
        across = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert across[0] <= across[1], f"{name} is wider than its window: {across}"
        assert not self.wrong, self.wrong

    def says(self, sentence: str) -> None:
        """What the guide says that is walked now: a test that fails shows how far it came."""
        print(f"· {sentence}")

    def heading(self, text: str) -> None:
        """The page with this h1 is there."""
        self.page.get_by_role("heading", level=1, name=text).wait_for()

    def fill(self, label: str, text: str) -> None:
        # What a label calls a code, a password or an address is one.
        leaks.note({label: text})
        self.page.get_by_label(label, exact=True).fill(text)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()


@contextmanager
def new_tab(chromium: Browser, web: str, width: int, **context: Any) -> Iterator[Tab]:
    profile = chromium.new_context(base_url=web, viewport={"width": width, "height": HEIGHT}, locale="en-US", **context)
    profile.set_default_timeout(PATIENCE * 1000)
    profile.add_init_script(WATCH)
    tab = Tab(profile.new_page(), width)
    tab.page.on("request", lambda request: tab.asked.add(request))
    tab.page.on("requestfinished", lambda request: tab.asked.discard(request))
    tab.page.on("requestfailed", lambda request: tab.asked.discard(request))
    tab.page.on("console", lambda m: tab.wrong.append(m.text) if m.text.startswith("CSP ") else None)
    tab.page.on("pageerror", lambda error: tab.wrong.append(str(error)))
    try:
        yield tab
        assert not tab.wrong, tab.wrong
    finally:
        profile.close()
