"""An invitation at the moment when something else happens to it, on the laptop cloud: one outcome, fifty times (B9).

DynamoDB's transactions are atomic there. Who won is told by the answers; that nobody won half, by what lies in the
tables afterwards.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Barrier
from typing import Any

import pytest

from local.gateway import HttpAnswer
from portal import ids
from tests.circle import account_of, ask, chart_of
from tests.cloud import problem
from tests.e2e.laptop import Laptop
from tests.invitees import accept, an_address, invite, tell_caregivers
from tests.people import Patient, Practice, a_known_patient, a_patient, a_ticket, activate, confirm, links
from tests.staffing import on_chart, staff_of

ROUNDS = 50


@dataclass
class Held:
    """An invitation to a patient's chart in the hand of somebody who has proved the date of birth."""

    patient: Patient
    token: str
    ticket: str

    @property
    def chart(self) -> str:
        return chart_of(self.patient)

    @property
    def id(self) -> str:
        return ids.digest(self.token)


class Left:
    """What lies in the tables after all rounds."""

    def __init__(self, laptop: Laptop) -> None:
        self._items: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for item in laptop.items():
            self._items[item["kind"]["S"]].append(item)

    def of(self, kind: str, **having: str) -> list[dict[str, Any]]:
        wanted = {name: {"S": value} for name, value in having.items()}.items()
        return [item for item in self._items[kind] if wanted <= item.items()]

    def primary(self, chart: str) -> str | None:
        [found] = self.of("CHART", id=chart)
        return str(found["primary"]["S"]) if "primary" in found else None

    def with_access(self, chart: str) -> list[str]:
        return [i["account_id"]["S"] for i in self.of("ACCESS", chart_id=chart)]

    def state(self, held: Held) -> str:
        [found] = self.of("INVITE", digest=held.id)
        return "withdrawn" if "withdrawn" in found else str(found["state"]["S"])

    def noted(self, owner: str, action: str, chart: str) -> int:
        """How often an account's or a practice's log tells of it."""
        found = self.of("AUDIT", action=action, about=chart)
        return sum(i["pk"]["S"].startswith(f"AUDIT#{owner}#") for i in found)


def at_once(*calls: Callable[[], HttpAnswer]) -> list[HttpAnswer]:
    barrier = Barrier(len(calls))

    def one(call: Callable[[], HttpAnswer]) -> HttpAnswer:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def all_of[Given, Made](make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(make, given))


def handed_out(laptop: Laptop, patients: list[Patient], kind: str, email: str) -> list[Held]:
    """An invitation to each patient's chart, all to one address. The link does not tell whose it is: the table does."""
    before = len(laptop.mails(email, 0))
    for answer in all_of(lambda patient: invite(patient, kind, email), patients):
        assert answer.status == 202, answer.body
    laptop.mails(email, before + len(patients))
    tokens = {ids.digest(token): token for token in links(laptop, email)}
    sent = (item for item in laptop.items("table") if item["kind"]["S"] == "INVITE")
    charts = {item["chart_id"]["S"]: item["digest"]["S"] for item in sent if item["digest"]["S"] in tokens}

    def held(patient: Patient) -> Held:
        token = tokens[charts[chart_of(patient)]]
        return Held(patient, token, a_ticket(patient, token))

    return all_of(held, patients)


def known(practice: Practice, email: str = "") -> list[Patient]:
    """As many patients as there are rounds, of whom the practice knows this address."""
    return all_of(lambda _: a_known_patient(practice, "Mateo", email), range(ROUNDS))


def refused(answer: HttpAnswer) -> str:
    """The slug, or nothing for a success."""
    return "" if answer.status < 300 else problem(answer)


def tell(capsys: pytest.CaptureFixture[str], what: str, outcomes: Counter[str]) -> None:
    with capsys.disabled():
        print(f"\n{what}: " + ", ".join(f"{count} × {said}" for said, count in outcomes.most_common()))


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("B9+")
def test_in_two_tabs_an_invitation_links_once_and_both_are_told_the_same(laptop: Laptop, rosa: Patient):
    invitations = handed_out(laptop, known(rosa.practice, rosa.email), "primary", rosa.email)
    for held in invitations:
        one, other = at_once(*[lambda held=held: accept(rosa, held.token, held.ticket)] * 2)
        assert (one.status, one.body) == (200, other.body)
    left, me = Left(laptop), account_of(rosa)
    assert len(left.of("MEMBER", account_id=me)) == 1 + ROUNDS
    for held in invitations:
        assert (left.primary(held.chart), left.with_access(held.chart), left.state(held)) == (me, [me], "accepted")
        assert left.noted(me, "invite.accepted", held.chart) == 1
        assert left.noted(rosa.practice.id, "invite.accepted", held.chart) == 1


