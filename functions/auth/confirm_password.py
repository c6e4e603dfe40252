"""POST /api/auth/confirm-password: the step-up before changes that matter (A4)."""

from datetime import datetime

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.identity import password_change


class ConfirmPassword(BaseModel):
    Password: str


class Proved(BaseModel):
    proved_until: datetime


@http.operation("POST", "/api/auth/confirm-password", who=Caller, keyed=False)
def confirm_password(given: ConfirmPassword, caller: Caller) -> Proved:
    """Give the password again; for five minutes this session may make changes that matter"""
    return Proved(proved_until=password_change.confirm(caller, given.Password))


handler = http.handler(confirm_password)
