"""GET /api/practices/{practice_id}/questionnaires/{questionnaire}: one of the library, with its questions (D7)."""

from typing import Any

from pydantic import BaseModel, Field

from portal import http
from portal.forms import library
from portal.forms.library import Listed
from portal.staff import StaffMember


class OneQuestionnaire(BaseModel):
    listed: Listed
    questionnaire: dict[str, Any] = Field(description="a FHIR Questionnaire")


@http.operation(
    "GET", "/api/practices/{practice_id}/questionnaires/{questionnaire}", who=StaffMember, needs=("read", "forms")
)
def get_questionnaire(practice_id: str, questionnaire: str, caller: StaffMember) -> OneQuestionnaire:  # noqa: ARG001
    """What patients are asked"""
    listed, resource = library.opened(caller, questionnaire)
    return OneQuestionnaire(listed=listed, questionnaire=resource)


handler = http.handler(get_questionnaire)
