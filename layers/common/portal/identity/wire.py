"""Cognito's JSON: what sign-in operations take and give, over REST. Web clients get their secrets as cookies only."""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field

from portal import http
from portal.errors import FieldError, Forbidden, Invalid
from portal.identity import devices
from portal.identity.clients import Client
from portal.identity.sessions import WEB_ENDS_REMEMBERED, SignedIn
from portal.identity.tokens import ACCESS_LIFE
from portal.identity.visit import Asked, Visit
from portal.settings import settings

REFRESH_COOKIE, DEVICE_COOKIE = "__Host-refresh", "__Host-device"
DEVICE_KEY_LENGTH = 43


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


def visit(app: Client, given: dict[str, str], request: http.Request) -> Visit:
    """Where this step of a sign-in comes from; `given` are its AuthParameters or ChallengeResponses."""
    key = request.cookies.get(DEVICE_COOKIE) if app.web else given.get("DEVICE_KEY")
    # Only what may be a key of ours: it is remembered as one.
    key = key if key and len(key) == DEVICE_KEY_LENGTH else None
    remember = given.get("REMEMBER_DEVICE") == "true"
    return Visit(app, key, request.at, request.source, cognito_wire=request.cognito_wire, remember=remember)


def needed(given: dict[str, str], where: str, *names: str) -> list[str]:
    """These parameters; Invalid names those that are missing."""
    missing = [FieldError(f"{where}.{name}", "missing", "Field required") for name in names if not given.get(name)]
    if missing:
        raise Invalid(f"Missing required parameter {missing[0].field.rpartition('.')[2]}", errors=missing)
    return [given[name] for name in names]


def renewed(signed_in: SignedIn) -> Response[AuthAnswer]:
    """New tokens beside the refresh token that the client has."""
    result = Tokens(
        AccessToken=signed_in.access_token,
        IdToken=signed_in.id_token,
        ExpiresIn=int(ACCESS_LIFE.total_seconds()),
        RefreshToken=None,
        NewDeviceMetadata=None,
    )
    return http.answer(AuthAnswer(AuthenticationResult=result))


def answered(outcome: SignedIn | Asked) -> Response[AuthAnswer]:
    """A challenge, or tokens in the body; for the web client the refresh token and the device key as cookies."""
    if isinstance(outcome, Asked):
        name, parameters, session = outcome.name, outcome.parameters, outcome.session
        return http.answer(AuthAnswer(ChallengeName=name, ChallengeParameters=parameters, Session=session))
    web, key = outcome.client.web, outcome.device_key
    result = Tokens(
        AccessToken=outcome.access_token,
        IdToken=outcome.id_token,
        ExpiresIn=int(ACCESS_LIFE.total_seconds()),
        RefreshToken=None if web else outcome.refresh_token,
        NewDeviceMetadata={"DeviceKey": key} if key and not web else None,
    )
    cookies = []
    if web:
        life = int(WEB_ENDS_REMEMBERED.total_seconds())
        cookies.append(http.SetCookie(REFRESH_COOKIE, outcome.refresh_token, life))
        if key:
            cookies.append(http.SetCookie(DEVICE_COOKIE, key, int(devices.KEPT.total_seconds())))
    return http.answer(AuthAnswer(AuthenticationResult=result), cookies=cookies)


def refresh_token(app: Client, in_body: str | None, request: http.Request) -> str:
    """A mobile client sends it in the body. The web's comes by cookie, and only with proof that our own page asks:
    a header that no form can send, and the right Origin where the browser names one."""
    if not app.web:
        return in_body or ""
    origin = request.headers.get("origin")
    if "x-kinchart-refresh" not in request.headers or (origin and origin != settings().portal_url):
        raise Forbidden("The request does not come from Kinchart's own page")
    return request.cookies.get(REFRESH_COOKIE, "")


def signed_out(app: Client) -> Response[http.Empty]:
    """A browser forgets its refresh token."""
    return http.answer(http.Empty(), cookies=[http.SetCookie(REFRESH_COOKIE, "", 0)] if app.web else [])
