"""Questionnaires of the tests' own, the demo practice's, and answers to them."""

import json
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from local.gateway import HttpAnswer
from local.place import ROOT
from portal.errors import Invalid
from portal.forms import questions, validating
from portal.forms.answers import Answers
from tests.circle import ask, chart_of, told
from tests.people import Patient
from tests.staffing import Colleague, on_chart

Json = dict[str, Any]
DEMO = ROOT / "local/demo/questionnaires"
LOINC = "http://loinc.org"
FREQUENCY = ("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")
"""PHQ-9's answers, by their weight."""
NAMES = ["https://riverside.example/q|1", "https://riverside.example/q"]
"""Under which the questionnaires of checked() are known."""


def demo(name: str) -> Json:
    """`phq-9`, `daily-life` or `before-your-visit`."""
    found: Json = json.loads((DEMO / f"{name}.json").read_text())
    return found


def questionnaire(*items: Json, **more: Any) -> Json:
    """Without items one short question."""
    asked = items or (question("why", required=True),)
    return {"resourceType": "Questionnaire", "status": "active", "title": "A form", "item": list(asked)} | more


def question(link_id: str, kind: str = "string", **more: Any) -> Json:
    return {"linkId": link_id, "text": f"About {link_id}?", "type": kind} | more


def group(link_id: str, *items: Json, **more: Any) -> Json:
    return {"linkId": link_id, "type": "group", "item": list(items)} | more


def options(*codes: str) -> list[Json]:
    return [{"valueCoding": {"code": code, "display": code.title()}} for code in codes]


def when(link_id: str, operator: str, **answer: Any) -> Json:
    return {"question": link_id, "operator": operator} | answer


def extension(name: str, **value: Any) -> Json:
    return {"url": f"http://hl7.org/fhir/StructureDefinition/{name}"} | value


def calculated(expression: str) -> Json:
    url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
    return {"url": url, "valueExpression": {"language": "text/fhirpath", "expression": expression}}


def response(*items: Json, **more: Any) -> Json:
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": list(items)} | more


def answer(link_id: str, *answers: Json) -> Json:
    return {"linkId": link_id, "answer": list(answers)}


def within(link_id: str, *items: Json) -> Json:
    return {"linkId": link_id, "item": list(items)}


def coded(code: str, system: str = "") -> Json:
    return {"valueCoding": {"code": code} | ({"system": system} if system else {})}


def phq9(*weights: int) -> Json:
    """Nine answers by their weights, and that it was not difficult where that is asked."""
    nine = [answer(f"phq9-{n}", coded(FREQUENCY[each], LOINC)) for n, each in enumerate(weights, 1)]
    return response(*nine, *([answer("phq9-difficulty", coded("LA6572-7", LOINC))] if any(weights) else []))


WHY = response(answer("why", {"valueString": "Because"}))
"""To the short question."""


def put_in(staff: Colleague, asked: Json) -> Json:
    """Into the library."""
    added = staff.ask("POST", "/questionnaires", {"questionnaire": asked})
    assert added.status == 201, added.body
    made: Json = added.json()
    return made


def asked_of(patient: Patient, staff: Colleague, asked: Json, due: str | None = None) -> Json:
    """Put into the library and asked for: the form as staff see it."""
    wanted = {"questionnaire": put_in(staff, asked)["id"], "due": due}
    requested = staff.ask("POST", f"{on_chart(patient)}/forms", wanted)
    assert requested.status == 201, requested.body
    made: Json = requested.json()
    return made


def path_of(patient: Patient, form: Json | None = None) -> str:
    return f"/api/charts/{chart_of(patient)}/forms" + (f"/{form['id']}" if form else "")


def forms_of(whom: Patient, patient: Patient | None = None) -> list[Json]:
    """As somebody sees them."""
    found: list[Json] = told(ask(whom, "GET", path_of(patient or whom)))["forms"]
    return found


def opened(whom: Patient, form: Json, patient: Patient | None = None) -> Json:
    return told(ask(whom, "GET", path_of(patient or whom, form)))


def save(whom: Patient, form: Json, answers: Json, version: int, patient: Patient | None = None) -> HttpAnswer:
    return ask(whom, "PUT", f"{path_of(patient or whom, form)}/draft", {"answers": answers, "version": version})


def submit(whom: Patient, form: Json, answers: Json, patient: Patient | None = None, **headers: str) -> HttpAnswer:
    return ask(whom, "POST", f"{path_of(patient or whom, form)}/submit", {"answers": answers}, **headers)


def checked(asked: Json, sent: Json) -> Answers:
    """Answers to a questionnaire, as they are kept."""
    return validating.check(questions.read(asked), NAMES, sent)


def kept(asked: Json, *items: Json) -> list[Json]:
    """The items that are kept, which are right FHIR."""
    found = checked(asked, response(*items)).items()
    QuestionnaireResponse.model_validate(
        {"resourceType": "QuestionnaireResponse", "status": "completed", "item": found}
    )
    return found


def wrong(asked: Json, *items: Json) -> list[tuple[str, str]]:
    """The linkId of each refused one, and by which word."""
    with pytest.raises(Invalid) as refused:
        checked(asked, response(*items))
    return [(each.field.removeprefix("answers."), each.code) for each in refused.value.errors]
