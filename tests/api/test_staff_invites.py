"""Invitations from the console: sent, sent again, withdrawn, and how far each of them is (B1, C2, D10)."""

from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.circle import chart_of, log, told
from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.invitees import LABS, an_address, invitee, tell_caregivers
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_practice,
    a_ticket,
    activate,
    confirm,
    links,
    sign_up_by,
    verify,
)
from tests.staffing import Colleague, before_it_writes, on_chart, set_up, staff_of

Json = dict[str, Any]


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice, "front-desk")


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_known_patient(practice)


def send(staff: Colleague, patient: Patient, kind: str = "primary", email: str = "", **more: Any) -> HttpAnswer:
    body = {"kind": kind, "email": email or patient.email} | more
    return staff.ask("POST", f"{on_chart(patient)}/invites", body)


def sent(staff: Colleague, patient: Patient, kind: str = "primary", email: str = "", **more: Any) -> Json:
    answer = send(staff, patient, kind, email, **more)
    assert answer.status == 201, answer.body
    made: Json = answer.json()
    return made


def withdraw(staff: Colleague, patient: Patient, invite: Json) -> HttpAnswer:
    return staff.ask("DELETE", f"{on_chart(patient)}/invites/{invite['id']}")


def states(staff: Colleague) -> list[str]:
    return [each["state"] for each in told(staff.ask("GET", "/invites"))["invites"]]


@pytest.mark.feature("B1", "D10+")
def test_a_patient_who_is_invited_from_the_console_makes_an_account(staff: Colleague, rosa: Patient):
    made = sent(staff, rosa)
    [token] = links(rosa.cloud, rosa.email)
    assert (made["kind"], made["state"], made["email"], made["name"]) == ("primary", "sent", rosa.email, None)
    assert token not in str(made)
    sign_up_by(rosa, token)
    assert states(staff) == ["accepted"]


@pytest.mark.feature("B1", "B5")
def test_sent_again_there_is_a_new_link_and_the_earlier_is_withdrawn(cloud: Cloud, staff: Colleague, rosa: Patient):
    first, second = sent(staff, rosa), sent(staff, rosa)
    assert first["id"] != second["id"]
    old, new = links(cloud, rosa.email)
    assert problem(verify(cloud, old, rosa.birth_date)) == "invite-withdrawn"
    assert verify(cloud, new, rosa.birth_date).status == 200
    assert states(staff) == ["verified", "withdrawn"]


@pytest.mark.feature("B1", "C2", "D10+")
def test_whoever_waits_for_the_patient_is_invited_when_the_account_is_live(staff: Colleague, rosa: Patient):
    tell_caregivers(rosa, ana := an_address())
    ruth = an_address("ruth")
    assert sent(staff, rosa, "caregiver", ana)["state"] == "waiting"
    told_of_ruth = {"given": "Ruth", "family": "Klein", "permissions": LABS}
    waits = sent(staff, rosa, "representative", ruth, **told_of_ruth)
    assert (waits["state"], waits["name"], waits["permissions"]) == ("waiting", "Ruth Klein", LABS)
    assert (links(rosa.cloud, ana), links(rosa.cloud, ruth)) == ([], [])
    sent(staff, rosa)
    sign_up_by(rosa, links(rosa.cloud, rosa.email)[-1])
    rosa.cloud.settle()
    assert (len(links(rosa.cloud, ana)), len(links(rosa.cloud, ruth))) == (1, 1)
    listed = told(staff.ask("GET", "/invites"))["invites"]
    assert {each["email"]: each["state"] for each in listed} == {ana: "sent", ruth: "sent", rosa.email: "accepted"}


@pytest.mark.feature("B1")
def test_each_wrong_field_is_named(staff: Colleague, practice: Practice):
    rosa = a_patient(practice)
    assert wrong_fields(send(staff, rosa)) == {"email": "has_account"}
    assert wrong_fields(send(staff, rosa, "caregiver", an_address())) == {"email": "not_a_caregiver"}
    assert wrong_fields(send(staff, rosa, "representative", "nowhere")) == {
        "email": "impossible", "given": "missing", "family": "missing", "permissions": "missing"
    }  # fmt: skip
    assert wrong_fields(send(staff, a_known_patient(practice), email=" ")) == {"email": "missing"}
    assert wrong_fields(send(staff, rosa, "representative", permissions={"everything": "read"}))


@pytest.mark.feature("B1", "B5", "D10+")
def test_withdrawn_a_link_works_no_more_and_the_patient_is_new_again(cloud: Cloud, staff: Colleague, rosa: Patient):
    made = sent(staff, rosa)
    token = links(cloud, rosa.email)[-1]
    assert told(staff.ask("GET", "/patients?list=new"))["patients"] == []
    for _ in range(2):
        assert told(withdraw(staff, rosa, made)) == {}
    assert problem(verify(cloud, token, rosa.birth_date)) == "invite-withdrawn"
    [new] = told(staff.ask("GET", "/patients?list=new"))["patients"]
    assert (new["chart"], new["account"]) == (chart_of(rosa), "none")
    assert states(staff) == ["withdrawn"]
    [shown] = told(staff.ask("GET", on_chart(rosa)))["invites"]
    assert (shown["id"], shown["state"]) == (made["id"], "withdrawn")
    assert sent(staff, rosa)["state"] == "sent"


