"""Messages of the tests' own, as an account and a practice's staff write them."""

from typing import Any

from local.gateway import HttpAnswer
from tests.circle import ask, chart_of, members, told
from tests.people import Patient
from tests.staffing import Colleague, on_chart

Json = dict[str, Any]
FRONT_DESK, CARE_TEAM = "team:front-desk", "team:clinician"


def path_of(patient: Patient, thread: Json | None = None) -> str:
    """Of all, or of one, about a patient."""
    return f"/api/charts/{chart_of(patient)}/threads" + (f"/{thread['id']}" if thread else "")


def send(
    whom: Patient, to: str, subject: str = "A question", patient: Patient | None = None, **more: Any
) -> HttpAnswer:
    """Begin a thread. Header names have underscores; the rest is put into the body."""
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    wanted = {"to": to, "subject": subject, "content": "When can I come?"} | more
    return ask(whom, "POST", path_of(patient or whom), wanted, **headers)


def begun(whom: Patient, to: str, subject: str = "A question", patient: Patient | None = None, **more: Any) -> Json:
    return made(send(whom, to, subject, patient, **more))


def made(answer: HttpAnswer) -> Json:
    assert answer.status == 201, answer.body
    found: Json = answer.json()
    return found


def reply(whom: Patient, thread: Json, content: str, patient: Patient | None = None, **more: Any) -> HttpAnswer:
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    return ask(whom, "POST", f"{path_of(patient or whom, thread)}/messages", {"content": content} | more, **headers)


def answer(staff: Colleague, thread: Json, content: str = "On Monday.", **more: Any) -> HttpAnswer:
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    return staff.ask("POST", f"/threads/{thread['id']}/messages", {"content": content} | more, **headers)


def write_to(staff: Colleague, account: str, patient: Patient, **more: Any) -> HttpAnswer:
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    wanted = {"account": account, "subject": "Your visit", "content": "Please bring the form."} | more
    return staff.ask("POST", f"{on_chart(patient)}/threads", wanted, **headers)


def threads_of(whom: Patient, query: str = "", patient: Patient | None = None) -> list[Json]:
    found: list[Json] = told(ask(whom, "GET", f"{path_of(patient or whom)}{query}"))["threads"]
    return found


def opened(whom: Patient, thread: Json, patient: Patient | None = None) -> Json:
    return told(ask(whom, "GET", path_of(patient or whom, thread)))


def read(whom: Patient, thread: Json, count: int, patient: Patient | None = None) -> Json:
    """Say that so many messages were read."""
    return told(ask(whom, "PUT", f"{path_of(patient or whom, thread)}/read", {"count": count}))


def inbox(staff: Colleague, query: str = "") -> list[Json]:
    found: list[Json] = told(staff.ask("GET", f"/threads{query}"))["threads"]
    return found


def seen_by(staff: Colleague, thread: Json) -> Json:
    """The thread with its messages."""
    return told(staff.ask("GET", f"/threads/{thread['id']}"))


def change(staff: Colleague, thread: Json, **changes: Any) -> Json:
    return told(staff.ask("PATCH", f"/threads/{thread['id']}", changes))


def unread(whom: Patient, patient: Patient | None = None) -> int:
    """Threads that the account has not read, about a patient."""
    chart = chart_of(patient or whom)
    return next(int(c["unread"]) for m in members(whom) for c in m["charts"] if c["id"] == chart)


def unseen(staff: Colleague) -> int:
    return int(told(ask(staff, "GET", "/api/staff"))["unseen"])  # type: ignore[arg-type]


def texts(read: Json) -> list[str]:
    return [each["content"] for each in read["messages"]]
