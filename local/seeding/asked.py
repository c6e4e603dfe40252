"""The forms that Riverside asks Rosa for, and one that she has filled in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from local.demo import forms
from local.people import People, Step


def steps(people: People) -> Iterator[Step]:
    yield "questionnaires", partial(_fill_library, people)
    yield "a filled form", partial(_fill_form, people)
    yield "forms", partial(_ask_for_forms, people)


def _fill_library(people: People) -> None:
    for name in forms.QUESTIONNAIRES:
        asked = {"questionnaire": forms.questionnaire(name)}
        people.doors.call("POST", f"{people.console}/questionnaires", asked, people.staff("clinician"))


def _ask_for(people: People, name: str, days: int) -> str:
    """Of Rosa: the path of the form."""
    title = forms.questionnaire(name)["title"]
    library = people.doors.call("GET", f"{people.console}/questionnaires", token=people.staff("clinician"))[
        "questionnaires"
    ]
    chosen = next(each["id"] for each in library if each["title"] == title)
    due = (datetime.now(UTC).date() + timedelta(days=days)).isoformat()
    wanted, patient = {"questionnaire": chosen, "due": due}, f"{people.console}/patients/{people.chart}"
    made = people.doors.call("POST", f"{patient}/forms", wanted, people.staff("clinician"))["id"]
    return f"/api/charts/{people.chart}/forms/{made}"


def _fill_form(people: People) -> None:
    path = _ask_for(people, "phq-9", days=1)
    people.doors.call("POST", f"{path}/submit", {"answers": forms.phq_9_answers()}, people.token("rosa"))


def _ask_for_forms(people: People) -> None:
    _ask_for(people, "before-your-visit", days=6)
    _ask_for(people, "daily-life", days=20)
