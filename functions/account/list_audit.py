"""GET /api/audit: the account's own log, newest first, page by page (A8)."""

from datetime import date, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from portal import audit, http
from portal.access import Caller
from portal.store.items import AuditEntry
from portal.store.items.audit import EventKind


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


@http.operation("GET", "/api/audit", who=Caller)
def list_audit(
    caller: Caller,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    kind: EventKind | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Entries:
    """What happened in the account, and who looked at the record; days are in UTC"""
    found, after = audit.of_account(caller, first, last, event=kind, limit=limit, cursor=cursor)
    newest_first = sorted(found, key=lambda entry: entry.at, reverse=True)
    return Entries(entries=[_shown(entry) for entry in newest_first], next=after)


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


handler = http.handler(list_audit)
