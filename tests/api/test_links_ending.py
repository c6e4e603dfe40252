"""When a link to a document ends: with its day, its document, the sharer's word or rights; and who may end it (G3)."""

import os
from datetime import timedelta
from typing import Any

import boto3
import pytest

from tests.api.test_links import actions, refused
from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, told
from tests.cloud import Clock, Cloud, problem
from tests.links import a_document, links, look, open_it, path, share, shared
from tests.people import Patient, Practice, a_patient

pytestmark = pytest.mark.feature("G3")
Json = dict[str, Any]


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def test_it_ends_with_its_last_day(clock: Clock, rosa: Patient) -> None:
    document = a_document(rosa)
    _, passcode, link_token = shared(rosa, document, ends=(clock.at + timedelta(days=2)).date().isoformat())
    clock.forward(days=1, hours=-1)
    assert open_it(rosa, link_token, passcode).status == 200
    clock.forward(days=2, hours=1)
    assert refused(open_it(rosa, link_token, passcode))
    assert look(rosa, link_token).json()["state"] == "ended"
    assert open_it(rosa, link_token, passcode).status == 410
    late = [row for row in audit_rows() if row["action"]["S"] == "link.tried-late"]
    assert len(late) == 1, "whoever tries again and again does not fill the log"


def audit_rows() -> list[Json]:
    found = boto3.client("dynamodb").scan(TableName=os.environ["AUDIT_TABLE"])["Items"]
    return [row for row in found if "action" in row]


def test_the_sharer_ends_it_at_once_and_twice_is_once(rosa: Patient) -> None:
    document = a_document(rosa)
    link, passcode, link_token = shared(rosa, document)
    for _ in range(2):
        assert ask(rosa, "DELETE", f"{path(rosa, document)}/{link}").status == 200
    assert refused(open_it(rosa, link_token, passcode))
    assert links(rosa, document)[0]["why"] == "by-sharer"
    assert actions(rosa) == ["link.created", "link.ended", "link.tried-late"]


def test_a_deleted_document_has_no_links_and_having_it_back_opens_none(rosa: Patient) -> None:
    document = a_document(rosa)
    _, passcode, link_token = shared(rosa, document)
    own = f"/api/charts/{chart_of(rosa)}/documents/{document}"
    assert ask(rosa, "DELETE", own).status == 200
    assert refused(open_it(rosa, link_token, passcode))
    assert problem(share(rosa, document)) == "document-not-ready"
    assert ask(rosa, "PATCH", own, {"deleted": False}).status == 200
    assert refused(open_it(rosa, link_token, passcode))
    assert links(rosa, document)[0]["why"] == "deleted"
    _, passcode, link_token = shared(rosa, document)
    assert open_it(rosa, link_token, passcode).status == 200


def test_a_link_whose_clock_was_ahead_ends_with_its_document_too(clock: Clock, rosa: Patient) -> None:
    document = a_document(rosa)
    clock.forward(seconds=2)
    _, passcode, link_token = shared(rosa, document)
    clock.forward(seconds=-2)
    own = f"/api/charts/{chart_of(rosa)}/documents/{document}"
    assert ask(rosa, "DELETE", own).status == 200
    assert look(rosa, link_token).json()["state"] == "ended"
    assert refused(open_it(rosa, link_token, passcode))
    clock.forward(seconds=3)
    assert ask(rosa, "PATCH", own, {"deleted": False}).status == 200
    assert refused(open_it(rosa, link_token, passcode))


@pytest.mark.feature("C4", "C7+")
def test_when_the_sharers_rights_end_their_links_have_ended(rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    document = a_document(ana, rosa)
    _, passcode, link_token = shared(ana, document, chart=chart_of(rosa))
    assert open_it(ana, link_token, passcode).status == 200
    access = f"/api/charts/{chart_of(rosa)}/access"
    [of_ana] = [each for each in told(ask(rosa, "GET", access))["access"] if each["name"] == "Ana Alvarez"]
    assert ask(rosa, "DELETE", f"{access}/{of_ana['id']}").status in (200, 204)
    assert refused(open_it(rosa, link_token, passcode))
    assert look(rosa, link_token).json()["state"] == "ended"


@pytest.mark.feature("X5")
def test_when_the_sharers_account_is_disabled_their_links_do_not_work(cloud: Cloud, rosa: Patient) -> None:
    _, passcode, link_token = shared(rosa, a_document(rosa))
    cloud.ops("SetAccountState", {"username": rosa.username, "state": "disabled"})
    assert refused(open_it(rosa, link_token, passcode))


@pytest.mark.feature("C4", "C5")
def test_nobody_else_sees_shares_or_ends_them(rosa: Patient) -> None:
    ana, ruth = a_caregiver_of(rosa), a_representative_of(rosa, {"documents": "read"})
    chart, document = chart_of(rosa), a_document(rosa)
    link, _, _ = shared(rosa, document)
    for other in (ana, ruth):
        assert ask(other, "GET", path(other, document, chart)).status == 404
        assert ask(other, "DELETE", f"{path(other, document, chart)}/{link}").status in (403, 404)
        assert share(other, document, chart=chart).status in (403, 404)
    assert not links(rosa, document)[0]["ended"]
    assert actions(ana) == []
    assert problem(share(ruth, document, chart=chart)) == "forbidden"
