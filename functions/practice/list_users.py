"""GET /api/practices/{practice_id}/users: every account with access to the practice's charts (D6)."""

from pydantic import BaseModel, Field

from portal import http, users
from portal.staff import StaffMember
from portal.users import Listed, User


class Users(BaseModel):
    users: list[User]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/users", who=StaffMember, needs=("read", "users"))
def list_users(
    practice_id: str,  # noqa: ARG001
    caller: StaffMember,
    state: Listed = "enabled",
    cursor: str | None = None,
) -> Users:
    """Enabled or disabled accounts, with last sign-in and status; one row for each patient whose record they reach"""
    found, after = users.listed(caller, state, cursor)
    return Users(users=found, cursor=after)


handler = http.handler(list_users)
