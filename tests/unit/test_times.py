"""Times in mails."""

from datetime import UTC, datetime

import pytest

from portal.mail import times

AT = datetime(2026, 11, 22, 0, 5, tzinfo=UTC)


@pytest.mark.feature("A11")
@pytest.mark.parametrize(
    ("zone", "language", "told"),
    [
        ("America/New_York", "en", "November 21, 2026, at 7:05 PM (New York)"),
        ("America/New_York", "es", "el 21 de noviembre de 2026 a las 19:05 (New York)"),
        ("Asia/Kolkata", "en", "November 22, 2026, at 5:35 AM (Kolkata)"),
        (None, "en", "November 22, 2026, at 12:05 AM (UTC)"),
        (None, "es", "el 22 de noviembre de 2026 a las 00:05 (UTC)"),
    ],
)
def test_a_time_is_told_in_ones_own_language_and_time_zone(zone: str | None, language: str, told: str) -> None:
    assert times.told(AT, zone, language) == told
