"""Who can see my record, in a real browser: everybody, narrowed, limited in time, ended at once (C7)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator

from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, members
from tests.e2e.laptop import Laptop
from tests.e2e.linking import a_child_of
from tests.e2e.steps import let_time_pass, manage, say_password, sign_in, tab_to
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_patient

TITLE = "Who can see my record"


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def entry(tab: Tab, name: str) -> Locator:
    return tab.page.get_by_role("listitem").filter(has=tab.page.get_by_role("heading", level=3, name=name))


def sections_of(caregiver: Patient) -> dict[str, str]:
    charts = members(caregiver)[-1]["charts"]
    return charts[0]["sections"] if charts else {}


@pytest.mark.feature("C7+", "X4")
def test_nobody_else_sees_a_record_until_the_practice_invites_somebody(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    sign_in(laptop, tab, rosa)
    tab.follow(TITLE)
    tab.heading(TITLE)
    tab.page.get_by_text("Nobody else can see this record.").wait_for()
    assert f"Ask {rosa.practice.name} to invite them." in tab.page.inner_text("main")
    tab.checked("sharing-nobody")
    tab.follow("See who looked at the record")
    tab.heading("Audit Logs")


@pytest.mark.feature("C7+", "X4")
def test_everybody_with_access_is_listed_with_sections_last_use_and_end(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    ana = a_caregiver_of(rosa)
    a_representative_of(rosa, {"labs": "read", "messages": "write"})
    a_child_of(laptop, rosa)
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 200
    sign_in(laptop, tab, rosa)
    manage(tab, TITLE)
    tab.page.get_by_role("heading", level=2, name=f"Emma Alvarez at {rosa.practice.name}").wait_for()
    caregiver, representative = entry(tab, "Ana Alvarez").inner_text(), entry(tab, "Ruth Klein").inner_text()
    assert "Caregiver · daughter" in caregiver
    assert f"{datetime.now(UTC).year}" in caregiver.split("Last looked")[1].split("Since")[0]
    assert "No end date" in caregiver
    assert "Authorized representative" in representative
    assert re.search(r"Can see\s+Lab results and messages\s+Can also\s+Send messages", representative)
    assert re.search(r"Last looked\s+Not yet", representative)
    tab.checked("sharing")


@pytest.mark.feature("C7+", "A4", "X4")
def test_the_patient_leaves_less_and_gives_back_but_never_more_than_the_practice_gave(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    ruth = a_representative_of(rosa, {"labs": "read", "billing": "read", "messages": "write"})
    sign_in(laptop, tab, rosa)
    manage(tab, TITLE)
    let_time_pass(laptop, rosa)
    tab.follow("Change Ruth Klein")
    tab.heading("What Ruth Klein can see")
    given = ["Lab results", "Billing", "Messages", "May also send messages"]
    labels = [text.casefold() for text in tab.page.locator("fieldset").first.locator("label").all_inner_texts()]
    assert labels == [text.casefold() for text in given]
    for section in ("lab results", "billing", "messages"):
        tab.page.get_by_label(section, exact=True).uncheck()
    tab.press("Save")
    tab.page.get_by_role("link", name="Leave at least one part of the record, or end the access").wait_for()
    tab.checked("sharing-change-errors")
    tab.page.get_by_label("lab results", exact=True).check()
    tab.page.get_by_label("messages", exact=True).check()
    tab.page.get_by_label("May also send messages").uncheck()
    tab.press("Save")
    say_password(tab)
    tab.page.get_by_text("The access was changed.").wait_for()
    assert sections_of(ruth) == {"labs": "read", "messages": "read"}
    tab.follow("Change Ruth Klein")
    tab.heading("What Ruth Klein can see")
    assert not tab.page.get_by_label("billing", exact=True).is_checked()
    tab.page.get_by_label("billing", exact=True).check()
    tab.page.get_by_label("May also send messages").check()
    tab.checked("sharing-change")
    tab.press("Save")
    tab.page.get_by_text("The access was changed.").wait_for()
    assert sections_of(ruth) == {"labs": "read", "billing": "read", "messages": "write"}


@pytest.mark.feature("C7+", "X4")
def test_an_end_date_is_set_and_taken_away(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in(laptop, tab, rosa)
    manage(tab, TITLE)
    tab.follow("Change Ana Alvarez")
    tab.page.get_by_label("Until a day that I choose").check()
    for typed, said in [("soon", "Enter a real date"), ("1/1/2020", "The last day must be today or later")]:
        tab.fill("Last day", typed)
        tab.press("Save")
        tab.page.get_by_role("link", name=re.compile(said)).wait_for()
    tab.checked("sharing-end-date-errors")
    today = datetime.now(UTC)
    tab.fill("Last day", f"{today + timedelta(days=40):%m/%d/%Y}")
    tab.press("Save")
    tab.page.get_by_text("The access was changed.").wait_for()
    last = today + timedelta(days=40)
    tab.page.get_by_text(re.compile(f"{last:%B} {last.day}, {last.year}.* 11:59")).wait_for()
    assert sections_of(ana)["labs"] == "read"
    tab.follow("Change Ana Alvarez")
    assert tab.page.get_by_label("Last day").input_value() == f"{last.month}/{last.day}/{last.year}"
    tab.page.get_by_label("No end date").check()
    tab.press("Save")
    tab.page.get_by_text("The access was changed.").wait_for()
    assert members(ana)[-1]["charts"][0]["ends"] is None


@pytest.mark.feature("C7+", "A4", "X4")
def test_access_is_ended_at_once_after_the_password(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in(laptop, tab, rosa)
    manage(tab, TITLE)
    let_time_pass(laptop, rosa)
    tab.press("End access now : Ana Alvarez")
    question = tab.page.get_by_role("alertdialog", name="End the access of Ana Alvarez?")
    assert "from now on" in question.inner_text()
    tab.checked("sharing-end")
    tab.page.keyboard.press("Escape")
    question.wait_for(state="hidden")
    assert sections_of(ana)
    tab.press("End access now : Ana Alvarez")
    question.get_by_role("button", name="End access now").click()
    say_password(tab)
    tab.page.get_by_text("Ana Alvarez cannot see the record any more.").wait_for()
    tab.page.get_by_text("Nobody else can see this record.").wait_for()
    tab.checked("sharing-ended")
    assert sections_of(ana) == {}
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 404
    assert laptop.mails(ana.email, 3)


@pytest.mark.feature("C7+", "X4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_keyboard_alone_ends_somebodys_access(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in(laptop, tab, rosa)
    keyboard = tab.page.keyboard
    tab_to(tab, TITLE, "link")
    keyboard.press("Enter")
    tab.heading(TITLE)
    entry(tab, "Ana Alvarez").wait_for()
    tab_to(tab, "End access now : Ana Alvarez", "button")
    keyboard.press("Enter")
    tab.page.get_by_role("alertdialog").wait_for()
    tab_to(tab, "End access now", "button")
    keyboard.press("Enter")
    tab.page.get_by_text("Ana Alvarez cannot see the record any more.").wait_for()
    assert sections_of(ana) == {}


@pytest.mark.feature("C7+")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_who_is_gone_by_now_is_said_to_be_gone(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    a_caregiver_of(rosa)
    sign_in(laptop, tab, rosa)
    manage(tab, TITLE)
    entry(tab, "Ana Alvarez").wait_for()
    other = tab.page.context.new_page()
    other.goto("/account/sharing")
    other.get_by_role("button", name="End access now : Ana Alvarez").click()
    other.get_by_role("alertdialog").get_by_role("button", name="End access now").click()
    other.get_by_text("Ana Alvarez cannot see the record any more.").wait_for()
    # The first tab hears of it.
    tab.page.get_by_text("Nobody else can see this record.").wait_for()
    tab.page.goto(f"/account/sharing/{chart_of(rosa)}/nobody")
    tab.heading("Person not found")


@pytest.mark.feature("C7+", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_sharing_in_spanish(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    sign_in(laptop, tab, rosa)
    tab.press("Menu")
    tab.press("Español")
    tab.page.goto("/account/sharing")
    tab.heading("Quién puede ver mi historial")
    tab.page.get_by_text("hija").wait_for()
    tab.checked("sharing-es")
    tab.page.goto(f"/account/sharing/{chart_of(rosa)}/{laptop.account_id(ana.username)}")
    tab.heading("Lo que Ana Alvarez puede ver")
    tab.checked("sharing-change-es")
