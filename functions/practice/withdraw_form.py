"""DELETE /api/practices/{practice_id}/patients/{chart}/forms/{form}: a form is not needed any more (D7)."""

from portal import http
from portal.forms import requesting
from portal.staff import StaffOnChart


@http.operation(
    "DELETE", "/api/practices/{practice_id}/patients/{chart}/forms/{form}", who=StaffOnChart, needs=("write", "forms")
)
def withdraw_form(practice_id: str, chart: str, form: str, staff: StaffOnChart) -> http.Empty:  # noqa: ARG001
    """Answers that were saved and not sent are deleted. Conflict `already-submitted` when it came back"""
    requesting.withdraw(staff, form)
    return http.Empty()


handler = http.handler(withdraw_form)
