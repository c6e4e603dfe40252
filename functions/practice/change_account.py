"""PATCH /api/practices/{practice_id}/patients/{chart}/accounts/{account_id}: permissions, a new password (D2)."""

from pydantic import BaseModel, Field

from portal import accounts, http
from portal.access import Section
from portal.accounts import AccountShown
from portal.staff import StaffOnChart
from portal.store.items.account import Right


class WantedChanges(BaseModel):
    permissions: dict[Section, Right] | None = Field(None, description="all that a representative may see")
    force_password_change: bool | None = None


@http.operation(
    "PATCH",
    "/api/practices/{practice_id}/patients/{chart}/accounts/{account_id}",
    who=StaffOnChart,
    needs=("write", "accounts"),
    just_proved=True,
)
def change_account(
    practice_id: str,  # noqa: ARG001
    chart: str,  # noqa: ARG001
    account_id: str,
    wanted: WantedChanges,
    staff: StaffOnChart,
) -> AccountShown:
    """Change what is named; the patient is told of new permissions"""
    return accounts.change(staff, account_id, wanted.permissions, wanted.force_password_change)


handler = http.handler(change_account)
