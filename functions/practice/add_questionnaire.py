"""POST /api/practices/{practice_id}/questionnaires: put a FHIR Questionnaire into the practice's library (D7)."""

from typing import Any

from pydantic import BaseModel

from portal import http
from portal.forms import library
from portal.forms.library import Listed
from portal.staff import StaffMember


class NewQuestionnaire(BaseModel):
    questionnaire: dict[str, Any]


@http.operation(
    "POST", "/api/practices/{practice_id}/questionnaires", status=201, who=StaffMember, needs=("write", "forms")
)
def add_questionnaire(practice_id: str, wanted: NewQuestionnaire, caller: StaffMember) -> Listed:  # noqa: ARG001
    """Another version takes the place of the one with the same url; forms that were asked for keep theirs"""
    return library.add(caller)


handler = http.handler(add_questionnaire)
