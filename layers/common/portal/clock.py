"""The one clock. Operations read it once and pass the instant on, so that one request has one time."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

__all__ = ["Instant", "now", "text", "timedelta"]


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("there is no such time in UTC") from None


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time that somebody sends, with its zone; in UTC from then on."""


def now() -> datetime:
    """The present instant, in UTC, to the millisecond (what the table keeps)."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def text(at: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, `2026-11-22T05:50:00.123Z`: as text it sorts in the order of time."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
