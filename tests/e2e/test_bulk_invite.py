"""Patients without an account are invited, one or many; the state of every invitation (D10)."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.circle import chart_of
from tests.e2e.console import sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.tab import Tab
from tests.invitees import LABS, an_address, invite, tell_caregivers
from tests.people import Patient, Practice, a_known_patient, a_patient, a_ticket, an_invite_for, links, sign_up
from tests.staffing import staff_of

INVITES = re.compile(r"/patients/[^/]+/invites$")


def without_email(practice: Practice, given: str) -> None:
    told = {"id": f"none-{given.lower()}", "given": given, "family": "Nomail", "birth_date": "1950-01-02"}
    sent = practice.send("patient.upserted", {"patient": told, "caregivers": []})
    assert sent.status == 202, sent.body


def open_list(tab: Tab, practice: Practice) -> None:
    sign_in_to_console(tab, staff_of(practice), "/patients/new")
    tab.heading("Not invited yet")
    tab.page.get_by_role("link", name=re.compile("^Alvarez, ")).first.wait_for()


def invite_everybody(tab: Tab) -> None:
    tab.page.get_by_label("Choose all that are shown").check()
    tab.page.get_by_role("button", name=re.compile(r"^Invite \d+ patient")).click()


@pytest.mark.feature("D10+", "B1", "X4")
def test_many_are_invited_at_once_and_who_has_no_address_is_named(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    people = [a_known_patient(practice, name) for name in ("Rosa", "Sam", "Walter")]
    without_email(practice, "Nina")
    a_patient(practice, "Mia")
    open_list(tab, practice)
    tab.page.get_by_text("they cannot be invited by email: Nina Nomail.").wait_for()
    assert not tab.page.get_by_role("link", name="Alvarez, Mia").count()
    tab.press("Invite the chosen patients")
    tab.page.get_by_role("link", name="Choose at least one patient").wait_for()
    tab.checked("not-invited-errors")
    tab.page.get_by_label("Choose all that are shown").check()
    tab.page.get_by_label("Invite Walter Alvarez").uncheck()
    tab.checked("not-invited-chosen")
    tab.press("Invite 2 patients")
    tab.page.get_by_role("status").get_by_text("2 invitations were sent.").wait_for()
    expect(tab.page.get_by_role("heading", name="Sending invitations")).to_be_focused()
    tab.checked("invitations-sent")
    assert [len(links(laptop, each.email)) if each.given != "Walter" else 0 for each in people] == [1, 1, 0]
    tab.press("Back to the list")
    expect(tab.page.get_by_role("status").filter(has_text="2 invitations were sent.")).to_be_focused()
    tab.page.get_by_role("link", name="Alvarez, Walter").wait_for()
    assert not tab.page.get_by_role("link", name="Alvarez, Rosa").count()
    tab.page.get_by_label("Invite Walter Alvarez").check()
    tab.press("Invite 1 patient")
    tab.page.get_by_role("status").get_by_text("1 invitation was sent.").wait_for()


@pytest.mark.feature("D10+", "X2")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_lost_connection_stops_the_sending_and_going_on_mails_nobody_twice(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    people = [a_known_patient(practice, name) for name in ("Ana", "Bea", "Cleo", "Dora")]
    open_list(tab, practice)
    seen: list[str] = []

    def lose_the_second_answer(route: Route) -> None:
        seen.append(route.request.headers["idempotency-key"])
        if len(seen) != 2:
            return route.continue_()
        route.fetch()
        return route.abort()

    tab.page.route(INVITES, lose_the_second_answer)
    invite_everybody(tab)
    tab.page.get_by_text("Stopped. 3 invitations are left. We cannot reach Kinchart.").wait_for()
    tab.checked("invitations-stopped")
    tab.press("Go on")
    tab.page.get_by_text("4 invitations were sent.").wait_for()
    assert len(seen) == 5
    assert seen[1] == seen[2]
    assert len(set(seen)) == 4
    assert [len(links(laptop, each.email)) for each in people] == [1] * 4


@pytest.mark.feature("D10+", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_who_could_not_be_invited_is_listed_with_the_reason_and_tried_again(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    bea = a_known_patient(practice, "Bea")
    a_known_patient(practice, "Ana")
    open_list(tab, practice)
    tab.page.get_by_role("link", name="Alvarez, Bea").wait_for()
    sign_up(bea)
    invite_everybody(tab)
    tab.page.get_by_text("1 invitation was sent. 1 was not sent.").wait_for()
    tab.page.get_by_text("Bea Alvarez: This patient already has an account.").wait_for()
    tab.checked("invitations-failed")
    tab.press("Try the failed ones again")
    tab.page.get_by_text("1 invitation was sent. 1 was not sent.").wait_for()
    assert len(links(laptop, bea.email)) == 1


@pytest.mark.feature("D10+")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_sending_can_be_stopped_and_gone_on_with(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    for name in ("Ana", "Bea", "Cleo"):
        a_known_patient(practice, name)
    open_list(tab, practice)
    held: list[Route] = []
    tab.page.route(INVITES, lambda route: route.continue_() if held else held.append(route))
    invite_everybody(tab)
    tab.page.get_by_role("status").get_by_text("Sending 3 invitations.").wait_for()
    tab.press("Stop")
    while not held:
        tab.page.wait_for_timeout(20)
    held[0].continue_()
    tab.page.get_by_text("Stopped. 2 invitations are left.").wait_for()
    tab.press("Go on")
    tab.page.get_by_text("3 invitations were sent.").wait_for()


@pytest.mark.feature("D10+", "B1", "X4")
def test_every_invitation_shows_its_state_and_is_sent_again_or_withdrawn(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    rosa, sam = a_known_patient(practice), a_known_patient(practice, "Sam")
    an_invite_for(rosa)
    a_ticket(sam, an_invite_for(sam))
    a_patient(practice, "Walter")
    sign_in_to_console(tab, staff_of(practice), "/invites")
    tab.heading("Invitations")

    def row(patient: Patient):  # type: ignore[no-untyped-def]
        return tab.page.get_by_role("row").filter(has_text=f"{patient.given} {patient.family}")

    expect(row(rosa)).to_contain_text("Sent")
    assert "Date of birth confirmed" in row(sam).inner_text()
    assert "Accepted" in tab.page.get_by_role("row").filter(has_text="Walter").inner_text()
    tab.checked("invitations")
    row(rosa).get_by_role("button", name="Send again").click()
    tab.page.get_by_text(f"An invitation was sent to {rosa.email}.").wait_for()
    assert len(laptop.mails(rosa.email, 2)) == 2
    row(sam).get_by_role("button", name="Withdraw").click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Withdraw").click()
    tab.page.get_by_text(f"The invitation to {sam.email} was withdrawn.").wait_for()
    row(sam).get_by_text("Withdrawn").first.wait_for()
    tab.checked("invitations-withdrawn")


@pytest.mark.feature("D10+", "C1", "C2", "X4")
def test_the_patients_page_invites_the_patient_and_a_caregiver_who_waits(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    patient, ana = a_known_patient(practice), an_address()
    tell_caregivers(patient, ana)
    sign_in_to_console(tab, staff_of(practice), f"/patients/{chart_of(patient)}")
    tab.heading("Rosa Alvarez")
    tab.press("Invite Ana Alvarez")
    tab.page.get_by_text(f"The invitation to {ana} goes out as soon as the patient uses an account.").wait_for()
    tab.page.get_by_text("Waits for the patient’s account").wait_for()
    tab.press("Invite by email")
    tab.page.get_by_text(f"An invitation was sent to {patient.email}.").wait_for()
    assert links(laptop, patient.email)
    assert not laptop.mails(ana, 0)
    tab.page.get_by_role("button", name="Invite by email").wait_for(state="detached")
    tab.checked("patient-with-invitations")
    tab.press(f"Withdraw {ana}")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Withdraw").click()
    tab.page.get_by_text(f"The invitation to {ana} was withdrawn.").wait_for()


@pytest.mark.feature("D10+", "C6", "B1")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_a_representatives_invitation_is_sent_again_as_it_was(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    patient, ruth = a_patient(practice), an_address("ruth")
    assert invite(patient, "representative", ruth).status == 202
    colleague = staff_of(practice)
    sign_in_to_console(tab, colleague, f"/patients/{chart_of(patient)}")
    tab.press(f"Send again {ruth}")
    tab.page.get_by_text(f"An invitation was sent to {ruth}.").wait_for()
    assert len(laptop.mails(ruth, 2)) == 2
    told = colleague.ask("GET", f"/patients/{chart_of(patient)}").json()["invites"]
    [again] = [each for each in told if each["email"] == ruth]
    assert (again["name"], again["permissions"]) == ("Ruth Klein", LABS)
