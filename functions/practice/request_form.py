"""POST /api/practices/{practice_id}/patients/{chart}/forms: ask a patient to fill in a questionnaire (D7)."""

from datetime import date

from pydantic import BaseModel

from portal import http
from portal.forms import requesting
from portal.forms.form import PracticeForm
from portal.staff import StaffOnChart


class WantedForm(BaseModel):
    questionnaire: str
    due: date | None = None


@http.operation(
    "POST",
    "/api/practices/{practice_id}/patients/{chart}/forms",
    status=201,
    who=StaffOnChart,
    needs=("write", "forms"),
)
def request_form(
    practice_id: str,  # noqa: ARG001
    chart: str,  # noqa: ARG001
    wanted: WantedForm,
    staff: StaffOnChart,
) -> PracticeForm:
    """Everybody who may fill it in is told by mail; without an account it waits for the patient"""
    return requesting.by_staff(staff, wanted.questionnaire, wanted.due)


handler = http.handler(request_form)
