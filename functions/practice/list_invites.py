"""GET /api/practices/{practice_id}/invites: every invitation that the practice sent, and how far it is (D10)."""

from pydantic import BaseModel, Field

from portal import http, inviting
from portal.inviting import InviteListed
from portal.staff import StaffMember


class Invites(BaseModel):
    invites: list[InviteListed]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/invites", who=StaffMember, needs=("read", "accounts"))
def list_invites(practice_id: str, staff: StaffMember, cursor: str | None = None) -> Invites:  # noqa: ARG001
    """Newest first; one that waits is on its patient's page"""
    found, after = inviting.listed(staff, cursor)
    return Invites(invites=found, cursor=after)


handler = http.handler(list_invites)
