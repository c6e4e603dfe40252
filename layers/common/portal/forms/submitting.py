"""Sending a form to the practice: checked, counted, kept as a record, and told to the practice's own system (E2)."""

from pydantic import BaseModel

from portal.access import Acting

from .form import Score


class Submitted(BaseModel):
    """`response_id` is that of the FHIR QuestionnaireResponse."""

    response_id: str
    scores: list[Score]


def submit(acting: Acting, form_id: str) -> Submitted:
    raise NotImplementedError
