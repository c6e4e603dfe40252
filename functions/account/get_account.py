"""GET /api/account: Account Info (A11), with what is set for signing in."""

from portal import http, profile
from portal.access import Caller


@http.operation("GET", "/api/account", who=Caller)
def get_account(caller: Caller) -> profile.Profile:
    """The signed-in account"""
    return profile.of(caller)


handler = http.handler(get_account)
