"""GET /api/practices/{practice_id}/questionnaires: what the practice may ask its patients to fill in (D7)."""

from pydantic import BaseModel, Field

from portal import http
from portal.forms import library
from portal.forms.library import Listed
from portal.staff import StaffMember


class Questionnaires(BaseModel):
    questionnaires: list[Listed]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/questionnaires", who=StaffMember, needs=("read", "forms"))
def list_questionnaires(
    practice_id: str,  # noqa: ARG001
    caller: StaffMember,
    cursor: str | None = None,
) -> Questionnaires:
    """The practice's library"""
    found, after = library.listed(caller, cursor)
    return Questionnaires(questionnaires=found, cursor=after)


handler = http.handler(list_questionnaires)
