"""POST /api/practices/{practice_id}/patients/{chart}/accounts/{account_id}/reset-password: Reset Pwd (D5)."""

from portal import accounts, http
from portal.accounts import Credentials
from portal.staff import StaffOnChart


@http.operation(
    "POST",
    "/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}/reset-password",
    who=StaffOnChart,
    needs=("write", "accounts"),
    just_proved=True,
)
def reset_account_password(
    practice_id: str,  # noqa: ARG001
    chart: str,  # noqa: ARG001
    account_id: str,
    staff: StaffOnChart,
) -> Credentials:
    """A temporary password, told this once, for an account that is this practice's alone; its sessions end"""
    return accounts.reset(staff, account_id)


handler = http.handler(reset_account_password)
