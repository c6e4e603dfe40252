"""GET /api/practices/{practice_id}/patients: the practice's patients, all or those to invite, and search (D1, D10)."""

from pydantic import BaseModel, Field

from portal import http, patients
from portal.patients import List, PatientListed
from portal.staff import StaffMember


class Patients(BaseModel):
    patients: list[PatientListed]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/patients", who=StaffMember, needs=("read", "patients"))
def list_patients(
    practice_id: str,  # noqa: ARG001
    staff: StaffMember,
    search: str = "",
    list: List = "all",
    cursor: str | None = None,
) -> Patients:
    """By beginnings of names, birth date, phone, e-mail address or id; `new`: whom nobody has invited yet"""
    found, after = patients.listed(staff, search, list, cursor)
    return Patients(patients=found, cursor=after)


handler = http.handler(list_patients)
