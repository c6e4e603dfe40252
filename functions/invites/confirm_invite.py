"""POST /api/invites/{token}/confirm: the code came back; the account is live and signed in."""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import activation, http
from portal.identity import clients, wire
from portal.settings import settings


class Confirmation(BaseModel):
    ticket: str
    code: str
    client_id: str | None = None


@http.operation("POST", "/api/invites/{token}/confirm", who=http.Anyone)
def confirm_invite(token: str, given: Confirmation, anyone: http.Anyone) -> Response[wire.AuthAnswer]:
    """Confirm the code; without a client_id the web client is signed in"""
    app = clients.client(given.client_id or settings().web_client_id)
    return wire.answered(activation.confirm(token, given.ticket, given.code, wire.visit(app, {}, anyone.request)))


handler = http.handler(confirm_invite)
