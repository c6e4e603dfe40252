"""POST /api/account/phone: a code goes to a new number by text (A11). Again: another code, the one before is dead."""

from pydantic import BaseModel

from portal import http, phone
from portal.access import Caller


class NewPhone(BaseModel):
    number: str


@http.operation("POST", "/api/account/phone", who=Caller, just_proved=True)
def add_phone(wanted: NewPhone, caller: Caller) -> phone.Pending:
    """Send a code to a new phone number"""
    return phone.add(caller, wanted.number)


handler = http.handler(add_phone)
