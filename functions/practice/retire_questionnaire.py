"""DELETE /api/practices/{practice_id}/questionnaires/{questionnaire}: take it out of the practice's library (D7)."""

from portal import http
from portal.forms import library
from portal.staff import StaffMember


@http.operation(
    "DELETE",
    "/api/practices/{practice_id}/questionnaires/{questionnaire}",
    who=StaffMember,
    needs=("write", "forms"),
)
def retire_questionnaire(practice_id: str, questionnaire: str, caller: StaffMember) -> http.Empty:  # noqa: ARG001
    """It is not asked for any more; forms that were asked for keep it"""
    library.retire(caller, questionnaire)
    return http.Empty()


handler = http.handler(retire_questionnaire)
