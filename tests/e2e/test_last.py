"""After all other tests: what the whole run left behind."""

import pytest

from tests import leaks
from tests.e2e.laptop import Laptop, waited

pytestmark = pytest.mark.last


@pytest.mark.feature("A8")
def test_the_audit_chain_verifies_after_everything_that_was_done(laptop: Laptop) -> None:
    def written() -> int:
        return sum(item["kind"]["S"] == "AUDIT" for item in laptop.items("audit_table"))

    # Walking all chains takes a while, so each look is used.
    told = waited(lambda: laptop.ops("VerifyAudit", {}), lambda told: told["entries"] == written())
    assert told["entries"] == written(), "every entry has its link"
    assert (told["verified"], told["bad"]) == (True, [])
    assert told["chains"] >= 3


@pytest.mark.feature("X6")
def test_no_log_line_of_the_whole_run_tells_a_code_a_token_a_password_or_an_address(laptop: Laptop) -> None:
    laptop.note_logs()
    assert any('"operation":"InitiateAuth"' in line for line in leaks.LINES)
    assert len(leaks.SECRETS) > 10
    assert leaks.leaked(leaks.LINES, leaks.SECRETS) == []
