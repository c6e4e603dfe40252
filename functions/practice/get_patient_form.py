"""GET /api/practices/{practice_id}/patients/{chart}/forms/{form}: what a patient answered (D7)."""

from portal import http
from portal.forms import returned
from portal.forms.returned import ReturnedForm
from portal.staff import StaffOnChart


@http.operation(
    "GET", "/api/practices/{practice_id}/patients/{chart}/forms/{form}", who=StaffOnChart, needs=("read", "answers")
)
def get_patient_form(practice_id: str, chart: str, form: str, staff: StaffOnChart) -> ReturnedForm:  # noqa: ARG001
    """Questions, answers and scores; the look is in the patient's log"""
    return returned.read(staff, form)


handler = http.handler(get_patient_form)
