"""POST /api/account/recovery-codes: ten codes for the day when the second factor is lost (A5)."""

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.identity import factors


class RecoveryCodes(BaseModel):
    codes: list[str]


@http.operation("POST", "/api/account/recovery-codes", who=Caller, just_proved=True)
def create_recovery_codes(caller: Caller) -> RecoveryCodes:
    """New recovery codes, shown this once; those from before are dead"""
    return RecoveryCodes(codes=factors.new_recovery_codes(caller))


handler = http.handler(create_recovery_codes)
