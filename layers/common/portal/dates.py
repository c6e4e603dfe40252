"""Dates as people write them: `mm-dd-yyyy`, `mm/dd/yyyy` or ISO, everywhere (B2)."""

import re
from datetime import date

from portal.errors import Invalid

_AMERICAN = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def birth_date(text: str, today: date, field: str = "birth_date") -> date:
    """Invalid with code `missing`, `impossible` or `not_in_past`, in this order."""
    text = text.strip()
    if not text:
        raise Invalid.field(field, "missing", "Enter the date of birth")
    if found := _AMERICAN.fullmatch(text):
        month, day, year = map(int, found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise Invalid.field(field, "impossible", "Enter a date of birth such as 04-28-1956")
    try:
        born = date(year, month, day)
    except ValueError:
        raise Invalid.field(field, "impossible", "There is no such date") from None
    if born > today:
        raise Invalid.field(field, "not_in_past", "The date of birth must be in the past")
    if born.year < 1850:
        raise Invalid.field(field, "impossible", "Enter the year with four digits")
    return born
