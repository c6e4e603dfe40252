"""DELETE /api/account/phone: the account has no number any more (A11). 409 while codes go there at sign-in."""

from portal import http, phone, profile
from portal.access import Caller


@http.operation("DELETE", "/api/account/phone", who=Caller, just_proved=True)
def delete_phone(caller: Caller) -> profile.Profile:
    """Remove the phone number"""
    return profile.of(caller, credential=phone.remove(caller))


handler = http.handler(delete_phone)
