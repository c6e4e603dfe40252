"""Searches, as FHIR R4 writes them, in the strict way: a parameter that would be ignored is refused.

http://hl7.org/fhir/R4/search.html. A record's date is the start of what it tells of, so `date` compares with that.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import and_, or_

from portal import clock, store
from portal.errors import Malformed
from portal.store import Condition

from .sections import sections_of

#: The types that can be read and searched, each with its parameters besides _id, _count, _sort and cursor.
SERVED: dict[str, tuple[str, ...]] = {
    "Patient": ("identifier",),
    "Appointment": ("patient", "identifier", "status", "date"),
    "MedicationRequest": ("patient", "identifier", "status", "intent", "code", "date"),
    "Observation": ("patient", "identifier", "status", "category", "code", "date"),
    "DiagnosticReport": ("patient", "identifier", "status", "category", "code", "date"),
}
MOST, USUAL = 100, 50
#: Sort before every date, and after every date; what has no date sorts before DATED.
DATED, END = "0", "~"

_DATE = re.compile(
    r"(eq|ge|gt|le|lt)?(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
)
_ATTRIBUTES = {"category": "categories", "code": "codes", "identifier": "identifiers"}


@dataclass(frozen=True)
class Search:
    """`first` and `last` bound the date: from the one, up to but not at the other. `after` is where the page before
    ended. `query` are the parameters without the cursor, as they are written into links."""

    type: str
    query: tuple[tuple[str, str], ...]
    where: Condition | None
    sections: tuple[str, ...]
    first: str = ""
    last: str = END
    newest_first: bool = True
    count: int = USUAL
    cursor: str | None = None


def read(type_name: str, parameters: list[tuple[str, str]]) -> Search:
    """A search from its parameters. Malformed (400) says which one is wrong."""
    conditions: list[Condition] = []
    categories: set[str] = set()
    # DynamoDB's conditions end at 4 KB and 300 operators.
    if sum(value.count(",") + 1 for _, value in parameters) > MOST:
        raise Malformed(f"A search may have {MOST} values at most")
    first, last, newest_first, count, cursor = "", END, True, USUAL, None
    for name, value in parameters:
        if name == "cursor":
            cursor = value
        elif name == "_count":
            count = _count(value)
        elif name == "_sort":
            newest_first = _newest_first(value)
        elif name == "_format":
            _format(value)
        elif name == "_id":
            conditions.append(store.where("id").is_in(_values(name, value)))
        elif name == "subject":
            raise Malformed("Use patient=… instead of subject=…")
        elif name not in SERVED[type_name]:
            known = ", ".join(("_id", *SERVED[type_name], "_count", "_sort"))
            raise Malformed(f"{name}: {type_name} cannot be searched by this, but by {known}")
        elif name == "date":
            low, high = _range(value)
            first, last = max(first, low), min(last, high)
        elif name in _ATTRIBUTES:
            tokens = _values(name, value)
            conditions.append(reduce(or_, [store.where(_ATTRIBUTES[name]).contains(token) for token in tokens]))
            categories |= {t.rpartition("|")[2] for t in tokens} if name == "category" else set()
        elif name in ("status", "intent"):
            conditions.append(store.where(name).is_in([v.rpartition("|")[2] for v in _values(name, value)]))
    return Search(
        type=type_name,
        query=tuple((n, v) for n, v in parameters if n != "cursor"),
        where=reduce(and_, conditions) if conditions else None,
        sections=sections_of(type_name, categories),
        first=first,
        last=last,
        newest_first=newest_first,
        count=count,
        cursor=cursor,
    )


def _values(name: str, value: str) -> list[str]:
    """Comma means or."""
    values = value.split(",")
    if not all(values):
        raise Malformed(f"{name}: one or more values between commas")
    return values


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value[:9]) < 1:
        raise Malformed(f"_count: a number from 1 to {MOST}")
    return min(int(value[:9]), MOST)


def _newest_first(value: str) -> bool:
    if value not in ("date", "-date"):
        raise Malformed("_sort: date or -date")
    return value == "-date"


def _format(value: str) -> None:
    if value not in ("json", "application/json", "application/fhir+json", "application/fhir json"):
        raise Malformed("_format: only json")


def _range(value: str) -> tuple[str, str]:
    """What a date with its prefix lets through, as instants: from the first, up to but not at the second."""
    match = _DATE.fullmatch(value)
    if not match:
        raise Malformed("date: yyyy, yyyy-mm, yyyy-mm-dd or an instant, after eq, ge, gt, le, lt or nothing")
    prefix = match[1] or "eq"
    try:
        start, end = _span(match)
    except (ValueError, OverflowError):
        raise Malformed("date: there is no such date") from None
    return {
        "eq": (start, end),
        "ge": (start, END),
        "gt": (end, END),
        "le": (DATED, end),
        "lt": (DATED, start),
    }[prefix]


def _span(match: re.Match[str]) -> tuple[str, str]:
    """The first instant of a date as exact as it is given, and the first after it. Without a zone it is UTC's."""
    year, month, day, hour, minute, second = (int(match[n]) if match[n] else None for n in range(2, 8))
    zone = datetime.fromisoformat(f"2000-01-01T00:00{match[9]}").tzinfo if match[9] else UTC
    start = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=zone)
    if match[8]:
        start += timedelta(milliseconds=int(match[8][1:4].ljust(3, "0")))
        end = start + timedelta(milliseconds=1)
    elif second is not None:
        end = start + timedelta(seconds=1)
    elif minute is not None:
        end = start + timedelta(minutes=1)
    elif day is not None:
        end = start + timedelta(days=1)
    elif month is not None:
        end = start.replace(year=start.year + month // 12, month=month % 12 + 1)
    else:
        end = start.replace(year=start.year + 1)
    return clock.text(start), clock.text(end)
