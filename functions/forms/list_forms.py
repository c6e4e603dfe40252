"""GET /api/charts/{chart}/forms: what the practice asked the patient to fill in (E2)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.forms import filling
from portal.forms.form import PatientForm


class Forms(BaseModel):
    forms: list[PatientForm]


@http.operation("GET", "/api/charts/{chart}/forms", who=Acting, needs=("read", "questionnaires"))
def list_forms(chart: str, acting: Acting) -> Forms:  # noqa: ARG001
    """Open ones, and those that were sent or withdrawn, newest first"""
    return Forms(forms=filling.listed(acting))


handler = http.handler(list_forms)
