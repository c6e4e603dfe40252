"""Conversations between an account and a practice, as programs and staff see and answer them, for the browser tests."""

from typing import Any

from tests.circle import ask, chart_of, told
from tests.people import Patient
from tests.staffing import Colleague

Json = dict[str, Any]


def threads_of(whom: Patient, patient: Patient | None = None) -> list[Json]:
    """About the patient (oneself where no other is named), newest first."""
    found: list[Json] = told(ask(whom, "GET", f"/api/charts/{chart_of(patient or whom)}/threads"))["threads"]
    return found


def messages_in(whom: Patient, thread: Json) -> list[Json]:
    found: list[Json] = told(ask(whom, "GET", f"/api/charts/{thread['chart']}/threads/{thread['id']}"))["messages"]
    return found


def begun(whom: Patient, subject: str, patient: Patient | None = None, **more: Any) -> Json:
    """A conversation with the care team."""
    body = {"to": "team:clinician", "subject": subject, "content": f"About {subject}", "attachments": [], **more}
    answer = ask(whom, "POST", f"/api/charts/{chart_of(patient or whom)}/threads", body)
    assert answer.status == 201, answer.body
    made: Json = answer.json()
    return made


def answered(staff: Colleague, thread: Json, content: str) -> None:
    answer = staff.ask("POST", f"/threads/{thread['id']}/messages", {"content": content})
    assert answer.status == 201, answer.body


def noted(staff: Colleague, thread: Json, **change: Any) -> None:
    """Closed, or seen."""
    told(staff.ask("PATCH", f"/threads/{thread['id']}", change))
