"""POST /api/practices/{practice_id}/patients/{chart}/invites: invite the patient or somebody beside them (B1, D10)."""

from portal import http, inviting
from portal.inviting import InviteShown, WantedInvite
from portal.staff import StaffOnChart


@http.operation(
    "POST",
    "/api/practices/{practice_id}/patients/{chart}/invites",
    status=201,
    who=StaffOnChart,
    needs=("write", "accounts"),
)
def send_invite(
    practice_id: str,  # noqa: ARG001
    chart: str,  # noqa: ARG001
    wanted: WantedInvite,
    staff: StaffOnChart,
) -> InviteShown:
    """Send an invitation, or a new link in place of the earlier one"""
    return inviting.send(staff, wanted)


handler = http.handler(send_invite)
