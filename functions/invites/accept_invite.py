"""POST /api/invites/{token}/accept: an account that exists already takes the chart in."""

from pydantic import BaseModel

from portal import http, linking
from portal.access import Caller


class Acceptance(BaseModel):
    ticket: str
    member_id: str | None


@http.operation("POST", "/api/invites/{token}/accept", who=Caller)
def accept_invite(token: str, wanted: Acceptance, caller: Caller) -> linking.Linked:
    """Link the chart to a member of the signed-in account; a member_id of null makes a new one"""
    return linking.accept(caller, token, wanted.ticket, wanted.member_id)


handler = http.handler(accept_invite)
