"""User management in a real browser: who is on and off, and switching it (D6)."""

import pytest
from playwright.sync_api import expect

from tests.circle import a_caregiver_of
from tests.e2e.console import sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.linking import records_at
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_patient, a_practice
from tests.signing_in import initiate
from tests.staffing import staff_of


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def row(tab: Tab, username: str):  # type: ignore[no-untyped-def]
    return tab.page.get_by_role("row").filter(has_text=username)


def confirm(tab: Tab, action: str) -> None:
    tab.page.get_by_role("alertdialog").get_by_role("button", name=action, exact=True).click()


@pytest.mark.feature("D6", "A13", "X4")
def test_an_account_is_disabled_enabled_and_made_to_choose_a_password(
    laptop: Laptop, tab: Tab, practice: Practice, patient: Patient
) -> None:
    caregiver = a_caregiver_of(patient)
    sign_in_to_console(tab, staff_of(practice), "/users")
    tab.heading("User management")
    row(tab, patient.username).wait_for()
    told = row(tab, patient.username).inner_text()
    for words in ("Rosa Alvarez", "Active", " at "):
        assert words in told
    assert "Caregiver" in row(tab, caregiver.username).inner_text()
    tab.checked("users")

    row(tab, patient.username).get_by_role("button", name="Disable").click()
    tab.page.get_by_role("alertdialog", name=f"Disable {patient.username}?").wait_for()
    tab.checked("users-disable-asks")
    confirm(tab, "Cancel")
    assert initiate(laptop, patient.username).status == 200
    row(tab, patient.username).get_by_role("button", name="Disable").click()
    confirm(tab, "Disable")
    # The button has gone with its row: the focus is at what was done.
    expect(tab.page.get_by_role("status").filter(has_text=f"{patient.username} is disabled.")).to_be_focused()
    row(tab, patient.username).wait_for(state="detached")
    assert laptop.call("GET", "/api/members", token=patient.token).status == 401

    tab.follow("Disabled")
    row(tab, patient.username).get_by_text("Disabled").wait_for()
    tab.checked("users-disabled")
    row(tab, patient.username).get_by_role("button", name="Enable").click()
    confirm(tab, "Enable")
    tab.page.get_by_text(f"{patient.username} is enabled.").wait_for()

    tab.follow("Enabled")
    row(tab, patient.username).get_by_role("button", name="Force password reset").click()
    confirm(tab, "Force password reset")
    row(tab, patient.username).get_by_text("Must choose a new password").wait_for()
    assert not row(tab, patient.username).get_by_role("button", name="Force password reset").count()
    tab.checked("users-forced")


@pytest.mark.feature("D6", "X4")
def test_an_account_with_another_practices_record_is_not_this_practices_to_close(
    laptop: Laptop, tab: Tab, practice: Practice, patient: Patient
) -> None:
    sign_in_to_console(tab, staff_of(practice), "/users")
    row(tab, patient.username).get_by_role("button", name="Disable").click()
    # It takes in the other practice's record while the question is open.
    records_at(laptop, a_practice(laptop, "Harbor Clinic"), patient)
    confirm(tab, "Disable")
    tab.page.get_by_text("does not belong to your practice alone").first.wait_for()
    tab.checked("users-not-yours-alone")
    tab.page.reload()
    row(tab, patient.username).get_by_text("Shared with another practice").wait_for()
    assert not row(tab, patient.username).get_by_role("button").count()
    tab.checked("users-shared")
    assert initiate(laptop, patient.username).status == 200


@pytest.mark.feature("D6", "D9")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_front_desk_reads_who_is_there_and_changes_nothing(tab: Tab, practice: Practice, patient: Patient) -> None:
    sign_in_to_console(tab, staff_of(practice, "front-desk"), "/users")
    row(tab, patient.username).wait_for()
    assert not tab.page.get_by_role("table").get_by_role("button").count()
