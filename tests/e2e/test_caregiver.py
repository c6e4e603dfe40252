"""Acting for somebody else in a real browser: the banner, what is seen, what is not, and its end (C3, C4, C6, C8)."""

import re

import pytest

from tests.circle import a_caregiver_of, a_representative_of, account_of, ask, chart_of, members
from tests.e2e.laptop import Laptop
from tests.e2e.linking import a_child_of, invited, records_at, with_records
from tests.e2e.steps import open_menu, pass_sign_in, sign_in
from tests.e2e.tab import Tab
from tests.e2e.test_activation import go
from tests.invitees import take_in, tell_caregivers
from tests.people import Patient, Practice, a_patient, a_practice

READS = [
    "Home", "Appointments", "Forms", "Prescriptions", "Lab results", "Billing", "Health record", "Messages",
    "Documents",
]  # fmt: skip
SHOWN = {"Appointments": "Diabetes review", "Prescriptions": "Metformin 500 mg tablet", "Lab results": "Hemoglobin A1c"}


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return with_records(a_patient(practice))


def sign_in_to_care(laptop: Laptop, tab: Tab, whom: Patient) -> None:
    pass_sign_in(laptop, tab, whom)
    tab.heading("Record of Rosa Alvarez")


def end_access(rosa: Patient, whom: Patient) -> None:
    answer = ask(rosa, "DELETE", f"/api/charts/{chart_of(rosa)}/access/{account_of(whom)}")
    assert answer.status == 200, answer.body


def menu_of(tab: Tab) -> list[str]:
    open_menu(tab)
    return tab.page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts()


