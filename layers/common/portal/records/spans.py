"""From when to when a FHIR date lasts: a day, a year or an instant are spans of time, and so is a Period.

http://hl7.org/fhir/R4/search.html#date. Ends are as text that sorts in the order of time: the first is inside, the
second is not. A date without a zone is UTC's.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from portal import clock

#: Before every instant, and after every one.
BEGINNING, END = "", "~"

Span = tuple[str, str]

_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)


def span(text: str) -> Span | None:
    """Of a date as exact as it is given; None when there is no such date.

    A leap second, which Python does not know, is taken for the one before. The last year has no end.
    """
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(match[n]) if match[n] else None for n in range(1, 7))
    try:
        zone = datetime.fromisoformat(f"2000-01-01T00:00{match[8]}").tzinfo if match[8] else UTC
        at = (year or 0, month or 1, day or 1, hour or 0, minute or 0, 59 if second == 60 else second or 0)
        start = datetime(*at, tzinfo=zone)
        if match[7]:
            start += timedelta(milliseconds=int(match[7][:3].ljust(3, "0")))
        first = clock.text(start)
    except (ValueError, OverflowError):
        return None
    try:
        return first, clock.text(_end(start, month, day, minute, second, match[7]))
    except (ValueError, OverflowError):
        return first, END


def _end(
    start: datetime, month: int | None, day: int | None, minute: int | None, second: int | None, fraction: str | None
) -> datetime:
    if fraction:
        return start + timedelta(milliseconds=1)
    if second is not None:
        return start + timedelta(seconds=1)
    if minute is not None:
        return start + timedelta(minutes=1)
    if day is not None:
        return start + timedelta(days=1)
    if month is not None:
        return start.replace(year=start.year + month // 12, month=month % 12 + 1)
    return start.replace(year=start.year + 1)


def moment(at: datetime) -> Span:
    """Of an instant as the table keeps it, to the millisecond."""
    return clock.text(at), clock.text(at + timedelta(milliseconds=1))


def span_of(value: Any) -> Span | None:
    """Of what stands in a resource: a date, dateTime or instant, or a Period, which may lack an end."""
    if isinstance(value, str):
        return span(value)
    if not isinstance(value, dict):
        return None
    start, end = (span(str(value[name])) if name in value else None for name in ("start", "end"))
    return (start[0] if start else BEGINNING, end[1] if end else END) if start or end else None
