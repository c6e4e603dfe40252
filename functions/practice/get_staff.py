"""GET /api/staff: the member of staff who is signed in, their practice, and what their role may do (D9)."""

from pydantic import BaseModel, Field

from portal import http
from portal.staff import Area, StaffAtWork
from portal.store.items.account import Right
from portal.store.items.practice import StaffRole


class PracticeShown(BaseModel):
    id: str
    name: str
    phone: str


class StaffShown(BaseModel):
    practice: PracticeShown
    account_id: str
    given: str
    family: str
    email: str
    role: StaffRole
    unseen: int = Field(description="threads that nobody at the practice has seen")
    may: dict[Area, Right] = Field(description="what the role allows; an area that is missing is closed")


@http.operation("GET", "/api/staff", who=StaffAtWork)
def get_staff(caller: StaffAtWork) -> StaffShown:
    """Who is signed in to the console; 404 for a login that is no staff"""
    member, unseen = caller.member()
    practice, staff = member.practice, member.staff
    return StaffShown(
        practice=PracticeShown(id=practice.id, name=practice.name, phone=practice.phone),
        account_id=staff.account_id,
        given=staff.given,
        family=staff.family,
        email=staff.email,
        role=staff.role,
        unseen=unseen,
        may=member.rights,
    )


handler = http.handler(get_staff)
