"""POST /api/auth/initiate-auth: Cognito's InitiateAuth, with USER_PASSWORD_AUTH."""

from typing import Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from portal import http
from portal.identity import sessions, sign_in, wire


class PasswordParameters(BaseModel):
    USERNAME: str
    PASSWORD: str
    DEVICE_KEY: str | None = None


class InitiateAuth(BaseModel):
    AuthFlow: Literal["USER_PASSWORD_AUTH"]
    ClientId: str
    AuthParameters: PasswordParameters


@http.operation("POST", "/api/auth/initiate-auth", who=http.Anyone, keyed=False)
def initiate_auth(wanted: InitiateAuth, anyone: http.Anyone) -> Response[wire.AuthAnswer]:
    """Sign in with a username or address and the password"""
    app, given, request = sessions.client(wanted.ClientId), wanted.AuthParameters, anyone.request
    device_key = request.cookies.get(wire.DEVICE_COOKIE) if app.web else given.DEVICE_KEY
    outcome = sign_in.by_password(given.USERNAME, given.PASSWORD, app, device_key, request.at, request.source)
    return wire.answered(outcome)


handler = http.handler(initiate_auth)
