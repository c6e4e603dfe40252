"""Who writes by hand never meets a limit; a program that writes without end does, and nothing of it is half there."""

from typing import Any

import pytest
from botocore.client import BaseClient

from portal.identity import limits
from tests.circle import a_representative_of, account_of, ask, chart_of, log, told
from tests.cloud import Clock, problem, wrong_fields
from tests.documents import PDF, enclosure_of, path_of, uploaded
from tests.exporting import signs_in
from tests.messages import FRONT_DESK, begun, inbox, made, opened, reply, send, threads_of, write_to
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, staff_of

MANY = "anna bela cilla dora edda frieda greta hilda ina jutta karla lena mia nele olga paula quirina rosa sina tilda"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two an hour of each."""
    for each in ("thread", "message", "given"):
        monkeypatch.setitem(limits.PER_HOUR, each, 2)


@pytest.mark.feature("F1", "F2", "X2")
@pytest.mark.usefixtures("few")
def test_so_many_messages_an_hour_and_what_is_too_much_waits_as_a_draft(
    clock: Clock, patient: Patient, staff: Colleague
):
    thread = begun(patient, FRONT_DESK, idempotency_key="first")
    begun(patient, FRONT_DESK)
    assert begun(patient, FRONT_DESK, idempotency_key="first")["id"] == thread["id"]
    before = len(log(patient))
    told(ask(patient, "PUT", f"/api/charts/{chart_of(patient)}/drafts/new", {"version": 0, "content": "Help"}))
    refused = send(patient, FRONT_DESK)
    assert (refused.status, problem(refused)) == (429, "too-many-attempts")
    assert 0 < int(refused.header("retry-after") or 0) <= 3601
    assert (len(threads_of(patient)), len(inbox(staff)), len(log(patient))) == (2, 2, before)
    [draft] = told(ask(patient, "GET", f"/api/charts/{chart_of(patient)}/drafts"))["drafts"]
    assert draft["content"] == "Help"
    # An answer is not kept back by new threads.
    assert [reply(patient, thread, "More").status for _ in range(3)] == [201, 201, 429]
    assert opened(patient, thread)["thread"]["count"] == 3
    clock.forward(hours=1)
    signs_in(patient)
    assert made(send(patient, FRONT_DESK))["count"] == 1
    assert made(reply(patient, thread, "More"))["number"] == 4


@pytest.mark.feature("F1", "C5")
@pytest.mark.usefixtures("few")
def test_nobodys_messages_count_for_somebody_else(patient: Patient):
    representative = a_representative_of(patient, {"messages": "write"})
    for _ in range(2):
        begun(patient, FRONT_DESK)
    assert send(representative, FRONT_DESK, patient=patient).status == 201
    assert send(patient, FRONT_DESK).status == 429


@pytest.mark.feature("G2", "D8")
@pytest.mark.usefixtures("few")
def test_so_many_documents_an_hour_are_given_to_the_practice(patient: Patient, staff: Colleague):
    document = uploaded(patient)
    path = f"{path_of(patient, document)}/recipients"
    answers = [ask(patient, "POST", path, {"to": FRONT_DESK}) for _ in range(3)]
    assert [answer.status for answer in answers] == [201, 201, 429]
    assert len(told(staff.ask("GET", "/documents"))["documents"]) == 2


@pytest.mark.feature("F2", "F4")
def test_the_end_of_a_long_subject_is_found_too_and_the_largest_message_is_one_transaction(
    patient: Patient, staff: Colleague, monkeypatch: pytest.MonkeyPatch
):
    documents = [uploaded(patient, content=PDF + bytes([n]))["id"] for n in range(5)]
    largest, call = [], BaseClient._make_api_call  # type: ignore[attr-defined]

    def measured(of: Any, name: str, how: Any) -> Any:
        largest.append(len(how.get("TransactItems", [])))
        return call(of, name, how)

    monkeypatch.setattr(BaseClient, "_make_api_call", measured)
    long = f"{MANY} u v w x y z a b c d e f g h i j k l m n"
    thread = begun(patient, staff.account_id, long, attachments=documents)
    files = [enclosure_of(staff, content=PDF + bytes([n]))["id"] for n in range(5)]
    assert write_to(staff, account_of(patient), patient, subject=f"Again {long}", attachments=files).status == 201
    assert 80 < max(largest) <= 100
    for words in ("tilda", "anna w", "rosa y"):
        query = f"?search={words.replace(' ', '+')}"
        assert thread["id"] in [each["id"] for each in threads_of(patient, query)]
        assert thread["id"] in [each["id"] for each in inbox(staff, query)]


@pytest.mark.feature("C6", "C7+", "F2")
def test_whoever_may_not_see_documents_any_more_attaches_none(patient: Patient):
    representative = a_representative_of(patient, {"messages": "write", "documents": "write"})
    document = uploaded(representative, patient=patient)
    [held] = told(ask(patient, "GET", f"/api/charts/{chart_of(patient)}/access"))["access"]
    path = f"/api/charts/{chart_of(patient)}/access/{held['id']}"
    told(ask(patient, "PATCH", path, {"sections": {"messages": "write"}}))
    assert send(representative, FRONT_DESK, patient=patient).status == 201
    refused = send(representative, FRONT_DESK, patient=patient, attachments=[document["id"]])
    assert (refused.status, problem(refused)) == (403, "forbidden")
    [thread] = threads_of(representative, patient=patient)
    assert reply(representative, thread, "Look", patient, attachments=[document["id"]]).status == 403


@pytest.mark.feature("X1", "X5")
def test_what_can_lie_nowhere_is_found_nowhere(patient: Patient, staff: Colleague, monkeypatch: pytest.MonkeyPatch):
    """DynamoDB refuses keys that are too long; moto does not."""
    document, own = uploaded(patient), f"/api/charts/{chart_of(patient)}"
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def checked(of: Any, name: str, how: Any) -> Any:
        assert "x" * 1100 not in str([how.get(part) for part in ("RequestItems", "TransactItems", "Key", "Item")])
        assert "x" * 1100 not in str(how.get("ExpressionAttributeValues"))
        return call(of, name, how)

    monkeypatch.setattr(BaseClient, "_make_api_call", checked)
    long = "x" * 3000
    for method, path, body, status in (
        ("GET", f"/threads/{long}", b"", 404),
        ("DELETE", f"/drafts/{long}", b"", 404),
        ("GET", f"/documents?folder={long}", b"", 200),
        ("POST", "/documents", {"name": "a.pdf", "size": 1, "folder": long}, 409),
        ("PATCH", f"/documents/{document['id']}", {"folder": long}, 409),
        ("DELETE", f"/folders/{long}", b"", 404),
    ):
        assert ask(patient, method, f"{own}{path}", body).status == status, (method, path[:20])
    assert wrong_fields(send(patient, long)) == {"to": "unknown"}
    for path in (f"/threads?assignee={long}", f"/documents?chart={long}"):
        assert staff.ask("GET", path).status == 200, path[:20]
