"""PATCH /api/charts/{chart}/access/{id}: leave somebody less of one's record, or give back what one took (C7)."""

from typing import cast

from pydantic import BaseModel, Field

from portal import clock, http, sharing
from portal.access import Owner, Section
from portal.sharing import Shared
from portal.store.items.account import Right


class WantedAccess(BaseModel):
    sections: dict[Section, Right] | None = Field(None, description="all that is left to them; null leaves it as it is")
    ends: clock.Instant | None = Field(None, description="null for no end")


@http.operation("PATCH", "/api/charts/{chart}/access/{id}", who=Owner, just_proved=True)
def update_access(chart: str, id: str, wanted: WantedAccess, owner: Owner) -> Shared:  # noqa: ARG001
    """Change the sections or the end date within what the practice gave; what is not named stays"""
    changes = wanted.model_dump(exclude_none=True)
    if "ends" in wanted.model_fields_set:
        changes["ends"] = wanted.ends
    return sharing.change(owner, id, cast(sharing.Changes, changes))


handler = http.handler(update_access)
