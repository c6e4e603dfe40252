"""Documents that are shared with somebody outside: made ready, shared, and opened."""

import re
import uuid
from typing import Any

from local.gateway import HttpAnswer
from tests.circle import account_of, ask, chart_of, members, told
from tests.people import Patient

WHOM = "dr.weber@clinic.example"
BYTES = b"%PDF-1.7 made up"


def a_document(whose: Patient, chart: str = "", **having: Any) -> str:
    """A checked one of somebody's own about a person, as the check leaves it; its id."""
    from portal import aws, clock, objects, store
    from portal.documents import document
    from portal.settings import settings
    from portal.store.items import Document

    chart = chart or chart_of(whose)
    about = next(m["id"] for m in members(whose) if chart in [c["id"] for c in m["charts"]])
    made = Document(
        account_id=account_of(whose), member_id=about, chart_id=chart, id=uuid.uuid4().hex[:20], uploaded=clock.now(),
        **{"name": "Letter.pdf", "content_type": "application/pdf", "size": len(BYTES), "state": "ready"} | having,
    )  # fmt: skip
    store.put(made)
    where = {"Bucket": settings().documents_bucket, "Key": document.place(made)}
    aws.s3().put_object(**where, Body=BYTES, **objects.encrypted())  # type: ignore[arg-type]
    return made.id


def path(whose: Patient, document: str, chart: str = "") -> str:
    return f"/api/charts/{chart or chart_of(whose)}/documents/{document}/links"


def share(whose: Patient, document: str, *, chart: str = "", key: str = "", **wanted: Any) -> HttpAnswer:
    from portal import clock

    ends = clock.now().date().isoformat()
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
