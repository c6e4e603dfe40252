"""Times as people say them, in their own language and time zone: `November 22, 2026, at 5:16 AM (New York)`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.store.items.account import Language

_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip


def told(at: datetime, time_zone: str | None, language: Language) -> str:
    """Without a time zone of one's own it is UTC, and says so."""
    local = at.astimezone(ZoneInfo(time_zone or "UTC"))
    where = (time_zone or "UTC").rpartition("/")[2].replace("_", " ")
    if language == "es":
        return f"el {local.day} de {_SPANISH[local.month - 1]} de {local.year} a las {local:%H:%M} ({where})"
    hour = f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"
    return f"{_ENGLISH[local.month - 1]} {local.day}, {local.year}, at {hour} ({where})"
