"""After all other tests of this process: what they logged."""

import pytest

from tests import leaks
from tests.cloud import Cloud
from tests.people import Practice, a_patient

pytestmark = pytest.mark.last


@pytest.mark.feature("X6")
def test_no_log_line_of_the_whole_run_tells_a_code_a_token_a_password_or_an_address(
    cloud: Cloud, practice: Practice
) -> None:
    # Whoever runs this test alone has something to look at, too.
    a_patient(practice)
    assert any('"operation":"ConfirmInvite"' in line for line in leaks.LINES)
    assert len(leaks.SECRETS) > 10
    assert leaks.leaked(leaks.LINES, leaks.SECRETS) == []


@pytest.mark.feature("X6")
def test_the_search_finds_what_is_there() -> None:
    lines = ['{"message":"answered","detail":"code 123456"}', '{"message":"a quiet walk by the river!"}']
    secrets = {"123456", "654321", "a quiet walk by the river", "some other secret"}
    assert leaks.leaked(lines, secrets) == ["123456", "a quiet walk by the river"]
    assert leaks.leaked(["sent to rosa@example.org"], set()) == ["rosa@example.org"]
