"""POST /api/auth/verify-software-token: Cognito's VerifySoftwareToken, by access token or within a sign-in."""

from typing import Literal

from pydantic import BaseModel, Field

from portal import access, http
from portal.identity import factors


class VerifySoftwareToken(BaseModel):
    UserCode: str
    FriendlyDeviceName: str | None = Field(None, max_length=64)
    Session: str | None = None


class Verified(BaseModel):
    Status: Literal["SUCCESS"] = "SUCCESS"
    Session: str | None = None


@http.operation("POST", "/api/auth/verify-software-token", who=http.Anyone, keyed=False)
def verify_software_token(given: VerifySoftwareToken, anyone: http.Anyone) -> Verified:
    """The first code of a new authenticator app"""
    name = given.FriendlyDeviceName or None
    if given.Session is None:
        factors.verify(access.just_proved(anyone.request), given.UserCode, name)
        return Verified()
    session = factors.verify_in_sign_in(given.Session, given.UserCode, name, anyone.request.at)
    return Verified(Session=session)


handler = http.handler(verify_software_token)