@pytest.mark.feature("C3", "C4", "C8+", "X4")
def test_a_caregivers_dashboard_shows_the_record_and_what_they_may_do(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in_to_care(laptop, tab, ana)
    tab.page.get_by_text("Diabetes review").first.wait_for()
    tab.page.get_by_text("You are acting for Rosa Alvarez (someone you care for).").wait_for()
    assert tab.page.title() == "Record of Rosa Alvarez – Kinchart"
    may = tab.page.get_by_role("region", name="What you can see and do").inner_text()
    assert "You can also: send messages, share documents, and join video visits." in may
    assert "Everything else is for reading only." in may
    tab.checked("caregiver-dashboard")
    assert menu_of(tab) == READS
    for page, record in SHOWN.items():
        go(tab, page)
        tab.heading(page)
        tab.page.get_by_text(record).first.wait_for()
        assert tab.page.title() == f"{page} – Rosa Alvarez – Kinchart"
        tab.page.get_by_text("You are acting for Rosa Alvarez").wait_for()
    tab.page.goto("/account/sharing")
    tab.page.get_by_text("You have no record of your own here.").wait_for()
    tab.checked("caregiver-sharing")
    tab.page.goto("/account/family")
    tab.page.get_by_text("You see it as a caregiver.").wait_for()
    assert not tab.page.get_by_role("link", name=re.compile("Ask for a correction")).count()
    tab.checked("caregiver-family")


@pytest.mark.feature("C6", "C8+", "X4")
def test_a_representative_is_led_to_the_ticked_sections_only(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ruth = a_representative_of(rosa, {"labs": "read", "billing": "read"})
    sign_in_to_care(laptop, tab, ruth)
    tab.page.get_by_role("region", name="Latest lab results").get_by_text("Hemoglobin A1c").first.wait_for()
    assert not tab.page.get_by_role("region", name="Next appointment").count()
    assert "You can read, but you cannot change anything." in tab.page.inner_text("main")
    tab.checked("representative-dashboard")
    assert menu_of(tab) == ["Home", "Lab results", "Billing"]
    base = tab.page.url
    tab.page.goto(f"{base}/prescriptions")
    tab.page.get_by_text("does not share this part of the record with you").first.wait_for()
    assert "Metformin" not in tab.page.inner_text("main")
    tab.checked("representative-no-prescriptions")


@pytest.mark.feature("C8+", "X4")
def test_a_banner_says_for_whom_one_acts_and_leads_back(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    a_child_of(laptop, rosa)
    sign_in(laptop, tab, rosa)
    assert not tab.page.get_by_text("You are acting for").count()
    tab.press("Viewing: Rosa Alvarez")
    tab.page.get_by_role("menuitemradio", name="Emma Alvarez (family)").click()
    tab.heading("Record of Emma Alvarez")
    tab.page.get_by_text("You are acting for Emma Alvarez (family).").wait_for()
    tab.checked("acting")
    go(tab, "Lab results")
    tab.heading("Lab results")
    tab.page.get_by_text("You are acting for Emma Alvarez (family).").wait_for()
    tab.page.reload()
    tab.page.get_by_text("You are acting for Emma Alvarez (family).").wait_for()
    tab.follow("Go back to your own record")
    tab.heading("Hello, Rosa")
    assert not tab.page.get_by_text("You are acting for").count()


@pytest.mark.feature("C6", "C8+", "A8", "X4")
def test_who_acts_for_two_patients_always_knows_for_whom(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ruth = a_representative_of(rosa, {"labs": "read"})
    sam = a_patient(rosa.practice, "Sam")
    more = {"given": "Ruth", "family": "Klein", "permissions": {"appointments": "read"}}
    answer = take_in(ruth, sam, invited(laptop, sam, "representative", ruth.email, **more))
    assert answer.status == 200, answer.body
    pass_sign_in(laptop, tab, ruth)
    tab.heading("Record of Rosa Alvarez")
    tab.follow("See everyone you act for")
    tab.heading("My Family")
    tab.follow("Open the record of Sam Alvarez")
    tab.heading("Record of Sam Alvarez")
    tab.page.get_by_text("You are acting for Sam Alvarez (someone you act for).").wait_for()
    assert menu_of(tab) == ["Home", "Appointments"]
    tab.checked("acting-for-the-second")
    go(tab, "Appointments")
    tab.heading("Appointments")
    tab.page.get_by_text("No appointment is planned.").first.wait_for()
    tab.page.goto("/account/audit-logs")
    tab.page.get_by_text("You for Sam Alvarez").first.wait_for()


@pytest.mark.parametrize("width", [1280, 320], ids=["1280px", "320px"], indirect=True)
@pytest.mark.feature("B6", "C7+", "X4")
def test_an_open_page_says_plainly_that_access_has_ended(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in_to_care(laptop, tab, ana)
    go(tab, "Lab results")
    tab.page.get_by_text("Hemoglobin A1c").first.wait_for()
    end_access(rosa, ana)
    tab.follow("Hemoglobin A1c")
    tab.heading("You can no longer see the record of Rosa Alvarez")
    text = tab.page.inner_text("main")
    assert "Your access has ended." in text
    assert "Talk to Rosa Alvarez, or call the practice" in text
    assert "Hemoglobin" not in text
    assert not tab.page.get_by_text("You are acting for").count()
    tab.checked("access-ended")
    tab.page.reload()
    tab.heading("You can no longer see the record of Rosa Alvarez")
    tab.follow("Go to My Family")
    tab.heading("My Family")
    tab.page.get_by_text("No practice shares a record now.").first.wait_for()
    tab.press("Remove from My Family : Rosa Alvarez")
    question = tab.page.get_by_role("alertdialog", name="Remove Rosa Alvarez from My Family?")
    tab.checked("family-remove")
    question.get_by_role("button", name="Remove from My Family").click()
    tab.page.get_by_text("Rosa Alvarez was removed from My Family.").wait_for()
    assert [m["given"] for m in members(ana)] == ["Ana"]
    tab.page.goto("/")
    tab.heading("Hello, Ana")
    tab.checked("caregiver-without-anybody")


@pytest.mark.feature("C7+")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_section_taken_away_is_gone_from_the_menu_at_the_next_request(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    ruth = a_representative_of(rosa, {"labs": "read", "prescriptions": "read"})
    sign_in_to_care(laptop, tab, ruth)
    tab.page.get_by_text("Metformin 500 mg tablet").wait_for()
    left = {"sections": {"labs": "read"}, "ends": None}
    path = f"/api/charts/{chart_of(rosa)}/access/{account_of(ruth)}"
    assert ask(rosa, "PATCH", path, left).status == 200
    go(tab, "Prescriptions")
    tab.page.get_by_role("tab", name="Earlier").click()
    tab.page.get_by_text("does not share this part of the record with you").first.wait_for()
    assert menu_of(tab) == ["Home", "Lab results"]


@pytest.mark.feature("C7+", "B7", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_of_two_practices_the_one_that_ended_is_named(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    clinic = a_practice(laptop, "Lakeside Eye Clinic")
    other = records_at(laptop, clinic, rosa)
    tell_caregivers(other, ana.email)
    cared_for = next(m["id"] for m in members(ana) if m["relationship"] != "self")
    answer = take_in(ana, other, invited(laptop, other, "caregiver", ana.email), cared_for)
    assert answer.status == 200, answer.body
    sign_in_to_care(laptop, tab, ana)
    tab.page.get_by_text("Diabetes review").first.wait_for()
    assert ask(rosa, "DELETE", f"/api/charts/{chart_of(other)}/access/{account_of(ana)}").status == 200
    tab.follow("Hemoglobin A1c")
    tab.page.get_by_text("You can no longer see the record at Lakeside Eye Clinic.").wait_for()
    tab.heading("Hemoglobin A1c")
    tab.checked("access-ended-at-one")


@pytest.mark.feature("C3", "C8+", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_acting_for_somebody_in_spanish(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in_to_care(laptop, tab, ana)
    tab.press("Menu")
    tab.press("Español")
    tab.heading("Historial de Rosa Alvarez")
    tab.page.get_by_text("Usted actúa por Rosa Alvarez (alguien a quien cuida).").wait_for()
    tab.checked("caregiver-dashboard-es")
    end_access(rosa, ana)
    tab.page.reload()
    tab.heading("Ya no puede ver el historial de Rosa Alvarez")
    tab.checked("access-ended-es")