@pytest.mark.feature("B1", "C2")
def test_withdrawn_what_waits_does_not_go_out(staff: Colleague, rosa: Patient):
    tell_caregivers(rosa, ana := an_address())
    waits = sent(staff, rosa, "caregiver", ana)
    told(withdraw(staff, rosa, waits))
    assert told(staff.ask("GET", on_chart(rosa)))["invites"] == []
    sent(staff, rosa)
    sign_up_by(rosa, links(rosa.cloud, rosa.email)[-1])
    rosa.cloud.settle()
    assert links(rosa.cloud, ana) == []


@pytest.mark.feature("B5", "B9+")
def test_what_was_used_is_not_withdrawn(cloud: Cloud, staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch):
    made = sent(staff, rosa)
    token = links(cloud, rosa.email)[-1]
    ticket = a_ticket(rosa, token)
    activate(rosa, token, ticket)
    code = cloud.code(rosa.email)
    before_it_writes(monkeypatch, lambda: confirm(cloud, token, ticket, code))
    for _ in range(2):
        late = withdraw(staff, rosa, made)
        assert (late.status, problem(late)) == (410, "invite-used")
    assert states(staff) == ["accepted"]


@pytest.mark.feature("B5", "B9+")
def test_withdrawn_at_the_moment_of_the_confirmation_no_account_is_made(
    cloud: Cloud, staff: Colleague, rosa: Patient, monkeypatch: pytest.MonkeyPatch
):
    made = sent(staff, rosa)
    token = links(cloud, rosa.email)[-1]
    ticket = a_ticket(rosa, token)
    activate(rosa, token, ticket)
    code = cloud.code(rosa.email)
    before_it_writes(monkeypatch, lambda: withdraw(staff, rosa, made))
    late = confirm(cloud, token, ticket, code)
    assert late.status == 410
    assert told(staff.ask("GET", on_chart(rosa)))["accounts"] == []


@pytest.mark.feature("X5", "D9")
def test_an_invitation_is_withdrawn_on_its_own_patients_page_by_its_own_practice(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    made = sent(staff, rosa)
    walter = a_known_patient(staff.practice, "Walter")
    elsewhere = staff_of(a_practice(cloud, "Hillside"))
    theirs = a_known_patient(elsewhere.practice)
    for refused in (
        withdraw(staff, walter, made),
        withdraw(elsewhere, theirs, made),
        withdraw(elsewhere, rosa, made),
        withdraw(staff, rosa, {"id": links(cloud, rosa.email)[-1]}),
        withdraw(staff, rosa, {"id": "x" * 3000}),
    ):
        assert (refused.status, problem(refused)) == (404, "not-found")
    assert told(elsewhere.ask("GET", "/invites"))["invites"] == []
    assert states(staff) == ["sent"]


@pytest.mark.feature("D10+", "X3")
def test_the_list_has_every_state_newest_first_page_by_page(
    cloud: Cloud, staff: Colleague, practice: Practice, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("portal.pages.SIZE", 2)
    patients = [a_known_patient(practice, name) for name in ("Ana", "Rosa", "Sam")]
    sent(staff, patients[0])
    clock.forward(days=31)
    staff.sign_in()
    for patient in patients[1:]:
        sent(staff, patient)
    locked = links(cloud, patients[1].email)[-1]
    for _ in range(5):
        verify(cloud, locked, "01-01-1950")
    cloud.call("GET", f"/api/invites/{links(cloud, patients[2].email)[-1]}")
    first = told(staff.ask("GET", "/invites"))
    second = told(staff.ask("GET", f"/invites?cursor={first['cursor']}"))
    shown = [(each["patient"], each["chart"], each["state"]) for each in [*first["invites"], *second["invites"]]]
    assert shown == [
        ("Sam Alvarez", chart_of(patients[2]), "opened"),
        ("Rosa Alvarez", chart_of(patients[1]), "locked"),
        ("Ana Alvarez", chart_of(patients[0]), "expired"),
    ]
    assert second["cursor"] is None
    assert problem(staff.ask("GET", "/invites?cursor=x")) == "invalid"


@pytest.mark.feature("D9", "A8")
def test_invitations_of_others_are_in_the_patients_log_too(staff: Colleague, practice: Practice):
    rosa = a_patient(practice)
    tell_caregivers(rosa, ana := an_address())
    told(withdraw(staff, rosa, sent(staff, rosa, "caregiver", ana)))
    sign_up_by(invitee(rosa, ana), _again(staff, rosa, ana))
    entries = {e["action"]: e["by"]["kind"] for e in log(rosa)}
    assert {entries["invite.sent"], entries["invite.withdrawn"]} == {"staff"}
    mine = told(staff_of(practice).ask("GET", "/audit"))["entries"]
    assert [e["action"] for e in mine if e["by"].get("name") == "Nora Lindqvist"].count("invite.sent") == 2


def _again(staff: Colleague, patient: Patient, email: str) -> str:
    sent(staff, patient, "caregiver", email)
    return links(patient.cloud, email)[-1]


@pytest.mark.feature("B1", "D2")
def test_so_many_invitations_to_one_patient_are_open_that_all_of_them_can_still_be_ended_at_once(
    staff: Colleague, rosa: Patient
):
    from portal.invites import OPEN_AT_ONCE

    answers = [send(staff, rosa, "primary", f"rosa-{n}@example.org") for n in range(OPEN_AT_ONCE + 1)]
    assert [answer.status for answer in answers] == [201] * OPEN_AT_ONCE + [422]
    assert wrong_fields(answers[-1]) == {"email": "too_many"}
    assert send(staff, rosa, "primary", "rosa-0@example.org").status == 201, "again to the same address"
    set_up(staff, rosa)
    assert {each["state"] for each in told(staff.ask("GET", on_chart(rosa)))["invites"]} == {"withdrawn"}
