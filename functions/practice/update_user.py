"""PATCH /api/practices/{practice_id}/users/{account_id}: disable, enable, ask for a new password (D6, A12, A13)."""

from typing import Literal

from pydantic import BaseModel

from portal import http, users
from portal.identity.disabling import State
from portal.staff import StaffOnAccount
from portal.users import User


class WantedUser(BaseModel):
    state: State | None = None
    force_password_change: Literal[True] | None = None


@http.operation(
    "PATCH",
    "/api/practices/{practice_id}/users/{account_id}",
    who=StaffOnAccount,
    needs=("write", "users"),
    just_proved=True,
)
def update_user(practice_id: str, account_id: str, wanted: WantedUser, caller: StaffOnAccount) -> User:  # noqa: ARG001
    """Change what is named, for an account that is this practice's alone; its sessions end at once"""
    return users.change(caller, wanted.state, force_password_change=bool(wanted.force_password_change))


handler = http.handler(update_user)
