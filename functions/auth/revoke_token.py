"""POST /api/auth/revoke-token: Cognito's RevokeToken, which signs out. A dead token is answered alike."""

from contextlib import suppress

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.errors import SessionEnded
from portal.identity import clients, sessions, wire


class RevokeToken(BaseModel):
    ClientId: str
    Token: str | None = None


@http.operation("POST", "/api/auth/revoke-token", who=http.Anyone, keyed=False)
def revoke_token(wanted: RevokeToken, anyone: http.Anyone) -> Response[http.Empty]:
    """Sign out"""
    app, request = clients.client(wanted.ClientId), anyone.request
    # Cognito answers so too: nobody learns whether the token was good.
    with suppress(SessionEnded):
        sessions.end(wire.refresh_token(app, wanted.Token, request), request.at, request.source)
    return wire.signed_out(app)


handler = http.handler(revoke_token)
