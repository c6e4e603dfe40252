"""PUT /api/charts/{chart}/forms/{form}/draft: keep answers that are not complete yet (E2)."""

from typing import Any

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.forms import filling
from portal.forms.filling import SavedDraft


class Draft(BaseModel):
    answers: dict[str, Any] = Field(description="a FHIR QuestionnaireResponse; only its items count")
    version: int = Field(ge=0, description="of the draft that was read; 0 when there was none")


@http.operation("PUT", "/api/charts/{chart}/forms/{form}/draft", who=Acting, needs=("write", "questionnaires"))
def save_draft(chart: str, form: str, wanted: Draft, acting: Acting) -> SavedDraft:  # noqa: ARG001
    """Conflict `draft-changed` when somebody saved a newer one meanwhile"""
    return filling.save(acting, form, wanted.version)


handler = http.handler(save_draft)
