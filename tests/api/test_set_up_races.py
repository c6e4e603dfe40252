"""A set-up account that is deleted, made twice, used or invited to at the same moment: one outcome (D2, B9)."""

from typing import Any

import pytest

from tests.api.test_at_rest import everything
from tests.circle import account_of, log, members, told
from tests.cloud import Cloud, problem
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_ticket,
    activate,
    an_invite_for,
    confirm,
    verify,
)
from tests.signing_in import by_code, challenge, initiate, result
from tests.staffing import (
    Colleague,
    before_it_writes,
    choose_password,
    first_sign_in,
    on_chart,
    page_of,
    save,
    set_up,
    staff_of,
)

Json = dict[str, Any]


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice, "front-desk")


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_known_patient(practice)


@pytest.mark.feature("D2")
def test_an_account_that_nobody_used_goes_entirely_and_the_form_can_be_filled_anew(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    made = set_up(staff, rosa)
    told(staff.ask("DELETE", f"{on_chart(rosa)}/accounts/{made['account']['id']}"))
    assert initiate(cloud, rosa.email, made["credentials"]["temporary_password"]).status == 401
    assert page_of(staff, rosa)["accounts"] == []
    assert [p["account"] for p in told(staff.ask("GET", "/patients?list=new"))["patients"]] == ["none"]
    kept = [line for line in everything(cloud).split('"pk"') if f"ACCT#{made['account']['id']}" in line]
    assert kept == []
    first_sign_in(rosa, set_up(staff, rosa)["credentials"])
    assert len(members(rosa)) == 1


@pytest.mark.feature("D2", "B9+")
def test_deleted_in_the_middle_of_the_first_sign_in_nothing_of_it_is_left(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    made = set_up(staff, rosa)
    session = choose_password(rosa, made["credentials"])
    told(staff.ask("DELETE", f"{on_chart(rosa)}/accounts/{made['account']['id']}"))
    late = by_code(cloud, session, rosa.username, cloud.code(rosa.email))
    assert late.status == 400
    assert problem(late) == "invalid-session"
    assert page_of(staff, rosa)["accounts"] == []


@pytest.mark.feature("D2", "B9+")
def test_the_first_sign_in_at_the_moment_of_the_deletion_keeps_the_account(
    cloud: Cloud, staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch
):
    made = set_up(staff, rosa)
    session = choose_password(rosa, made["credentials"])
    code = cloud.code(rosa.email)
    before_it_writes(monkeypatch, lambda: by_code(cloud, session, rosa.username, code))
    refused = staff.ask("DELETE", f"{on_chart(rosa)}/accounts/{made['account']['id']}")
    assert (refused.status, problem(refused)) == (409, "conflict")
    assert page_of(staff, rosa)["accounts"][0]["status"] == "active"


@pytest.mark.feature("D2", "C2", "B9+")
def test_of_two_first_sign_ins_in_two_tabs_one_makes_the_record_live(
    cloud: Cloud, staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch
):
    choose_password(rosa, set_up(staff, rosa)["credentials"])
    sessions, codes, done = [], [], []
    for _ in range(2):
        sessions.append(challenge(initiate(cloud, rosa.username), "EMAIL_OTP")["Session"])
        codes.append(cloud.code(rosa.email))
    before_it_writes(monkeypatch, lambda: done.append(by_code(cloud, sessions[0], rosa.username, codes[0])))
    late = by_code(cloud, sessions[1], rosa.username, codes[1])
    assert (late.status, problem(late)) == (400, "invalid-session")
    rosa.token = result(done[0])["AccessToken"]
    assert [e["action"] for e in log(rosa)].count("account.activated") == 1
    # To the practice's staff it was the patient, not they themselves.
    assert activations(staff) == [{"kind": "primary", "name": rosa.username}]


def activations(staff: Colleague) -> list[Json]:
    """Who made a record live, by the practice's log."""
    entries = told(staff_of(staff.practice).ask("GET", "/audit"))["entries"]
    return [e["by"] for e in entries if e["action"] == "account.activated"]


@pytest.mark.feature("D2", "B9+")
def test_of_two_staff_who_set_up_the_same_patient_one_makes_the_account(
    staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch
):
    other, first = staff_of(staff.practice), []
    before_it_writes(monkeypatch, lambda: first.append(set_up(other, rosa, username="rosa.first", email=rosa.email)))
    late = save(staff, rosa)
    assert (late.status, problem(late)) == (409, "conflict")
    assert [a["id"] for a in page_of(staff, rosa)["accounts"]] == [first[0]["account"]["id"]]
    first_sign_in(rosa, first[0]["credentials"])


@pytest.mark.feature("D2", "B1", "B5")
def test_an_invitation_that_was_mailed_before_works_no_more(cloud: Cloud, staff: Colleague, rosa: Patient):
    token = an_invite_for(rosa)
    ticket = a_ticket(rosa, token)
    assert activate(rosa, token, ticket).status == 200
    code = cloud.code(rosa.email)
    set_up(staff, rosa)
    late = confirm(cloud, token, ticket, code)
    assert (late.status, problem(late)) == (410, "invite-withdrawn")
    assert problem(verify(cloud, token, rosa.birth_date)) == "invite-withdrawn"
    assert [each["state"] for each in page_of(staff, rosa)["invites"]] == ["withdrawn"]


@pytest.mark.feature("D2", "B9+")
def test_an_invitation_that_is_accepted_at_the_same_moment_wins(
    cloud: Cloud, staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch
):
    token = an_invite_for(rosa)
    ticket = a_ticket(rosa, token)
    activate(rosa, token, ticket)
    code, done = cloud.code(rosa.email), []
    before_it_writes(monkeypatch, lambda: done.append(confirm(cloud, token, ticket, code)))
    late = save(staff, rosa)
    assert (late.status, problem(late)) == (409, "conflict")
    rosa.token = result(done[0])["AccessToken"]
    assert [a["id"] for a in page_of(staff, rosa)["accounts"]] == [account_of(rosa)]
