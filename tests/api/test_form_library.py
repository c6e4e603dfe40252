"""A practice's library of questionnaires: what goes in, and what is refused, with the reason and the place (D7)."""

from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests import forms
from tests.circle import told
from tests.cloud import Cloud
from tests.forms import demo, group, put_in, question, questionnaire
from tests.people import Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

Json = dict[str, Any]
URL = "https://riverside.example/questionnaires/habits"


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


def add(staff: Colleague, asked: Any) -> HttpAnswer:
    return staff.ask("POST", "/questionnaires", {"questionnaire": asked})


def listed(staff: Colleague) -> list[Json]:
    found: list[Json] = told(staff.ask("GET", "/questionnaires"))["questionnaires"]
    return found


@pytest.mark.feature("D7", "D9")
def test_a_questionnaire_is_in_the_library_once_by_its_url(cloud: Cloud, practice: Practice, staff: Colleague):
    first = put_in(staff, questionnaire(url=URL, version="1"))
    assert (first["title"], first["url"], first["version"], first["questions"]) == ("A form", URL, "1", 1)
    assert put_in(staff, questionnaire(url=URL, version="1"))["id"] == first["id"]
    second = put_in(staff, questionnaire(url=URL, version="2", title="A longer form"))
    assert listed(staff) == [second]
    assert second["id"] == first["id"]
    opened = told(staff.ask("GET", f"/questionnaires/{first['id']}"))
    assert (opened["listed"], opened["questionnaire"]["title"]) == (second, "A longer form")
    assert staff_of(a_practice(cloud, "Bay Clinic")).ask("GET", f"/questionnaires/{first['id']}").status == 404
    without = [put_in(staff, questionnaire(title=title))["id"] for title in ("One", "Two", "One")]
    assert (without[0], len(set(without)), len(listed(staff))) == (without[2], 2, 3)
    assert listed(staff_of(a_practice(cloud, "Harbor Clinic"))) == []
    desk = staff_of(practice, "front-desk")
    told(desk.ask("DELETE", f"/questionnaires/{first['id']}"))
    assert first["id"] not in {each["id"] for each in listed(staff)}
    assert desk.ask("DELETE", f"/questionnaires/{first['id']}").status == 404
    audit = told(staff.ask("GET", "/audit"))["entries"]
    assert {"questionnaire.added", "questionnaire.retired"} <= {each["action"] for each in audit}


@pytest.mark.feature("D7")
def test_forms_keep_the_questionnaire_that_they_were_asked_with(practice: Practice, staff: Colleague):
    patient = a_patient(practice)
    form = forms.asked_of(patient, staff, questionnaire(url=URL, version="1"))
    put_in(staff, questionnaire(question("another"), url=URL, version="2"))
    assert forms.opened(patient, form)["questionnaire"]["item"][0]["linkId"] == "why"


@pytest.mark.feature("D7")
@pytest.mark.parametrize("name", ["phq-9", "daily-life", "before-your-visit"])
def test_the_demos_questionnaires_go_in(staff: Colleague, name: str):
    assert put_in(staff, demo(name))["title"] == demo(name)["title"]


@pytest.mark.feature("D7")
def test_what_cannot_be_filled_in_is_refused_and_nothing_of_it_is_kept(staff: Colleague):
    wrong = questionnaire(question("q", colour="red"), question("file", "attachment", required=True))
    refused = add(staff, wrong)
    assert (refused.status, [each["field"] for each in refused.json()["errors"]]) == (
        422, ["questionnaire.item[0].colour"],
    )  # fmt: skip
    assert listed(staff) == []
    deep = question("q")
    for level in range(200):
        deep = group(f"h{level}", deep)
    assert add(staff, questionnaire(deep)).status in (400, 422)
