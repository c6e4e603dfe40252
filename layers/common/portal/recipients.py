"""Whom at a practice one may write to and give documents: its members, and teams that follow from their roles."""

from typing import Literal

from pydantic import BaseModel, Field

from portal import store
from portal.errors import Invalid
from portal.staff import ROLES
from portal.store.items import Staff
from portal.store.items.practice import StaffRole

TEAMS: dict[str, tuple[StaffRole, str]] = {
    "team:clinician": ("clinician", "Care team"),
    "team:front-desk": ("front-desk", "Front desk"),
}
"""Their ids, the role that makes a member of each, and what they are called."""
MOST_STAFF = 1000


class Recipient(BaseModel):
    id: str
    kind: str = Field(description="`member` or `team`")
    name: str
    role: StaffRole | None = Field(description="of a member")


class Whom(BaseModel):
    """A member or a team of the practice, as items keep it."""

    kind: Literal["member", "team"]
    id: str
    name: str


def listed(practice_id: str) -> list[Recipient]:
    """Teams that somebody is in first, then members by their names: one Query."""
    staff = store.query(store.keys.all_staff(practice_id), limit=MOST_STAFF).items
    staff = sorted((each for each in staff if "messages" in ROLES[each.role]), key=lambda s: (s.family, s.given))
    there = {each.role for each in staff}
    teams = [Recipient(id=id, kind="team", name=name, role=None) for id, (role, name) in TEAMS.items() if role in there]
    return teams + [
        Recipient(id=each.account_id, kind="member", name=f"{each.given} {each.family}", role=each.role)
        for each in staff
    ]


def key(practice_id: str, recipient_id: str) -> store.Key[Staff]:
    """What has to be read before `chosen`; nothing lies there for a team."""
    return store.keys.staff(practice_id, recipient_id)


def chosen(recipient_id: str, staff: Staff | None, *, field: str = "to") -> dict[str, str]:
    """As items keep it: {kind, id, name}. Invalid names `field` for what is neither a team nor, by what was read, a
    member."""
    if recipient_id in TEAMS:
        return {"kind": "team", "id": recipient_id, "name": TEAMS[recipient_id][1]}
    if staff is None:
        raise Invalid.field(field, "unknown", "Choose somebody from the list")
    return {"kind": "member", "id": staff.account_id, "name": f"{staff.given} {staff.family}"}
