"""GET /api/members/{id}: one person of the account, with their charts at every practice (B7)."""

from portal import family, http
from portal.access import Caller
from portal.family import Person


@http.operation("GET", "/api/members/{id}", who=Caller)
def get_member(id: str, caller: Caller) -> Person:
    """One person of the account, with all their charts"""
    return family.member(caller, id)


handler = http.handler(get_member)
