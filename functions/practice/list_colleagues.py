"""GET /api/practices/{practice_id}/colleagues: to whom a thread can be assigned (F4)."""

from pydantic import BaseModel

from portal import http, recipients
from portal.recipients import Recipient
from portal.staff import StaffMember


class Colleagues(BaseModel):
    colleagues: list[Recipient]


@http.operation("GET", "/api/practices/{practice_id}/colleagues", who=StaffMember, needs=("read", "messages"))
def list_colleagues(practice_id: str, staff: StaffMember) -> Colleagues:  # noqa: ARG001
    """Teams first, then members by name"""
    return Colleagues(colleagues=recipients.listed(staff.practice.id))


handler = http.handler(list_colleagues)
