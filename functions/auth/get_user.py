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


@http.operation("POST", "/api/auth/get-user", who=Caller, keyed=False)
def get_user(caller: Caller) -> User:
    """The signed-in account, with Cognito's attribute names"""
    values = {
        "sub": caller.account.id,
        "email": caller.credential.email,
        "email_verified": "true",
        "given_name": caller.account.given,
        "family_name": caller.account.family,
        "locale": caller.credential.language,
    }
    attributes = [Attribute(Name=name, Value=value) for name, value in values.items()]
    return User(Username=caller.credential.username, UserAttributes=attributes)


handler = http.handler(get_user)
