"""Cognito's JSON: what sign-in operations take and give, over REST. Web clients get their secrets as cookies only."""

from typing import Any

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field

from portal import http
from portal.errors import Forbidden
from portal.identity.sessions import WEB_ENDS_REMEMBERED, Client, SignedIn
from portal.identity.sign_in import DEVICE_LIFE, CodeSent, NewDevice
from portal.identity.tokens import ACCESS_LIFE
from portal.settings import settings

REFRESH_COOKIE, DEVICE_COOKIE = "__Host-refresh", "__Host-device"


class Tokens(BaseModel):
    """Cognito's AuthenticationResult."""

    AccessToken: str
    IdToken: str
    ExpiresIn: int = Field(description="seconds")
    TokenType: str = "Bearer"
    RefreshToken: str | None = Field(None, description="for mobile clients; a web client has it in a cookie")
    NewDeviceMetadata: dict[str, str] | None = Field(None, description="DeviceKey, for mobile clients")


class AuthAnswer(BaseModel):
    """Either a challenge with its Session, or the tokens."""

    ChallengeName: str | None = None
    ChallengeParameters: dict[str, str] = {}
    Session: str | None = None
    AuthenticationResult: Tokens | None = None


def finished(signed_in: SignedIn, device_key: str | None = None) -> Response[AuthAnswer]:
    """Tokens in the body; for the web client the refresh token and the device key as cookies."""
    web = signed_in.client.web
    result = Tokens(
        AccessToken=signed_in.access_token,
        IdToken=signed_in.id_token,
        ExpiresIn=int(ACCESS_LIFE.total_seconds()),
        RefreshToken=None if web else signed_in.refresh_token,
        NewDeviceMetadata={"DeviceKey": device_key} if device_key and not web else None,
    )
    cookies = []
    if web:
        life = int(WEB_ENDS_REMEMBERED.total_seconds())
        cookies.append(http.SetCookie(REFRESH_COOKIE, signed_in.refresh_token, life))
        if device_key:
            cookies.append(http.SetCookie(DEVICE_COOKIE, device_key, int(DEVICE_LIFE.total_seconds())))
    return http.answer(AuthAnswer(AuthenticationResult=result), cookies=cookies)


def answered(outcome: SignedIn | NewDevice | CodeSent) -> Response[Any]:
    if isinstance(outcome, CodeSent):
        parameters = {"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": outcome.destination}
        return http.answer(
            AuthAnswer(ChallengeName="EMAIL_OTP", ChallengeParameters=parameters, Session=outcome.session)
        )
    if isinstance(outcome, NewDevice):
        return finished(outcome.signed_in, outcome.device_key)
    return finished(outcome)


def refresh_token(app: Client, in_body: str | None, request: http.Request) -> str:
    """A mobile client sends it in the body. The web's comes by cookie, and only with proof that our own page asks:
    a header that no form can send, and the right Origin where the browser names one."""
    if not app.web:
        return in_body or ""
    origin = request.headers.get("origin")
    if "x-kinchart-refresh" not in request.headers or (origin and origin != settings().portal_url):
        raise Forbidden("The request does not come from Kinchart's own page")
    return request.cookies.get(REFRESH_COOKIE, "")
