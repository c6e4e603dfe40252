"""GET /api/practices/{practice_id}/patients/{chart}: one patient's page in the console (D1)."""

from portal import http, patients
from portal.patients import PatientPage
from portal.staff import StaffOnChart


@http.operation("GET", "/api/practices/{practice_id}/patients/{chart}", who=StaffOnChart, needs=("read", "patients"))
def get_patient(practice_id: str, chart: str, staff: StaffOnChart) -> PatientPage:  # noqa: ARG001
    """Demographics, caregivers, accounts with access, and invitations; the look is in the patient's log"""
    return patients.page(staff)


handler = http.handler(get_patient)