@pytest.mark.feature("B9+")
def test_of_two_accounts_one_has_the_chart_and_the_other_has_nothing(
    laptop: Laptop, rosa: Patient, capsys: pytest.CaptureFixture[str]
):
    """Rosa takes the chart into her account; at the other address somebody makes a new one of it."""
    invitations = handed_out(laptop, known(rosa.practice, rosa.email), "primary", rosa.email)

    def newcomer(held: Held) -> tuple[Patient, dict[str, str]]:
        email = an_address("mateo")
        other = replace(held.patient, email=email, username=email.partition("@")[0])
        assert invite(other, "primary", email).status == 202
        token = links(laptop, email)[-1]
        ticket = a_ticket(other, token)
        assert activate(other, token, ticket).status == 200
        return other, {"token": token, "ticket": ticket, "code": laptop.code(email)}

    newcomers, outcomes = all_of(newcomer, invitations), Counter[str]()
    winners: list[str] = []
    for held, (other, step) in zip(invitations, newcomers, strict=True):
        mine, theirs = at_once(
            lambda held=held: accept(rosa, held.token, held.ticket), lambda step=step: confirm(laptop, **step)
        )
        assert sorted([mine.status, theirs.status]) == [200, 410], (mine.body, theirs.body)
        assert "invite-used" in {refused(mine), refused(theirs)}
        outcomes["the account that there was" if mine.status == 200 else "the new one"] += 1
        winners.append("" if mine.status == 200 else other.email)
    left, me = Left(laptop), account_of(rosa)
    for held, email in zip(invitations, winners, strict=True):
        made = [i["account_id"]["S"] for i in left.of("CREDENTIAL", email=email)] if email else [me]
        assert [left.primary(held.chart)] == left.with_access(held.chart) == made
        assert (left.state(held) == "accepted") == (made == [me])
        assert left.noted(me, "invite.accepted", held.chart) == (made == [me])
        assert left.noted(rosa.practice.id, "invite.accepted", held.chart) == 1
    emails = {other.email for other, _ in newcomers}
    assert {i["email"]["S"] for i in left.of("CREDENTIAL") if i.get("email", {}).get("S") in emails} == set(winners) - {
        ""
    }
    assert len(left.of("MEMBER", account_id=me)) == 1 + outcomes["the account that there was"]
    tell(capsys, "Of two accounts", outcomes)


@pytest.mark.feature("B9+")
def test_what_is_withdrawn_while_it_is_accepted_is_one_or_the_other(
    laptop: Laptop, rosa: Patient, capsys: pytest.CaptureFixture[str]
):
    """By staff, and by the practice's own system, which sends another link."""
    invitations = handed_out(laptop, known(rosa.practice, rosa.email), "primary", rosa.email)
    staff, outcomes = staff_of(rosa.practice), Counter[str]()
    accepted: list[bool] = []
    for number, held in enumerate(invitations):

        def withdraw(held: Held = held, by_staff: bool = number % 2 == 0) -> HttpAnswer:
            if by_staff:
                return staff.ask("DELETE", f"{on_chart(held.patient)}/invites/{held.id}")
            return invite(held.patient, "primary", rosa.email)

        mine, theirs = at_once(lambda held=held: accept(rosa, held.token, held.ticket), withdraw)
        assert (refused(mine), refused(theirs)) in {
            ("", "invite-used"), ("", "conflict"), ("", "invalid"), ("invite-withdrawn", ""),
        }, (mine.body, theirs.body)  # fmt: skip
        accepted.append(mine.status == 200)
        outcomes["accepted" if accepted[-1] else "withdrawn"] += 1
    left, me = Left(laptop), account_of(rosa)
    for held, mine in zip(invitations, accepted, strict=True):
        assert left.state(held) == ("accepted" if mine else "withdrawn")
        assert (left.primary(held.chart), left.with_access(held.chart)) == ((me, [me]) if mine else (None, []))
        for owner in (me, rosa.practice.id):
            assert left.noted(owner, "invite.accepted", held.chart) == mine
    assert len(left.of("MEMBER", account_id=me)) == 1 + outcomes["accepted"]
    tell(capsys, "Accepted while it was withdrawn", outcomes)


@pytest.mark.feature("B9+", "C2")
def test_nobody_sees_a_record_whose_patient_leaves_while_they_accept(
    laptop: Laptop, rosa: Patient, capsys: pytest.CaptureFixture[str]
):
    """The patient takes it out of their account, or staff end the account's access: both free the chart."""
    practice, ana = rosa.practice, a_patient(rosa.practice, "Ana")
    charts = handed_out(laptop, known(practice, rosa.email), "primary", rosa.email)
    members = [linked(accept(rosa, held.token, held.ticket))["member_id"] for held in charts]
    all_of(lambda held: tell_caregivers(held.patient, ana.email), charts)
    invitations = handed_out(laptop, [held.patient for held in charts], "caregiver", ana.email)
    staff, me, outcomes = staff_of(practice), account_of(rosa), Counter[str]()
    for number, (held, member) in enumerate(zip(invitations, members, strict=True)):

        def leave(held: Held = held, member: str = member, by_staff: bool = number % 2 == 0) -> HttpAnswer:
            if by_staff:
                return staff.ask("DELETE", f"{on_chart(held.patient)}/accounts/{me}")
            return ask(rosa, "DELETE", f"/api/members/{member}/charts/{held.chart}")

        left, accepted = at_once(leave, lambda held=held: accept(ana, held.token, held.ticket))
        assert (refused(left), refused(accepted)) in {("", ""), ("", "primary-needed")}, (left.body, accepted.body)
        outcomes["accepted before" if accepted.status == 200 else "too late"] += 1
        assert ask(ana, "GET", f"/fhir/Observation?patient={held.chart}").status == 404
    theirs = ask(ana, "GET", "/api/members").json()["members"]
    assert [chart["role"] for member in theirs for chart in member["charts"]] == ["primary"]
    after, them = Left(laptop), account_of(ana)
    for held in invitations:
        accepted = after.state(held) == "accepted"
        assert (after.primary(held.chart), after.with_access(held.chart)) == (None, [them] if accepted else [])
        for owner in (them, practice.id):
            assert after.noted(owner, "invite.accepted", held.chart) - (owner == practice.id) == accepted
        assert after.noted(me, "access.granted", held.chart) == accepted
    assert sum(after.state(held) == "accepted" for held in invitations) == outcomes["accepted before"]
    tell(capsys, "Accepted while the patient left", outcomes)


def linked(answer: HttpAnswer) -> dict[str, str]:
    assert answer.status == 200, answer.body
    told: dict[str, str] = answer.json()
    return told
