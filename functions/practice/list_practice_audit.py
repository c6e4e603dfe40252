"""GET /api/practices/{practice_id}/audit: the practice's log, newest first, page by page (D9)."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from portal import http, logbook
from portal.logbook import Entries, Log
from portal.staff import StaffMember
from portal.store.items.audit import EventKind


@http.operation("GET", "/api/practices/{practice_id}/audit", who=StaffMember, needs=("read", "audit"))
def list_practice_audit(
    practice_id: str,  # noqa: ARG001
    caller: StaffMember,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    kind: EventKind | None = None,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Entries:
    """What the practice's staff and system did, and what became of its invitations; days are in UTC"""
    own = Log(caller.practice.id, caller.practice.created, caller.at)
    return logbook.page(own, first, last, event=kind, limit=limit, cursor=cursor)


handler = http.handler(list_practice_audit)
