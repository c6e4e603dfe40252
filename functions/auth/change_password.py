"""POST /api/auth/change-password: Cognito's ChangePassword."""

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.identity import password_change


class ChangePassword(BaseModel):
    PreviousPassword: str
    ProposedPassword: str


@http.operation("POST", "/api/auth/change-password", who=Caller)
def change_password(wanted: ChangePassword, caller: Caller) -> http.Empty:
    """A new password, with the old one; every other session ends"""
    password_change.change(caller, wanted.PreviousPassword, wanted.ProposedPassword)
    return http.Empty()


handler = http.handler(change_password)
