"""POST /api/account/emails: a code goes to a new address (A3). Again: another code, the one before is dead."""

from pydantic import BaseModel

from portal import addresses, http
from portal.access import Caller


class NewEmail(BaseModel):
    address: str


@http.operation("POST", "/api/account/emails", who=Caller, just_proved=True)
def add_email(wanted: NewEmail, caller: Caller) -> addresses.Pending:
    """Send a code to a new e-mail address"""
    return addresses.add(caller, wanted.address)


handler = http.handler(add_email)
