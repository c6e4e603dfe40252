"""DELETE /api/members/{id}: a person leaves the account, once it has none of their charts any more (B6)."""

from portal import family, http
from portal.access import Caller


@http.operation("DELETE", "/api/members/{id}", who=Caller)
def delete_member(id: str, caller: Caller) -> http.Empty:
    """Take a person without charts out of the family; oneself, and who has charts, stays"""
    family.remove(caller, id)
    return http.Empty()


handler = http.handler(delete_member)
