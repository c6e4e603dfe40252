"""The one clock. Operations read it once and pass the instant on, so that one request has one time."""

from datetime import UTC, datetime, timedelta

__all__ = ["now", "text", "timedelta"]


def now() -> datetime:
    """The present instant, in UTC, to the millisecond (what the table keeps)."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def text(at: datetime) -> str:
    """ISO 8601 in UTC with milliseconds, `2026-11-22T05:50:00.123Z`: as text it sorts in the order of time."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
