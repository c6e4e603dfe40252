"""POST /api/charts/{chart}/forms/{form}/submit: send the answers to the practice (E2)."""

from typing import Any

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.forms import submitting
from portal.forms.submitting import Submitted


class Answers(BaseModel):
    answers: dict[str, Any] = Field(description="a FHIR QuestionnaireResponse; only its items count")


@http.operation("POST", "/api/charts/{chart}/forms/{form}/submit", who=Acting, needs=("write", "questionnaires"))
def submit_form(chart: str, form: str, wanted: Answers, acting: Acting) -> Submitted:  # noqa: ARG001
    """Once and for all; what has to be changed is named by its `linkId`: `answers.<linkId>`"""
    return submitting.submit(acting, form)


handler = http.handler(submit_form)
