"""What happens between the reading and the writing of an acceptance: one outcome, and an answer that tells it (B9, C2).

Real threads meet on the laptop's cloud; here the other one always comes at the worst moment.
"""

from collections.abc import Callable
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.cloud import problem
from tests.invitees import a_link, accept, an_address, forget_primary, invite, invitee, members, tell_caregivers
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_ticket,
    activate,
    an_invite_for,
    confirm,
)

Meanwhile = Callable[[Callable[[], Any]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Have something done once, after the next acceptance or confirmation has read and before it writes."""
    from portal import store

    read = store.fetch

    def arrange(do: Callable[[], Any]) -> None:
        def fetch(*keys: Any) -> list[Any]:
            found = read(*keys)
            if keys[0].pk.startswith("INVITE#") and len(keys) > 2:
                monkeypatch.setattr("portal.store.fetch", read)
                do()
            return found

        monkeypatch.setattr("portal.store.fetch", fetch)

    return arrange


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.fixture
def mateo(practice: Practice, rosa: Patient) -> Patient:
    return a_known_patient(practice, "Mateo", rosa.email)


@pytest.mark.feature("B9+")
def test_two_tabs_get_the_same_answer_and_link_once(rosa: Patient, mateo: Patient, meanwhile: Meanwhile):
    token = an_invite_for(mateo)
    ticket = a_ticket(mateo, token)
    first: list[HttpAnswer] = []
    meanwhile(lambda: first.append(accept(rosa, token, ticket)))
    second = accept(rosa, token, ticket)
    assert (first[0].status, first[0].body) == (200, second.body)
    assert len(members(rosa)) == 2


@pytest.mark.feature("B9+")
def test_of_two_accounts_one_has_the_chart(practice: Practice, rosa: Patient, mateo: Patient, meanwhile: Meanwhile):
    sam = a_patient(practice, "Sam")
    mine, theirs = (a_link(mateo, "primary", who.email) for who in (rosa, sam))
    my_ticket, their_ticket = a_ticket(mateo, mine), a_ticket(mateo, theirs)
    meanwhile(lambda: accept(sam, theirs, their_ticket))
    answer = accept(rosa, mine, my_ticket)
    assert (answer.status, problem(answer)) == (410, "invite-used")
    assert (len(members(rosa)), len(members(sam))) == (1, 2)


@pytest.mark.feature("B5", "B9+")
def test_withdrawn_meanwhile_it_links_nothing_and_says_so(rosa: Patient, mateo: Patient, meanwhile: Meanwhile):
    token = an_invite_for(mateo)
    ticket = a_ticket(mateo, token)
    meanwhile(lambda: invite(mateo, "primary", rosa.email))
    answer = accept(rosa, token, ticket)
    assert (answer.status, problem(answer)) == (410, "invite-withdrawn")
    assert len(members(rosa)) == 1


@pytest.mark.feature("C2")
def test_nobody_gets_access_at_the_moment_when_the_patients_account_goes(
    practice: Practice, rosa: Patient, meanwhile: Meanwhile
):
    sam = a_patient(practice, "Sam")
    token = a_link(rosa, "representative", sam.email)
    ticket = a_ticket(rosa, token)
    meanwhile(lambda: forget_primary(rosa))
    answer = accept(sam, token, ticket)
    assert (answer.status, problem(answer)) == (409, "primary-needed")
    assert len(members(sam)) == 1


@pytest.mark.feature("C1", "C2")
def test_nor_when_the_practice_strikes_the_caregiver_out(practice: Practice, rosa: Patient, meanwhile: Meanwhile):
    sam = a_patient(practice, "Sam")
    tell_caregivers(rosa, sam.email)
    token = a_link(rosa, "caregiver", sam.email)
    ticket = a_ticket(rosa, token)
    meanwhile(lambda: tell_caregivers(rosa))
    answer = accept(sam, token, ticket)
    assert (answer.status, problem(answer)) == (410, "invite-withdrawn")
    assert len(members(sam)) == 1


@pytest.mark.feature("C2")
def test_no_account_is_made_at_that_moment_either(rosa: Patient, meanwhile: Meanwhile):
    ruth = invitee(rosa, an_address("ruth"))
    token = a_link(rosa, "representative", ruth.email)
    ticket = a_ticket(ruth, token)
    assert activate(ruth, token, ticket).status == 200
    code = ruth.cloud.code(ruth.email)
    meanwhile(lambda: forget_primary(rosa))
    answers = [confirm(ruth.cloud, token, ticket, code) for _ in range(2)]
    assert [(a.status, problem(a)) for a in answers] == [(409, "conflict"), (409, "primary-needed")]
