"""GET /api/account/emails: the verified addresses, the primary one first, and the one that waits for its code (A3)."""

from portal import addresses, http
from portal.access import Caller


@http.operation("GET", "/api/account/emails", who=Caller)
def list_emails(caller: Caller) -> addresses.Addresses:
    """The account's e-mail addresses"""
    return addresses.listed(caller)


handler = http.handler(list_emails)
