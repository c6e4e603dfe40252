"""POST /api/account/emails/verify: with the code the new address belongs to the account (A3)."""

from pydantic import BaseModel

from portal import addresses, http
from portal.access import Caller


class EmailCode(BaseModel):
    code: str


@http.operation("POST", "/api/account/emails/verify", who=Caller)
def verify_email(given: EmailCode, caller: Caller) -> addresses.Addresses:
    """Prove the new e-mail address by its code"""
    return addresses.verify(caller, given.code)


handler = http.handler(verify_email)
