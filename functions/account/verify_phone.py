"""POST /api/account/phone/verify: with the code the number belongs to the account, in place of the one before (A11)."""

from pydantic import BaseModel

from portal import http, phone, profile
from portal.access import Caller


class PhoneCode(BaseModel):
    code: str


@http.operation("POST", "/api/account/phone/verify", who=Caller)
def verify_phone(given: PhoneCode, caller: Caller) -> profile.Profile:
    """Prove the new phone number by its code"""
    return profile.of(caller, credential=phone.verify(caller, given.code))


handler = http.handler(verify_phone)
