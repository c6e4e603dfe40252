"""POST /api/auth/revoke-token: Cognito's RevokeToken, which signs out. A token that is dead already is answered alike."""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.errors import SessionEnded
from portal.identity import sessions, wire


class RevokeToken(BaseModel):
    ClientId: str
    Token: str | None = None


class Empty(BaseModel):
    """Nothing to tell."""


@http.operation("POST", "/api/auth/revoke-token", who=http.Anyone)
def revoke_token(wanted: RevokeToken, anyone: http.Anyone) -> Response[Empty]:
    """Sign out"""
    app, request = sessions.client(wanted.ClientId), anyone.request
    try:
        sessions.end(wire.refresh_token(app, wanted.Token, request), request.at, request.source)
    except SessionEnded:
        pass  # noqa: S110  # Cognito answers so too: nobody learns whether the token was good.
    cookies = [http.SetCookie(wire.REFRESH_COOKIE, "", 0)] if app.web else []
    return http.answer(Empty(), cookies=cookies)


handler = http.handler(revoke_token)
