"""POST /api/auth/initiate-auth: Cognito's InitiateAuth: USER_PASSWORD_AUTH, USER_SRP_AUTH, REFRESH_TOKEN_AUTH."""

from typing import Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.identity import clients, sessions, sign_in, wire


class InitiateAuth(BaseModel):
    AuthFlow: Literal["USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"]
    ClientId: str
    AuthParameters: dict[str, str]


@http.operation("POST", "/api/auth/initiate-auth", who=http.Anyone, keyed=False)
def initiate_auth(wanted: InitiateAuth, anyone: http.Anyone) -> Response[wire.AuthAnswer]:
    """Begin to sign in with a username or address, or get new tokens"""
    app, request = clients.client(wanted.ClientId), anyone.request
    visit = wire.visit(app, wanted.AuthParameters, request)
    if wanted.AuthFlow == "USER_PASSWORD_AUTH":
        username, password = wire.needed(wanted.AuthParameters, "AuthParameters", "USERNAME", "PASSWORD")
        return wire.answered(sign_in.by_password(username, password, visit))
    if wanted.AuthFlow == "USER_SRP_AUTH":
        username, srp_a = wire.needed(wanted.AuthParameters, "AuthParameters", "USERNAME", "SRP_A")
        return wire.answered(sign_in.begin_srp(username, srp_a, visit))
    [token] = wire.needed(wanted.AuthParameters, "AuthParameters", "REFRESH_TOKEN")
    return wire.renewed(sessions.renew(token, app, request.at, request.source))


handler = http.handler(initiate_auth)
