"""Documents that are shared with somebody outside: made ready, shared, and opened."""

import re
import uuid
from datetime import timedelta
from typing import Any

from local.gateway import HttpAnswer
from tests.circle import ask, chart_of, told
from tests.documents import PDF, uploaded
from tests.people import Patient

WHOM = "dr.weber@clinic.example"


def a_document(whose: Patient, patient: Patient | None = None) -> str:
    """A checked one of somebody's own about a patient; its id."""
    content = PDF + uuid.uuid4().bytes
    return str(uploaded(whose, content=content, patient=patient)["id"])


def path(whose: Patient, document: str, chart: str = "") -> str:
    return f"/api/charts/{chart or chart_of(whose)}/documents/{document}/links"


def share(whose: Patient, document: str, *, chart: str = "", key: str = "", **wanted: Any) -> HttpAnswer:
    """Until tomorrow's end: no test ends with the day it runs on."""
    from portal import clock

    ends = (clock.now() + timedelta(days=1)).date().isoformat()
    body = {"email": WHOM, "ends": ends, "most": 3} | wanted
    headers = {"idempotency_key": key} if key else {}
    return ask(whose, "POST", path(whose, document, chart), body, **headers)


def shared(whose: Patient, document: str, **wanted: Any) -> tuple[str, str, str]:
    """The link's id, the passcode, and the token that the mail brings."""
    answer = share(whose, document, **wanted)
    assert answer.status == 201, answer.body
    made = answer.json()
    return made["link"]["id"], made["passcode"], token(whose, wanted.get("email", WHOM))


def token(whose: Patient, email: str = WHOM) -> str:
    """Of the newest mail."""
    [*_, mail] = whose.cloud.mails(email)
    found = re.search(r"/shared/([0-9a-f]{64})\b", mail["text"])
    assert found, mail["text"]
    return found[1]


def look(whose: Patient, of: str) -> HttpAnswer:
    return whose.cloud.call("GET", f"/api/shared/{of}")


def open_it(whose: Patient, of: str, passcode: str, email: str = WHOM, **headers: str) -> HttpAnswer:
    return whose.cloud.call("POST", f"/api/shared/{of}/open", {"email": email, "passcode": passcode}, **headers)


def links(whose: Patient, document: str, chart: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(ask(whose, "GET", path(whose, document, chart)))["links"]
    return found
