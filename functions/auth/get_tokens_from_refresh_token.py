"""POST /api/auth/get-tokens-from-refresh-token: Cognito's GetTokensFromRefreshToken; each token counts once."""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.identity import clients, sessions, wire


class GetTokensFromRefreshToken(BaseModel):
    ClientId: str
    RefreshToken: str | None = None


@http.operation("POST", "/api/auth/get-tokens-from-refresh-token", who=http.Anyone, keyed=False)
def get_tokens_from_refresh_token(wanted: GetTokensFromRefreshToken, anyone: http.Anyone) -> Response[wire.AuthAnswer]:
    """New tokens for an open session"""
    app, request = clients.client(wanted.ClientId), anyone.request
    token = wire.refresh_token(app, wanted.RefreshToken, request)
    return wire.answered(sessions.refresh(token, app, request.at, request.source))


handler = http.handler(get_tokens_from_refresh_token)
