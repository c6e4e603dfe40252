"""POST /api/auth/get-user: Cognito's GetUser."""

from pydantic import BaseModel

from portal import http
from portal.access import Caller


class Attribute(BaseModel):
    Name: str
    Value: str


class User(BaseModel):
    Username: str
    UserAttributes: list[Attribute]
    PreferredMfaSetting: str | None = None
    UserMFASettingList: list[str] | None = None


@http.operation("POST", "/api/auth/get-user", who=Caller, keyed=False)
def get_user(caller: Caller) -> User:
    """The signed-in account, with Cognito's attribute names"""
    account, credential = caller.account, caller.credential
    values = {
        "sub": account.id,
        "email": credential.email,
        "email_verified": "true",
        "phone_number": credential.phone,
        "phone_number_verified": "true" if credential.phone else None,
        "given_name": account.given,
        "family_name": account.family,
        "locale": credential.language,
        "zoneinfo": credential.time_zone,
    }
    return User(
        Username=credential.username,
        UserAttributes=[Attribute(Name=name, Value=value) for name, value in values.items() if value],
        PreferredMfaSetting=credential.preferred_mfa,
        UserMFASettingList=list(credential.mfa) or None,
    )


handler = http.handler(get_user)
