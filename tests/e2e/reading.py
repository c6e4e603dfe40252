"""Going from page to page of one record, without loading the portal each time."""

import re

from tests.e2e.tab import Tab

GO = "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
"""As the browser's own Forward does."""


class Reading:
    """Somebody who goes from page to page of one record."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.base = tab, tab.page.url

    def open(self, path: str, heading: str) -> str:
        """What the page says once everything has come."""
        self.tab.page.evaluate(GO, self.base + path)
        self.tab.heading(heading)
        self.tab.quiet()
        said = self.tab.page.inner_text("main")
        assert not re.search(r"undefined|NaN|\[object", said)
        return said
