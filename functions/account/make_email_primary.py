"""POST /api/account/emails/{id}/make-primary: codes and notices go to this address from now on (A3)."""

from portal import addresses, http
from portal.access import Caller


@http.operation("POST", "/api/account/emails/{id}/make-primary", who=Caller, just_proved=True)
def make_email_primary(id: str, caller: Caller) -> addresses.Addresses:
    """Make a verified e-mail address the primary one"""
    return addresses.make_primary(caller, id)


handler = http.handler(make_email_primary)
