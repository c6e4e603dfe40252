"""Times as people say them, in their own language and time zone: `November 22, 2026, at 5:16 AM (New York)`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.store.items.account import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
}  # fmt: skip


def day(at: date, language: Language) -> str:
    month = MONTHS[language][at.month - 1]
    return f"{at.day} de {month} de {at.year}" if language == "es" else f"{month} {at.day}, {at.year}"


def hour(at: datetime, language: Language) -> str:
    return f"{at:%H:%M}" if language == "es" else f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def told(at: datetime, time_zone: str | None, language: Language) -> str:
    """Without a time zone of one's own it is UTC, and says so."""
    local = at.astimezone(ZoneInfo(time_zone or "UTC"))
    where = (time_zone or "UTC").rpartition("/")[2].replace("_", " ")
    if language == "es":
        return f"el {day(local, language)} a las {hour(local, language)} ({where})"
    return f"{day(local, language)}, at {hour(local, language)} ({where})"
