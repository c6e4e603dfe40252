"""Documents that several things happen to at the same moment: what is there afterwards is whole, and what it says."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.client import BaseClient

from tests.api.test_documents_once import sign_in_again, tell
from tests.circle import ask, told
from tests.cloud import Clock, Cloud, client
from tests.documents import PDF, begun, bytes_at, document_of, folders_of, path_of, put, uploaded
from tests.links import open_it, shared
from tests.messages import begun as begun_thread
from tests.messages import opened, reply
from tests.people import Patient, Practice, a_patient
from tests.staffing import before_it_writes, staff_of

OTHER = PDF + b"another"


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def before(name: str, do: Callable[[], Any]) -> Any:
    """Have something done once, just before the next call of AWS of this name."""
    call, waiting = BaseClient._make_api_call, [do]  # type: ignore[attr-defined]

    def calling(of: Any, asked: str, how: Any) -> Any:
        if asked == name and waiting:
            waiting.pop()()
        return call(of, asked, how)

    return patch.object(BaseClient, "_make_api_call", calling)


def bytes_of(whose: Patient, document: dict[str, Any]) -> bytes | None:
    return bytes_at(told(ask(whose, "GET", f"{path_of(whose, document)}/file"))["url"])


def kept_objects() -> int:
    return client("s3").list_objects_v2(Bucket=os.environ["DOCUMENTS_BUCKET"], Prefix="documents/")["KeyCount"]


@pytest.mark.feature("G5", "X2")
def test_of_two_uploads_by_one_form_the_one_that_is_ready_is_kept(cloud: Cloud, rosa: Patient):
    upload = begun(rosa, "a.pdf")
    put(upload, OTHER)

    def quicker() -> None:
        put(upload, PDF)
        assert not tell(cloud, upload)

    with before("PutObject", quicker):
        assert not tell(cloud, upload)
    kept = document_of(rosa, upload["document"])
    assert (kept["state"], kept["size"]) == ("ready", len(PDF))
    assert bytes_of(rosa, kept) == PDF
    assert (folders_of(rosa)["storage"]["used"], kept_objects()) == (len(PDF), 1)


@pytest.mark.feature("G1", "G2", "X2")
def test_what_was_given_stays_what_it_was_when_its_request_comes_again_after_a_month(
    cloud: Cloud, clock: Clock, rosa: Patient
):
    """The same Idempotency-Key is the same document, which was deleted for good meanwhile."""
    staff = staff_of(rosa.practice)
    document = uploaded(rosa, idempotency_key="mine")
    ask(rosa, "POST", f"{path_of(rosa, document)}/recipients", {"to": staff.account_id})
    [given] = told(staff.ask("GET", "/documents"))["documents"]
    _throw_away(cloud, clock, rosa, document)
    again = uploaded(rosa, content=OTHER, idempotency_key="mine")
    assert (again["id"], again["state"]) == (document["id"], "ready")
    _throw_away(cloud, clock, rosa, again)
    again = uploaded(rosa, idempotency_key="mine")
    _throw_away(cloud, clock, rosa, again)
    assert bytes_at(rosa.practice.get(f"/received-documents/{given['id']}").json()["url"]) == PDF
    assert kept_objects() == 1


@pytest.mark.feature("F2", "X2")
def test_what_came_with_a_message_stays_what_it_was_when_another_file_comes_in_its_place(
    cloud: Cloud, clock: Clock, rosa: Patient
):
    """The same Idempotency-Key is the same document; attached to the same thread it is not the same file."""
    staff = staff_of(rosa.practice)
    document = uploaded(rosa, idempotency_key="mine")
    thread = begun_thread(rosa, staff.account_id, attachments=[document["id"]])
    _throw_away(cloud, clock, rosa, document)
    again = uploaded(rosa, content=OTHER, idempotency_key="mine")
    assert again["id"] == document["id"]
    assert reply(rosa, thread, "Look", attachments=[again["id"]]).status == 201
    shown = [message["attachments"][0]["id"] for message in opened(rosa, thread)["messages"]]
    urls = [rosa.practice.get(f"/received-documents/{each}").json()["url"] for each in shown]
    assert list(map(bytes_at, urls)) == [PDF, OTHER]


def _throw_away(cloud: Cloud, clock: Clock, rosa: Patient, document: dict[str, Any]) -> None:
    told(ask(rosa, "DELETE", path_of(rosa, document)))
    clock.forward(days=32)
    assert cloud.ops("PurgeDocuments", {})["purged"] == 1
    sign_in_again(rosa)


@pytest.mark.feature("G5", "X2")
@pytest.mark.parametrize("when", ["UpdateItem", "DeleteObject"])
def test_a_check_that_finds_no_room_takes_nothing_from_the_one_that_found_some(
    cloud: Cloud, rosa: Patient, monkeypatch: pytest.MonkeyPatch, when: str
):
    """S3 may tell of an upload twice: while one check is refused, room is made, and the other one is not."""
    monkeypatch.setattr("portal.documents.counting.LIMIT", len(OTHER))
    first = uploaded(rosa, content=OTHER)
    monkeypatch.setattr("portal.documents.uploading.LIMIT", 10 * len(OTHER))
    upload = begun(rosa, "a.pdf")
    put(upload, PDF)

    def room_is_made() -> None:
        told(ask(rosa, "DELETE", path_of(rosa, first)))
        assert not tell(cloud, upload)

    with before(when, room_is_made):
        assert not tell(cloud, upload)
    kept = document_of(rosa, upload["document"])
    if kept["state"] == "ready":
        assert bytes_of(rosa, kept) == PDF
    else:
        assert kept_objects() == 1, "the first one's"


@pytest.mark.feature("G3", "X2")
def test_a_new_name_never_opens_links_again_that_ended_meanwhile(rosa: Patient, monkeypatch: pytest.MonkeyPatch):
    """It is deleted and had back at the same moment: it looks as it was read."""
    document = uploaded(rosa)
    _, passcode, token = shared(rosa, document["id"])
    path = path_of(rosa, document)

    def deleted_and_had_back() -> None:
        told(ask(rosa, "DELETE", path))
        told(ask(rosa, "PATCH", path, {"deleted": False}))

    before_it_writes(monkeypatch, deleted_and_had_back)
    ask(rosa, "PATCH", path, {"name": "New.pdf"})
    assert open_it(rosa, token, passcode).status == 410


@pytest.mark.feature("G3")
def test_whoever_opens_a_link_again_later_is_counted_whatever_the_request_says(clock: Clock, rosa: Patient):
    document = uploaded(rosa)
    _, passcode, token = shared(rosa, document["id"], most=2)
    for left in (1, 0):
        assert told(open_it(rosa, token, passcode, idempotency_key="always the same"))["openings_left"] == left
        clock.forward(minutes=11)
    assert open_it(rosa, token, passcode, idempotency_key="always the same").status == 410


@pytest.mark.feature("G1")
def test_what_is_had_back_in_the_last_second_is_not_purged(cloud: Cloud, clock: Clock, rosa: Patient):
    """Its writing takes a moment: until then nothing of it may go."""
    document = uploaded(rosa)
    clock.at = clock.at.replace(hour=23, minute=59, second=50) + timedelta(days=1)
    sign_in_again(rosa)
    told(ask(rosa, "DELETE", path_of(rosa, document)))
    clock.forward(days=30, seconds=20)
    assert cloud.ops("PurgeDocuments", {})["purged"] == 0
    clock.forward(hours=1)
    assert cloud.ops("PurgeDocuments", {})["purged"] == 1
