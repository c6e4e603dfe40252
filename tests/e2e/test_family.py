"""My Family in a real browser: details, records of several practices, unlinking, corrections (B6, B7, B8)."""

import re

import pytest

from tests import circle
from tests.circle import members, told
from tests.e2e.laptop import Laptop
from tests.e2e.linking import a_child_of, oneself, records_at, with_records
from tests.e2e.steps import let_time_pass, manage, say_password, sign_in
from tests.e2e.tab import Tab
from tests.e2e.test_activation import go
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

EYE_CLINIC = "Lakeside Eye Clinic"
RECORDS = {
    "Appointments": "Diabetes review",
    "Prescriptions": "Metformin 500 mg tablet",
    "Lab results": "Hemoglobin A1c",
}
LONG = "Wolfeschlegelsteinhausenbergerdorff"


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("B6", "X4")
def test_a_persons_details_are_edited_and_the_practices_record_stays(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    chart = a_child_of(laptop, rosa)
    sign_in(laptop, tab, rosa)
    manage(tab, "My Family")
    tab.checked("family")
    tab.follow("Edit Emma Alvarez")
    tab.heading("Details of Emma Alvarez")
    assert "The record at the practice stays as it is." in tab.page.inner_text("main")
    assert tab.page.get_by_label("Year").input_value() == "1956"
    tab.fill("First name", " ")
    tab.fill("Month", "13")
    tab.fill("Email address (optional)", "not an address")
    tab.press("Update")
    tab.page.get_by_role("link", name="This cannot be empty").wait_for()
    tab.page.get_by_role("link", name=re.compile("Month must be a number")).wait_for()
    tab.fill("First name", f"Emma {LONG}")
    tab.fill("Month", "March")
    tab.press("Update")
    tab.page.get_by_role("link", name=re.compile("Enter an email address like")).wait_for()
    tab.checked("family-edit-errors")
    tab.fill("Email address (optional)", "emma@example.org")
    tab.fill("Phone number (optional)", "+12025550123")
    tab.fill("Street address (optional)", "1 Long Road\nSpringfield")
    tab.page.get_by_label("What is this person to you?").select_option("daughter")
    tab.press("Update")
    tab.heading("My Family")
    tab.page.get_by_text("The details were changed.").wait_for()
    text = tab.page.inner_text("main")
    for detail in (
        f"Emma {LONG} Alvarez",
        "daughter",
        "March 28, 1956",
        "(202) 555-0123",
        "emma@example.org",
        "Springfield",
    ):
        assert detail in text
    tab.checked("family-edited")
    tab.page.goto(f"/m/{members(rosa)[1]['id']}")
    tab.page.get_by_text(f"You are acting for Emma {LONG} Alvarez (daughter).").wait_for()
    kept = next(i for i in laptop.items() if i["kind"]["S"] == "CHART" and i["id"]["S"] == chart)
    assert kept["given"]["S"] == "Emma", "the practice's own record is as it was"
    tab.page.goto("/account/family/nobody")
    tab.heading("Person not found")


@pytest.mark.feature("B6")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_ones_own_details_have_no_relationship_and_may_be_emptied(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    sign_in(laptop, tab, rosa)
    tab.page.goto(f"/account/family/{oneself(rosa)}")
    tab.heading("Details of Rosa Alvarez")
    assert not tab.page.get_by_label("What is this person to you?").count()
    for part in ("Month", "Day", "Year"):
        tab.fill(part, "")
    tab.press("Update")
    tab.page.get_by_text("The details were changed.").wait_for()
    assert members(rosa)[0]["birth_date"] is None


@pytest.mark.feature("B6", "B7", "A4", "X4")
def test_a_record_is_unlinked_after_its_consequences_are_told_and_the_password_is_given(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    a_child_of(laptop, rosa)
    records_at(laptop, a_practice(laptop, EYE_CLINIC), rosa)
    sign_in(laptop, tab, rosa)
    manage(tab, "My Family")
    let_time_pass(laptop, rosa)
    tab.press(f"Remove from my account : Rosa Alvarez, {EYE_CLINIC}")
    question = tab.page.get_by_role("alertdialog", name=f"Remove the record of Rosa Alvarez at {EYE_CLINIC}?")
    assert "You need a new invitation to see it again." in question.inner_text()
    assert "will not be in My Family" not in question.inner_text()
    tab.checked("family-unlink")
    tab.page.keyboard.press("Escape")
    question.wait_for(state="hidden")
    assert len(members(rosa)[0]["charts"]) == 2
    tab.press(f"Remove from my account : Rosa Alvarez, {EYE_CLINIC}")
    question.get_by_role("button", name="Remove from my account").click()
    say_password(tab)
    tab.page.get_by_text(f"The record of Rosa Alvarez at {EYE_CLINIC} was removed from your account.").wait_for()
    assert len(members(rosa)[0]["charts"]) == 1

    tab.press(f"Remove from my account : Emma Alvarez, {rosa.practice.name}")
    question = tab.page.get_by_role("alertdialog")
    assert "Emma Alvarez will not be in My Family any more." in question.inner_text()
    question.get_by_role("button", name="Remove from my account").click()
    tab.page.get_by_text(f"The record of Emma Alvarez at {rosa.practice.name} was removed").wait_for()
    tab.checked("family-unlinked")
    assert [m["given"] for m in members(rosa)] == ["Rosa"]
    tab.press(f"Remove from my account : Rosa Alvarez, {rosa.practice.name}")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Remove from my account").click()
    tab.page.get_by_text("No practice shares a record now.").wait_for()
    tab.page.goto("/")
    tab.heading("Hello, Rosa")
    tab.page.get_by_text("no record is linked to it").wait_for()
    tab.checked("dashboard-without-records")


@pytest.mark.feature("B7", "X4")
def test_one_person_at_several_practices_has_one_page_and_each_record_names_its_practice(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    other = records_at(laptop, a_practice(laptop, EYE_CLINIC), rosa)
    for known in (rosa, other):
        with_records(known)
    sign_in(laptop, tab, rosa)
    tab.page.get_by_text("Diabetes review").first.wait_for()
    tab.checked("dashboard-two-practices")
    for page, record in RECORDS.items():
        go(tab, page)
        tab.heading(page)
        tab.page.get_by_text(record).first.wait_for()
        for practice in (rosa.practice.name, EYE_CLINIC):
            assert tab.page.locator("main").get_by_text(practice).count() >= 1, (page, practice)
        tab.checked(f"two-practices-{page.lower().replace(' ', '-')}")
    tab.follow("Hemoglobin A1c")
    tab.page.get_by_role("tab", name="Table").click()
    table = tab.page.get_by_role("table", name="Results over time")
    for practice in (rosa.practice.name, EYE_CLINIC):
        tab.page.locator("main").get_by_text(practice).first.wait_for()
    assert table.get_by_role("row").count() >= 5


@pytest.mark.feature("B8+", "X4")
def test_a_correction_is_asked_for_and_what_the_practice_decides_is_shown(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    clinic = a_practice(laptop, EYE_CLINIC)
    records_at(laptop, clinic, rosa)
    sign_in(laptop, tab, rosa)
    manage(tab, "My Family")
    tab.follow("Ask for a correction Rosa Alvarez")
    tab.heading("Corrections for Rosa Alvarez")
    tab.page.get_by_text("You have not asked for a correction yet.").wait_for()
    tab.checked("corrections-none")
    tab.follow("Ask for a correction")
    tab.heading("Ask for a correction")
    tab.press("Send")
    for missing in ("Choose a practice", "Choose what is wrong", "Write what it should say"):
        tab.page.get_by_role("link", name=missing).wait_for()
    tab.checked("correction-errors")
    ask(tab, EYE_CLINIC, "birth_date", "4/31/1956")
    tab.page.get_by_role("link", name=re.compile("Enter a real date in the past")).wait_for()
    tab.fill("What should it say?", "4/27/1956")
    tab.press("Send")
    tab.page.get_by_text("Your request was sent to the practice.").wait_for()
    for wanted in ("Alvarez-Ruiz", "Álvarez"):
        tab.follow("Ask for a correction")
        tab.heading("Ask for a correction")
        ask(tab, rosa.practice.name, "family", wanted, "I married\nlast year.")
        tab.heading("Corrections for Rosa Alvarez")
    rows = tab.page.get_by_role("table").get_by_role("row")
    assert rows.get_by_text("Waiting for the practice").count() == 3
    decide(rosa, staff_of(rosa.practice), "Alvarez-Ruiz", "accepted")
    decide(rosa, staff_of(clinic), "1956-04-27", "declined", "Your birth certificate says April 28.")
    tab.page.reload()
    rows.get_by_text("Accepted").wait_for()
    declined = rows.filter(has_text="Declined")
    assert "Your birth certificate says April 28." in declined.inner_text()
    assert EYE_CLINIC in declined.inner_text()
    assert "April 27, 1956" in declined.inner_text()
    tab.checked("corrections")


def ask(tab: Tab, practice: str, field: str, wanted: str, note: str = "") -> None:
    tab.page.get_by_label(practice, exact=True).check()
    tab.page.get_by_label("What is wrong?").select_option(field)
    tab.fill("What should it say?", wanted)
    tab.page.get_by_label("Why? (optional)").fill(note)
    tab.press("Send")


def decide(patient: Patient, staff: Colleague, wanted: str, decision: str, reason: str = "") -> None:
    """In the practice's console."""
    requests = told(circle.ask(patient, "GET", f"/api/members/{oneself(patient)}/corrections"))["corrections"]
    found = next(each["id"] for each in requests if each["wanted"] == wanted)
    answer = staff.ask("POST", f"/corrections/{found}", {"decision": decision, "reason": reason})
    assert answer.status == 200, answer.body


@pytest.mark.feature("B6", "B8+", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_my_family_in_spanish(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    a_child_of(laptop, rosa)
    sign_in(laptop, tab, rosa)
    child = members(rosa)[1]["id"]
    tab.press("Menu")
    tab.press("Español")
    for path, title in [
        ("family", "Mi familia"),
        (f"family/{child}", "Datos de Emma Alvarez"),
        (f"family/{child}/corrections", "Correcciones para Emma Alvarez"),
        (f"family/{child}/corrections/new", "Pedir una corrección"),
    ]:
        tab.page.goto(f"/account/{path}")
        tab.heading(title)
        tab.checked(f"account-{path.replace('/', '-').replace(child, 'emma')}-es")
