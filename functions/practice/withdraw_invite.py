"""DELETE /api/practices/{practice_id}/patients/{chart}/invites/{invite_id}: the link works no more (B1)."""

from portal import http, inviting
from portal.staff import StaffOnChart


@http.operation(
    "DELETE",
    "/api/practices/{practice_id}/patients/{chart}/invites/{invite_id}",
    who=StaffOnChart,
    needs=("write", "accounts"),
)
def withdraw_invite(practice_id: str, chart: str, invite_id: str, staff: StaffOnChart) -> http.Empty:  # noqa: ARG001
    """Withdraw an invitation that is open, or that waits"""
    inviting.withdraw(staff, invite_id)
    return http.Empty()


handler = http.handler(withdraw_invite)
