"""A message that is sent again arrives once, wherever the first sending was cut off; and senders at the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import boto3
import pytest
from botocore.client import BaseClient

from local.gateway import HttpAnswer
from tests.circle import a_representative_of, account_of, ask, told
from tests.cloud import Clock, Cloud, problem
from tests.documents import uploaded
from tests.messages import (
    FRONT_DESK,
    Json,
    answer,
    begun,
    change,
    inbox,
    made,
    opened,
    read,
    reply,
    seen_by,
    send,
    texts,
    threads_of,
    unread,
    unseen,
    write_to,
)
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, before_it_writes, staff_of

CALLS = 12
"""More than any sending asks of AWS."""


class Cut(Exception):
    """The function died here."""


@contextmanager
def cut_off(at: int, *, after: bool) -> Iterator[list[str]]:
    """The so many-th call to AWS is the last one: it does not begin, or its answer never comes. Tells of all."""
    asked: list[str] = []
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def dying(client: Any, name: str, how: Any) -> Any:
        asked.append(name)
        if len(asked) == at and not after:
            raise Cut
        answer = call(client, name, how)
        if len(asked) == at:
            raise Cut
        return answer

    with patch.object(BaseClient, "_make_api_call", dying):
        yield asked


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def rows(kind: str, table: str = "kinchart") -> list[Json]:
    return [row for row in boto3.client("dynamodb").scan(TableName=table)["Items"] if row["kind"]["S"] == kind]


def everywhere(cloud: Cloud, patient: Patient, staff: Colleague) -> Json:
    """How often a message is there, in each of its ways."""
    noted = [e["owner"]["S"] for e in rows("AUDIT", "kinchart-audit") if e["action"]["S"] == "message.sent"]
    return {
        "messages": len(rows("MESSAGE")),
        "given": len(rows("GIVEN")),
        "drafts": len(rows("UNSENT")),
        "own log": noted.count(account_of(patient)),
        "practice's log": noted.count(patient.practice.id),
        "webhooks": len(rows("DELIVERY")),
        "mails": len([m for m in cloud.mails(staff.username) if "inbox" in m["subject"]]),
    }


def all_cuts() -> Iterator[tuple[int, bool]]:
    yield from ((at, after) for at in range(1, CALLS + 1) for after in (False, True))


@pytest.mark.feature("F5", "X2", "F2")
@pytest.mark.parametrize("way", ["new", "reply"])
def test_a_send_that_is_cut_off_anywhere_arrives_whole_or_not_and_once_when_it_is_sent_again(
    cloud: Cloud, clock: Clock, patient: Patient, staff: Colleague, way: str
):
    """A new thread, or a reply; each with an attachment and a draft."""
    document = uploaded(patient)["id"]
    thread = begun(patient, staff.account_id, "The first", attachments=[document])
    drafts = f"/api/charts/{thread['chart']}/drafts"
    reached = set[str]()
    for number, (at, after) in enumerate(all_cuts()):
        key = f"{way} {number}"
        draft = "new" if way == "new" else thread["id"]
        # While one waits that nobody has seen, the next brings no mail.
        if way == "reply":
            change(staff, thread, seen=seen_by(staff, thread)["thread"]["count"])
        told(ask(patient, "PUT", f"{drafts}/{draft}", {"content": "x", "version": 0}))
        before = everywhere(cloud, patient, staff)

        def go(key: str = key) -> HttpAnswer:
            if way == "new":
                return send(patient, staff.account_id, key, idempotency_key=key, attachments=[document])
            return reply(patient, thread, key, idempotency_key=key, attachments=[document])

        with cut_off(at, after=after) as asked:
            first = go()
        if len(asked) < at:
            assert first.status == 201
            break
        assert first.status == 500
        reached.add(asked[-1])
        half = everywhere(cloud, patient, staff)
        whole = half["messages"] - before["messages"]
        assert whole in (0, 1)
        assert half["drafts"] == before["drafts"] - whole, "the text is kept until it is sent"
        assert half["own log"] - before["own log"] == half["webhooks"] - before["webhooks"] == whole
        clock.forward(seconds=31)
        second = made(go())
        assert made(go()) == second, "and again"
        now = everywhere(cloud, patient, staff)
        assert {name: now[name] - before[name] for name in now} == {
            "messages": 1, "given": 1 if way == "new" else 0, "drafts": -1, "own log": 1, "practice's log": 1,
            "webhooks": 1, "mails": 1,
        }, (at, after)  # fmt: skip
    assert number > 8
    assert "TransactWriteItems" in reached
    assert unseen(staff) == len([t for t in inbox(staff) if t["unseen"]]) == len(rows("THREAD"))


@pytest.mark.feature("F5", "X2", "F4")
def test_an_answer_that_is_cut_off_anywhere_arrives_once(
    cloud: Cloud, clock: Clock, patient: Patient, staff: Colleague
):
    thread = begun(patient, staff.account_id)
    for number, (at, after) in enumerate(all_cuts()):
        key = f"answer {number}"
        with cut_off(at, after=after) as asked:
            first = answer(staff, thread, key, idempotency_key=key)
        if len(asked) < at:
            break
        assert first.status == 500
        clock.forward(seconds=31)
        assert made(answer(staff, thread, key, idempotency_key=key))["content"] == key
        assert texts(opened(patient, thread))[-1] == key
        assert len(rows("MESSAGE")) == number + 2
        assert unread(patient) == 1
    assert number > 6


@pytest.mark.feature("F5", "X2")
def test_the_same_key_with_another_text_is_refused(patient: Patient, staff: Colleague):
    thread = made(send(patient, staff.account_id, idempotency_key="one"))
    assert made(send(patient, staff.account_id, idempotency_key="one")) == thread
    assert problem(send(patient, staff.account_id, "Another", idempotency_key="one")) == "idempotency-key-reused"
    assert len(threads_of(patient)) == 1


@pytest.mark.feature("F2", "F5", "X2")
def test_two_who_write_at_the_same_moment_both_arrive(
    patient: Patient, staff: Colleague, monkeypatch: pytest.MonkeyPatch
):
    thread = begun(patient, staff.account_id)
    # The one within the other makes Powertools forget the status of the outer one.
    before_it_writes(monkeypatch, lambda: made(answer(staff, thread, "From another desk")))
    assert answer(staff, thread, "From this desk").json()["number"] == 3
    before_it_writes(monkeypatch, lambda: made(answer(staff, thread, "Crossing")))
    assert reply(patient, thread, "Crossed").json()["number"] == 5
    assert texts(opened(patient, thread)) == [
        "When can I come?", "From another desk", "From this desk", "Crossing", "Crossed",
    ]  # fmt: skip
    before_it_writes(monkeypatch, lambda: made(answer(staff, thread, "While you read")))
    assert read(patient, thread, 5)["unread"] is True
    before_it_writes(monkeypatch, lambda: made(reply(patient, thread, "While you close")))
    assert change(staff, thread, state="closed", seen=6)["unseen"] is True
    assert (unread(patient), unseen(staff)) == (1, 1)


@pytest.mark.feature("F2", "C7+")
def test_who_loses_access_at_the_same_moment_sends_nothing(
    practice: Practice, patient: Patient, staff: Colleague, monkeypatch: pytest.MonkeyPatch
):
    def end() -> None:
        told(ask(patient, "DELETE", f"/api/charts/{mine['chart']}/access/{account_of(other)}"))

    mine = begun(patient, FRONT_DESK)
    other = a_representative_of(patient, {"messages": "write"})
    thread = begun(other, FRONT_DESK, patient=patient)
    before_it_writes(monkeypatch, end)
    assert reply(other, thread, "Too late", patient).status == 404
    other = a_representative_of(patient, {"messages": "write"})
    thread = begun(other, FRONT_DESK, patient=patient)
    before_it_writes(monkeypatch, end)
    assert problem(answer(staff, thread)) == "no-access"
    other = a_representative_of(patient, {"messages": "write"})
    before_it_writes(monkeypatch, end)
    assert problem(write_to(staff, account_of(other), patient)) == "no-access"
    assert len(rows("MESSAGE")) == 3
