"""GET /api/audit: the account's own log, newest first, page by page (A8)."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from portal import http, logbook
from portal.access import Caller
from portal.logbook import Entries, Log
from portal.store.items.audit import EventKind


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
    own = Log(caller.account.id, caller.account.created, caller.at)
    return logbook.page(own, first, last, event=kind, limit=limit, cursor=cursor)


handler = http.handler(list_audit)
