"""GET /api/practices/{practice_id}/forms: which forms came back, and which are open (D7)."""

from pydantic import BaseModel, Field

from portal import http
from portal.forms import returned
from portal.forms.form import PracticeForm
from portal.staff import StaffMember
from portal.store.items.forms import FormState


class PracticeForms(BaseModel):
    forms: list[PracticeForm]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/forms", who=StaffMember, needs=("read", "forms"))
def list_practice_forms(
    practice_id: str,  # noqa: ARG001
    caller: StaffMember,
    state: FormState = "submitted",
    cursor: str | None = None,
) -> PracticeForms:
    """Of one state, newest first, without the answers"""
    found, after = returned.of_practice(caller, state, cursor)
    return PracticeForms(forms=found, cursor=after)


handler = http.handler(list_practice_forms)
