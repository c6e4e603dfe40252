"""DELETE /api/practices/{practice_id}/patients/{chart}/accounts/{account_id}: it reaches this patient no more (D2)."""

from portal import accounts, http
from portal.staff import StaffOnChart


@http.operation(
    "DELETE",
    "/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}",
    who=StaffOnChart,
    needs=("write", "accounts"),
    just_proved=True,
)
def delete_account(practice_id: str, chart: str, account_id: str, staff: StaffOnChart) -> http.Empty:  # noqa: ARG001
    """End an account's access to the chart at once; an account that was set up and never used goes entirely"""
    accounts.delete(staff, account_id)
    return http.Empty()


handler = http.handler(delete_account)
