"""A document shared with somebody outside: who can open it, how often, until when, and what the sharer is told (G3)."""

import json
import os
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import boto3
import pytest

from local.gateway import HttpAnswer
from tests.circle import ask, chart_of, log, told
from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.documents import begun
from tests.invitees import a_link, take_in
from tests.links import WHOM, a_document, links, look, open_it, share, shared, token
from tests.people import Patient, Practice, a_known_patient, a_patient

pytestmark = pytest.mark.feature("G3")
Json = dict[str, Any]


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def refused(answer: HttpAnswer, left: int | None = None) -> bool:
    if left is None:
        return (answer.status, problem(answer)) == (410, "link-ended")
    return (answer.status, problem(answer), answer.json()["tries_left"]) == (403, "wrong-passcode", left)


def actions(whose: Patient) -> list[str]:
    """What stands in their log of links, oldest first."""
    return [each["action"] for each in reversed(log(whose)) if each["action"].startswith("link.")]


def rows(kind: str) -> list[Json]:
    found = boto3.client("dynamodb").scan(TableName=os.environ["TABLE"])["Items"]
    return [row for row in found if row["kind"]["S"] == kind]


def test_the_address_and_the_passcode_open_it_and_nothing_is_shown_before(rosa: Patient) -> None:
    document = a_document(rosa)
    link, passcode, link_token = shared(rosa, document)
    before = look(rosa, link_token)
    assert (before.status, before.json().keys()) == (200, {"state", "shared_by", "until"})
    assert (before.json()["state"], before.json()["shared_by"]) == ("open", "Rosa Alvarez")
    opened = told(open_it(rosa, link_token, passcode))
    assert (opened["name"], opened["content_type"], opened["openings_left"]) == ("Letter.pdf", "application/pdf", 2)
    assert "X-Amz-Expires=300" in opened["url"]
    assert "X-Amz-Signature=" in opened["url"]
    [listed] = links(rosa, document)
    assert (listed["id"], listed["email"], listed["most"], listed["tries"], listed["ended"]) == (link, WHOM, 3, 0, None)
    assert [each["device"] for each in listed["openings"]] == ["Chrome on Windows"]
    assert actions(rosa) == ["link.created", "link.opened"]
    entry = log(rosa)[0]
    assert (entry["by"]["kind"], entry["by"]["name"]) == ("outside", "d***@c***")
    assert passcode not in json.dumps(log(rosa)) + json.dumps(links(rosa, document))


def test_however_the_passcode_and_the_address_are_typed(rosa: Patient) -> None:
    _, passcode, link_token = shared(rosa, a_document(rosa))
    typed = f" {passcode[:4].upper()} - {passcode[4:]}"
    assert open_it(rosa, link_token, typed, email=f"  {WHOM.upper()} ").status == 200


def test_the_mail_brings_the_link_and_neither_passcode_nor_the_documents_name(cloud: Cloud, rosa: Patient) -> None:
    _, passcode, _ = shared(rosa, a_document(rosa))
    [mail] = cloud.mails(WHOM)
    assert "Rosa Alvarez" in mail["text"]
    for hidden in (passcode, "Letter"):
        assert hidden not in mail["text"] + mail["subject"]
    assert "Rosa" not in mail["subject"]


def test_a_name_that_is_an_address_is_none_in_the_mail(cloud: Cloud, rosa: Patient) -> None:
    """What a parent is called is their own choice; mail programs make addresses clickable."""
    sam = a_known_patient(rosa.practice, "Sam", rosa.email)
    assert take_in(rosa, sam, a_link(sam, "primary", rosa.email)).status == 200
    told(ask(rosa, "PATCH", "/api/account", {"given": "Win at x.example/win", "family": "O'Hara-Łoś Jr."}))
    assert share(rosa, a_document(rosa, sam), chart=chart_of(sam)).status == 201
    [mail] = cloud.mails(WHOM)
    assert "x.example" not in mail["text"]
    assert "Win at x. example/ win O&#x27;Hara-Łoś Jr. shares" in mail["text"]


