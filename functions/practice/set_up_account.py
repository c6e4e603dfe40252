"""POST /api/practices/{practice_id}/patients/{chart}/accounts: the set-up form (D2, D4)."""

from portal import http, setting_up
from portal.setting_up import MadeAccount, WantedAccount
from portal.staff import StaffOnChart


@http.operation(
    "POST",
    "/api/practices/{practice_id}/patients/{chart}/accounts",
    status=201,
    who=StaffOnChart,
    needs=("write", "accounts"),
)
def set_up_account(
    practice_id: str,  # noqa: ARG001
    chart: str,  # noqa: ARG001
    wanted: WantedAccount,
    staff: StaffOnChart,
) -> MadeAccount:
    """Make the patient's account, whose temporary password is told this once, or invite a representative"""
    return setting_up.set_up(staff, wanted)


handler = http.handler(set_up_account)
