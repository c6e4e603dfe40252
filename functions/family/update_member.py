"""PATCH /api/members/{id}: what the account's holder writes of a person; no practice's record changes (B6)."""

from typing import cast

from pydantic import BaseModel, Field

from portal import family, http
from portal.access import Caller
from portal.family import Particulars


class WantedMember(BaseModel):
    given: str | None = None
    family: str | None = None
    relationship: str | None = None
    birth_date: str | None = Field(None, description="04-28-1956, 04/28/1956 or 1956-04-28")
    phone: str | None = None
    email: str | None = None
    address: str | None = None


@http.operation("PATCH", "/api/members/{id}", who=Caller)
def update_member(id: str, wanted: WantedMember, caller: Caller) -> Particulars:
    """Change what is named; null or empty is none. The practice's own record stays as it is"""
    return family.change(caller, id, cast(family.Changes, wanted.model_dump(exclude_unset=True)))


handler = http.handler(update_member)
