"""Filling in forms in a browser, and what a program reads of it afterwards."""

import re
from datetime import timedelta
from typing import Any

from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from portal import clock
from tests import forms
from tests.circle import ask, chart_of, members, told
from tests.e2e.tab import Tab
from tests.people import Patient

SAVED = re.compile(r"^Saved at ")


def in_days(days: int) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


def forms_page(patient: Patient) -> str:
    return f"/m/{members(patient)[0]['id']}/forms"


def open_form(tab: Tab, patient: Patient, form: dict[str, Any]) -> str:
    """By its address, which is given."""
    path = f"{forms_page(patient)}/{chart_of(patient)}/{form['id'].replace('.', '/')}"
    tab.page.goto(path)
    return path


def choose(tab: Tab, question: str, answer: str) -> None:
    group = tab.page.get_by_role("group", name=re.compile(f"^{re.escape(question)}"))
    group.get_by_label(answer, exact=True).check()


def saved(tab: Tab) -> None:
    tab.page.get_by_text(SAVED).wait_for()


def kept(patient: Patient, form: dict[str, Any]) -> dict[str, Any]:
    """The response as programs read it; a stranger's library takes it."""
    [seen] = [each for each in forms.forms_of(patient) if each["id"] == form["id"]]
    found = told(ask(patient, "GET", f"/fhir/QuestionnaireResponse/{seen['response_id']}"))
    QuestionnaireResponse.model_validate(found)
    return found


def answers_in(item: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """Values by linkId, wherever they stand; those of a repeating group one after the other."""
    found: dict[str, list[Any]] = {}
    for each in item:
        for answer in each.get("answer", []):
            [value] = [value for name, value in answer.items() if name.startswith("value")]
            short = value.get("value", value.get("code")) if isinstance(value, dict) else value
            found.setdefault(each["linkId"], []).append(short)
            for link_id, values in answers_in(answer.get("item", [])).items():
                found.setdefault(link_id, []).extend(values)
        for link_id, values in answers_in(each.get("item", [])).items():
            found.setdefault(link_id, []).extend(values)
    return found