def test_neither_the_token_nor_the_passcode_is_kept(rosa: Patient) -> None:
    _, passcode, link_token = shared(rosa, a_document(rosa))
    rosa.cloud.settle()
    [row] = rows("LINK")
    assert passcode not in json.dumps(row)
    assert link_token not in json.dumps(row)


@pytest.mark.feature("X5")
def test_a_link_that_never_was_is_answered_alike_whatever_it_looks_like(cloud: Cloud, rosa: Patient) -> None:
    told_of = set()
    for made_up in ("0" * 64, "x", "a" * 3000, "%2e%2e", "é", "LINK", f"{'0' * 63}g"):
        for answer in (look(rosa, made_up), open_it(rosa, made_up, "abcdefgh")):
            assert answer.status == 404
            told_of.add(answer.body)
    assert len(told_of) == 1


@pytest.mark.feature("X5")
def test_a_wrong_passcode_and_another_address_are_answered_alike_and_the_fifth_ends_it(
    cloud: Cloud, rosa: Patient
) -> None:
    _, passcode, link_token = shared(rosa, a_document(rosa))
    assert refused(open_it(rosa, link_token, "aaaabbbb"), 4)
    assert refused(open_it(rosa, link_token, passcode, email="somebody@else.example"), 3)
    assert refused(open_it(rosa, link_token, "", email=""), 2)
    assert open_it(rosa, link_token, passcode).status == 200, "a right one in between is an opening"
    assert refused(open_it(rosa, link_token, passcode + "a"), 1)
    assert refused(open_it(rosa, link_token, "aaaabbbb"))
    assert refused(open_it(rosa, link_token, passcode)), "the right one comes too late"
    assert look(rosa, link_token).json()["state"] == "ended"
    assert actions(rosa) == [
        "link.created", "link.refused", "link.refused", "link.refused", "link.opened", "link.refused", "link.guessed",
        "link.tried-late",
    ]  # fmt: skip
    assert [m["subject"] for m in cloud.mails(rosa.email)].count("A link to your document was ended") == 1


@pytest.mark.feature("X5")
def test_of_many_guesses_at_once_no_more_than_five_count_and_none_is_free(cloud: Cloud, rosa: Patient) -> None:
    """Each is decided against the link as it was read: one that was overtaken tells nothing."""
    _, passcode, link_token = shared(rosa, a_document(rosa))
    from portal import store

    get = store.get

    def overtaken(key: Any) -> Any:
        found = get(key)
        with patch("portal.store.get", get):
            assert refused(open_it(rosa, link_token, "aaaabbbb"), 4 - (found.tries if found else 0))
        return found

    with patch("portal.store.get", overtaken):
        right = open_it(rosa, link_token, passcode)
    with patch("portal.store.get", overtaken):
        wrong = open_it(rosa, link_token, "ccccdddd")
    assert (right.status, right.body) == (wrong.status, wrong.body) == (409, right.body)


def test_after_the_last_opening_nobody_opens_it(rosa: Patient) -> None:
    document = a_document(rosa)
    _, passcode, link_token = shared(rosa, document, most=2)
    assert [told(open_it(rosa, link_token, passcode))["openings_left"] for _ in range(2)] == [1, 0]
    assert refused(open_it(rosa, link_token, passcode))
    assert look(rosa, link_token).json()["state"] == "ended"
    [listed] = links(rosa, document)
    assert (listed["why"], len(listed["openings"])) == ("used-up", 2)


def test_of_two_at_once_one_gets_the_last_opening(cloud: Cloud, rosa: Patient) -> None:
    document = a_document(rosa)
    _, passcode, link_token = shared(rosa, document, most=1)
    from portal import store

    get, other = store.get, []

    def overtaken(key: Any) -> Any:
        found = get(key)
        with patch("portal.store.get", get):
            other.append(open_it(rosa, link_token, passcode))
        return found

    with patch("portal.store.get", overtaken):
        late = open_it(rosa, link_token, passcode)
    assert (other[0].status, late.status) == (200, 409)
    assert refused(open_it(rosa, link_token, passcode))
    assert len(links(rosa, document)[0]["openings"]) == 1


