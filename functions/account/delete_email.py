"""DELETE /api/account/emails/{id}: an address signs in no more (A3). 409 for the primary one."""

from portal import addresses, http
from portal.access import Caller


@http.operation("DELETE", "/api/account/emails/{id}", who=Caller, just_proved=True)
def delete_email(id: str, caller: Caller) -> addresses.Addresses:
    """Remove an e-mail address that is not the primary one"""
    return addresses.remove(caller, id)


handler = http.handler(delete_email)
