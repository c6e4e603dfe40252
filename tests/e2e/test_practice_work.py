"""What staff do besides accounts: correction requests, messages to the practice's system, the log (B8, D9)."""

import pytest
from playwright.sync_api import expect

from tests.circle import ask, chart_of, log, members, told
from tests.e2e.console import open_set_up, shown_password, sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.steps import manage, sign_in
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_known_patient, a_patient
from tests.receiver import a_listening_practice, receiving
from tests.staffing import staff_of


def ask_for_a_correction(patient: Patient, **changes: str) -> None:
    member = next(m["id"] for m in members(patient) if m["given"] == patient.given)
    wish = {"chart": chart_of(patient), "field": "birth_date", "wanted": "1956-04-29", "note": "My card says so"}
    told(ask(patient, "POST", f"/api/members/{member}/corrections", wish | changes))


@pytest.mark.feature("B8+", "D9", "X4")
def test_a_correction_is_declined_with_a_reason_or_accepted_and_the_patient_sees_it(
    tab: Tab, practice: Practice
) -> None:
    patient = a_patient(practice)
    ask_for_a_correction(patient)
    ask_for_a_correction(patient, field="family", wanted="Alvarez Ruiz")
    sign_in_to_console(tab, staff_of(practice, "clinician"), "/corrections")
    tab.heading("Correction requests")
    born = tab.page.get_by_role("region", name="Rosa Alvarez: Date of birth")
    born.get_by_text("April 29, 1956").wait_for()
    tab.checked("corrections")
    born.get_by_role("button", name="Decline").click()
    tab.page.get_by_role("link", name="Enter a reason to decline").click()
    tab.checked("corrections-errors")
    tab.page.keyboard.type("Your card says the 28th")
    born.get_by_role("button", name="Decline").click()
    tab.page.get_by_text("The request was declined.").wait_for()
    born.wait_for(state="detached")
    tab.page.get_by_role("region", name="Rosa Alvarez: Last name").get_by_role("button", name="Accept").click()
    tab.page.get_by_text("The request was accepted.").wait_for()
    tab.page.get_by_text("No open requests.").wait_for()
    tab.follow("Decided")
    born.get_by_text("Your card says the 28th").wait_for()
    tab.checked("corrections-decided")
    member = next(m["id"] for m in members(patient) if m["given"] == patient.given)
    seen = told(ask(patient, "GET", f"/api/members/{member}/corrections"))["corrections"]
    decided = {each["state"]: each["reason"] for each in seen}
    assert decided == {"accepted": None, "declined": "Your card says the 28th"}


@pytest.mark.feature("B8+")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_two_colleagues_decide_and_the_second_is_told(tab: Tab, practice: Practice) -> None:
    patient, colleague = a_patient(practice), staff_of(practice)
    ask_for_a_correction(patient)
    sign_in_to_console(tab, staff_of(practice), "/corrections")
    card = tab.page.get_by_role("region", name="Rosa Alvarez: Date of birth")
    card.wait_for()
    [asked] = colleague.ask("GET", "/corrections?state=open").json()["corrections"]
    decided = colleague.ask("POST", f"/corrections/{asked['id']}", {"decision": "declined", "reason": "No"})
    assert decided.status == 200, decided.body
    card.get_by_role("button", name="Accept").click()
    tab.page.get_by_text("A colleague has just decided this request.").wait_for()
    card.wait_for(state="detached")


@pytest.mark.feature("D2", "D3")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_a_wrong_address_is_mended_by_deleting_the_account_and_setting_it_up_anew(tab: Tab, practice: Practice) -> None:
    patient = a_known_patient(practice)
    sign_in_to_console(tab, staff_of(practice))
    open_set_up(tab, patient)
    tab.press("Save")
    tab.page.get_by_role("heading", name="There is a problem").wait_for()
    tab.press("Fill in from the chart")
    tab.page.get_by_role("heading", name="There is a problem").wait_for(state="detached")
    tab.fill("Username", f"x{patient.email}")
    tab.press("Save")
    shown_password(tab)
    tab.follow("Done")
    tab.press("Delete")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    tab.page.get_by_text("The account was deleted here.").wait_for()
    expect(tab.page.get_by_label("Access type")).to_have_value("self")
    tab.press("Fill in from the chart")
    expect(tab.page.get_by_label("Username", exact=True)).to_have_value(patient.email)
    tab.press("Save")
    shown_password(tab)


@pytest.mark.feature("B1", "D9", "X4")
def test_a_message_that_failed_is_seen_and_sent_again(laptop: Laptop, tab: Tab) -> None:
    with receiving() as receiver:
        receiver.answers = [500]
        practice = a_listening_practice(laptop, receiver.url)
        a_patient(practice)
        sign_in_to_console(tab, staff_of(practice), "/deliveries")
        tab.heading("Messages to your system")
        tab.page.get_by_text("An account came into use").wait_for()
        tab.page.get_by_text("Last answer: 500").wait_for()
        tab.checked("deliveries-failing")
        tab.page.get_by_role("button", name="Send again").click()
        tab.page.get_by_text("The message is on its way again.").wait_for()
        while len(receiver.got) < 2:
            tab.page.wait_for_timeout(100)
        tab.page.reload()
        tab.page.get_by_text("Delivered").wait_for()
        tab.checked("deliveries")
        assert len({each["id"] for each in receiver.messages(practice.secret)}) == 1


@pytest.mark.feature("D9", "A8", "X4")
def test_what_staff_do_is_in_the_log_of_the_practice_and_of_the_account(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    patient = a_patient(practice)
    sign_in_to_console(tab, staff_of(practice))
    open_set_up(tab, patient)
    tab.follow(patient.username)
    tab.page.get_by_label("Force password change on next login").check()
    tab.press("Save")
    tab.page.get_by_text("The account was saved.").wait_for()
    tab.page.goto("/staff/log")
    tab.heading("Activity log")
    entry = tab.page.get_by_role("row").filter(has_text="The practice asks for a new password")
    assert "Nora Lindqvist (practice staff)" in entry.first.inner_text()
    tab.checked("practice-log")
    tab.page.get_by_label("Kind of activity").select_option("Account")
    tab.press("Show")
    entry.first.wait_for()


@pytest.mark.feature("D9", "A8")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_patient_reads_in_the_own_log_that_staff_looked(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    patient = a_patient(practice)
    colleague = staff_of(practice)
    looked = colleague.ask("GET", f"/patients/{chart_of(patient)}")
    assert looked.status == 200, looked.body
    assert any(each["by"]["name"] == "Nora Lindqvist" for each in log(patient))
    sign_in(laptop, tab, patient)
    manage(tab, "Audit Logs")
    tab.page.get_by_text("Nora Lindqvist (practice staff)").first.wait_for()


@pytest.mark.feature("D9")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_another_practices_patient_is_not_found(tab: Tab, practice: Practice) -> None:
    elsewhere = a_known_patient(Practice(practice.cloud, practice.id, practice.secret, practice.name))
    sign_in_to_console(tab, staff_of(practice), f"/patients/{chart_of(elsewhere)[:-2]}xx")
    tab.heading("Patient not found")