def test_only_the_first_opening_is_told_by_mail(cloud: Cloud, rosa: Patient) -> None:
    _, passcode, link_token = shared(rosa, a_document(rosa))
    for _ in range(2):
        assert open_it(rosa, link_token, passcode).status == 200
    told_of = [mail for mail in cloud.mails(rosa.email) if mail["subject"] == "A document that you shared was opened"]
    assert len(told_of) == 1
    assert "Letter" not in told_of[0]["text"]


@pytest.mark.feature("X2")
def test_the_same_opening_sent_again_is_one(rosa: Patient) -> None:
    """Also when it was cut off before its answer was kept."""
    document = a_document(rosa)
    _, passcode, link_token = shared(rosa, document, most=1)
    with patch("portal.documents.document.address", side_effect=RuntimeError):
        assert open_it(rosa, link_token, passcode, idempotency_key="mine").status == 500
    from portal import store

    for row in rows("ONCE"):
        store.update(store.keys.once(row["digest"]["S"]), set={"ttl": 0})
    assert told(open_it(rosa, link_token, passcode, idempotency_key="mine"))["openings_left"] == 0
    assert refused(open_it(rosa, link_token, passcode, idempotency_key="other"))
    assert len(links(rosa, document)[0]["openings"]) == 1


def test_a_link_is_for_a_password_given_just_now(clock: Clock, rosa: Patient) -> None:
    document = a_document(rosa)
    clock.forward(minutes=6)
    assert problem(share(rosa, document)) == "step-up-required"


def test_what_is_wrong_is_named(clock: Clock, rosa: Patient) -> None:
    document = a_document(rosa)
    far = (clock.at + timedelta(days=92)).date().isoformat()
    assert wrong_fields(share(rosa, document, email="nobody", ends=far, most=21)) == {
        "email": "impossible", "ends": "out_of_range", "most": "out_of_range",
    }  # fmt: skip
    past = (clock.at - timedelta(days=2)).date().isoformat()
    assert wrong_fields(share(rosa, document, ends=past, most=0)).keys() == {"ends", "most"}
    assert problem(share(rosa, begun(rosa, "Letter.pdf")["document"]["id"])) == "document-not-ready"
    assert share(rosa, "never").status == 404
    assert rows("LINK") == []


@pytest.mark.feature("X2")
def test_the_same_request_again_makes_one_link_and_one_mail(cloud: Cloud, rosa: Patient) -> None:
    """Also when it was cut off before its answer was kept."""
    document = a_document(rosa)
    first = share(rosa, document, key="mine").json()
    from portal import store

    for row in rows("ONCE"):
        store.update(store.keys.once(row["digest"]["S"]), set={"ttl": 0})
    second = share(rosa, document, key="mine").json()
    assert first == second
    assert (len(rows("LINK")), len(cloud.mails(WHOM))) == (1, 1)


def test_nobody_sends_many_mails_by_links(rosa: Patient) -> None:
    document = a_document(rosa)
    answers = [share(rosa, document).status for _ in range(21)]
    assert (answers.count(201), answers[-1]) == (20, 429)


def test_two_links_of_a_document_know_nothing_of_each_other(rosa: Patient) -> None:
    document = a_document(rosa)
    _, one, first = shared(rosa, document)
    _, two, second = shared(rosa, document, email="another@clinic.example")
    assert (one, first) != (two, second)
    assert refused(open_it(rosa, first, two, email="another@clinic.example"), 4)
    assert refused(open_it(rosa, second, one, email=WHOM), 4)
    assert open_it(rosa, second, two, email="another@clinic.example").status == 200
    assert token(rosa) == first
