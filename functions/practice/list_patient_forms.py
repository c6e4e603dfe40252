"""GET /api/practices/{practice_id}/patients/{chart}/forms: what a patient was asked to fill in (D7)."""

from pydantic import BaseModel

from portal import http
from portal.forms import returned
from portal.forms.form import PracticeForm
from portal.staff import StaffOnChart


class PatientForms(BaseModel):
    forms: list[PracticeForm]


@http.operation("GET", "/api/practices/{practice_id}/patients/{chart}/forms", who=StaffOnChart, needs=("read", "forms"))
def list_patient_forms(practice_id: str, chart: str, staff: StaffOnChart) -> PatientForms:  # noqa: ARG001
    """Without the answers, newest first; the look is in the patient's log"""
    return PatientForms(forms=returned.of_patient(staff))


handler = http.handler(list_patient_forms)
