"""The log of an account or a practice as people read it: newest first, by date and kind, page by page (A8, D9)."""

import base64
import re
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel, Field

from portal import audit
from portal.audit import Period
from portal.errors import Invalid
from portal.store.items import AuditEntry
from portal.store.items.audit import EventKind

_CURSOR = re.compile(r"\d{6}\|[0-9a-zTZ:.#-]{0,60}", re.ASCII)


class By(BaseModel):
    kind: str
    name: str


class Source(BaseModel):
    ip: str | None
    device: str | None
    factor: str | None = Field(
        None, description="what was proved or tried, joined by +: password, email, authenticator"
    )


class Entry(BaseModel):
    id: str
    at: datetime
    kind: EventKind
    action: str
    by: By
    acting_for: str | None
    whom: str | None = Field(description="the person whose access to the record it was about")
    section: str | None = Field(description="the sections that were read, joined by commas")
    practice: str | None
    source: Source


class Entries(BaseModel):
    entries: list[Entry]
    next: str | None = Field(description="the cursor of the next page")


@dataclass(frozen=True)
class Log:
    """Whose log, since when there can be entries, and what time it is."""

    owner: str
    begun: datetime
    at: datetime


def page(
    log: Log, first: date | None, last: date | None, *, event: EventKind | None, limit: int, cursor: str | None
) -> Entries:
    """Days are in UTC, both included. A cursor leads only into this log, whatever it says."""
    begun, today = log.begun.date(), log.at.date()
    period = Period(max(first or begun, begun), min(last or today, today))
    try:
        after = base64.urlsafe_b64decode(cursor).decode() if cursor is not None else None
    except ValueError:
        after = ""
    if after is not None and not _CURSOR.fullmatch(after):
        raise Invalid.field("cursor", "invalid", "This is not the cursor of a page before")
    found, next_after = audit.entries(log.owner, period, event=event, limit=limit, after=after)
    newest_first = sorted(found, key=lambda entry: entry.at, reverse=True)
    goes_on = base64.urlsafe_b64encode(next_after.encode()).decode() if next_after else None
    return Entries(entries=[_shown(entry) for entry in newest_first], next=goes_on)


def _shown(entry: AuditEntry) -> Entry:
    return Entry(
        id=entry.id,
        at=entry.at,
        kind=entry.event,
        action=entry.action,
        by=By(kind=entry.by["kind"], name=entry.by["name"]),
        acting_for=entry.acting_for,
        whom=entry.whom,
        section=entry.section,
        practice=entry.practice,
        source=Source(ip=entry.source.get("ip"), device=entry.source.get("device"), factor=entry.source.get("factor")),
    )
