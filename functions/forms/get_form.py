"""GET /api/charts/{chart}/forms/{form}: one form with its questions, and the answers that were saved (E2)."""

from portal import http
from portal.access import Acting
from portal.forms import filling
from portal.forms.filling import OpenForm


@http.operation("GET", "/api/charts/{chart}/forms/{form}", who=Acting, needs=("read", "questionnaires"))
def get_form(chart: str, form: str, acting: Acting) -> OpenForm:  # noqa: ARG001
    """The FHIR Questionnaire, and the draft for those who may fill it in"""
    return filling.opened(acting, form)


handler = http.handler(get_form)
