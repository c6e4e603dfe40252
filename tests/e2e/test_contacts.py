"""My Contacts and the Audit Logs in a real browser (A8, A10)."""

import csv
import io
import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Route

from tests.e2e.laptop import Laptop
from tests.e2e.steps import manage, sign_in
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_patient


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def add(tab: Tab, kind: str, name: str, **details: str) -> None:
    tab.follow("Add a contact")
    tab.heading("Add a contact")
    tab.page.get_by_label(kind, exact=True).check()
    tab.fill("Name", name)
    for label, text in details.items():
        tab.page.get_by_label(re.compile(label)).fill(text)
    tab.press("Save")
    tab.heading("My Contacts")
    tab.page.get_by_role("heading", level=3, name=name).wait_for()


@pytest.mark.feature("A10", "X4")
def test_contacts_are_added_changed_and_deleted_by_kind(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "My Contacts")
    tab.follow("Add a contact")
    tab.heading("Add a contact")
    tab.press("Save")
    tab.page.get_by_role("link", name="Choose the kind of contact").wait_for()
    tab.page.get_by_role("link", name="Enter a name").wait_for()
    tab.fill("Email address (optional)", "not an address")
    tab.page.get_by_label("Health", exact=True).check()
    tab.fill("Name", "Someone")
    tab.press("Save")
    tab.page.get_by_role("link", name=re.compile("Enter an email address like")).wait_for()
    tab.checked("contact-errors")
    tab.follow("Cancel")
    add(tab, "Wellness", "Green Gym", Phone="202-555-0123", Notes="Open late.\nBring a towel.")
    long = "Centro de rehabilitación cardiopulmonar y neumológica Wolfeschlegelsteinhausenbergerdorff"
    add(tab, "Health", long, Email=f"{'very-long-name-' * 4}@example.org", Street="1 Long Road, Springfield")
    add(tab, "Health", "Corner Pharmacy")
    tab.checked("contacts")
    health = tab.page.get_by_role("region", name="Health")
    assert health.get_by_role("heading", level=3).count() == 2
    tab.page.get_by_role("link", name="Change Green Gym").click()
    tab.heading("Change a contact")
    assert tab.page.get_by_label("Wellness", exact=True).is_checked()
    tab.checked("contact-edit")
    tab.fill("Name", "Blue Gym")
    tab.press("Save")
    tab.page.get_by_text("The contact was saved.").wait_for()
    tab.page.get_by_role("button", name="Delete Corner Pharmacy").click()
    question = tab.page.get_by_role("alertdialog", name="Delete Corner Pharmacy?")
    question.wait_for()
    tab.checked("contact-delete")
    tab.page.keyboard.press("Escape")
    question.wait_for(state="hidden")
    tab.page.get_by_role("button", name="Delete Corner Pharmacy").click()
    question.get_by_role("button", name="Delete").click()
    tab.page.get_by_text("Corner Pharmacy was deleted.").wait_for()
    assert health.get_by_role("heading", level=3).count() == 1
    tab.page.goto("/account/contacts/nobody")
    tab.heading("Contact not found")


@pytest.mark.feature("A10")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_a_contact_saved_again_after_a_lost_answer_is_there_once(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "My Contacts")
    tab.follow("Add a contact")
    tab.page.get_by_label("Practice", exact=True).check()
    tab.fill("Name", "Dr. Nair")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    tab.page.route("**/api/contacts", lose_the_answer)
    tab.press("Save")
    tab.page.get_by_text("We cannot reach Kinchart.").wait_for()
    tab.page.unroute("**/api/contacts")
    tab.press("Save")
    tab.page.get_by_text("The contact was saved.").wait_for()
    assert tab.page.get_by_role("heading", level=3, name="Dr. Nair").count() == 1


@pytest.mark.feature("A8", "X4")
def test_the_audit_log_is_filtered_and_downloaded_with_the_same_words(
    laptop: Laptop, tab: Tab, patient: Patient
) -> None:
    sign_in(laptop, tab, patient)
    manage(tab, "Audit Logs")
    main = tab.page.locator("main")
    main.get_by_text("Looked at the record: lab results").first.wait_for()
    tomorrow = datetime.now().astimezone() + timedelta(days=1)
    tab.fill("From", f"{tomorrow:%m/%d/%Y}")
    tab.press("Show")
    tab.page.get_by_text("Nothing was found. Try other dates or all kinds.").wait_for()
    tab.checked("audit-nothing")
    tab.fill("From", f"{tomorrow - timedelta(days=1):%m/%d/%Y}")
    tab.page.get_by_label("Kind of activity").select_option("Sign-in")
    tab.press("Show")
    main.get_by_role("table").get_by_text("Signed in").first.wait_for()
    assert not main.get_by_role("table").get_by_text("Looked at the record").count()
    with tab.page.expect_download() as download:
        tab.press("Download as a spreadsheet file")
    tab.page.get_by_text("The file is ready.").wait_for()
    tab.checked("audit-downloaded")
    file = download.value
    assert re.fullmatch(r"kinchart-audit-logs-\d{4}-\d\d-\d\d\.csv", file.suggested_filename)
    text = file.path().read_bytes().decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text))
    zone = tab.page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    assert head == ["What", "Practice", "Who", f"When ({zone})", "From where"]
    times = [line.pop(3) for line in lines]
    assert times == sorted(times, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", time) for time in times)
    shown = main.get_by_role("table").get_by_role("row").filter(has=tab.page.get_by_role("cell"))
    assert len(lines) == shown.count()
    on_page = [re.sub(r"\s+", " ", row) for row in shown.all_inner_texts()]
    for line, row in zip(lines, on_page, strict=True):
        assert all(part in row for part in line), (line, row)


@pytest.mark.feature("A8", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_lists_that_do_not_come_say_so_and_offer_a_way_on(laptop: Laptop, tab: Tab, patient: Patient) -> None:
    sign_in(laptop, tab, patient)
    for name, path in [
        ("My Contacts", "**/api/contacts"),
        ("Account Info", "**/api/account/emails"),
        ("Security", "**/api/auth/list-user-sessions"),
    ]:
        tab.page.route(path, lambda route: route.abort())
        manage(tab, name)
        again = tab.page.get_by_role("button", name="Try again")
        again.wait_for()
        tab.checked(f"{name.lower().replace(' ', '-')}-failed")
        tab.page.unroute(path)
        again.click()
        again.wait_for(state="hidden")
