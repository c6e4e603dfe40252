"""The console's inbox, with the patient and her caregiver on the other side (D8, F4, F5)."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from tests.circle import a_representative_of, account_of, ask, chart_of, told
from tests.documents import PDF, PNG
from tests.e2e.console import sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.steps import pass_sign_in
from tests.e2e.tab import Tab, new_tab
from tests.e2e.test_inbox_documents import address_behind
from tests.exporting import member_of
from tests.invitees import a_caregiver
from tests.messages import CARE_TEAM, FRONT_DESK, begun, made, opened, reply, texts, threads_of
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

ONE_NOT_SEEN = re.compile(r"^Inbox\W+1 conversation not seen yet$")
ANSWERS = re.compile(r"/threads/[^/]+/messages$")


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def clinician(practice: Practice) -> Colleague:
    return staff_of(practice, "clinician")


@pytest.fixture(scope="module")
def rosa(practice: Practice, clinician: Colleague) -> Patient:
    """After somebody is there to write to."""
    assert staff_of(practice, "front-desk").practice is clinician.practice
    return a_patient(practice)


@pytest.fixture(scope="module")
def ana(rosa: Patient) -> Patient:
    return a_caregiver(rosa)


@pytest.fixture(scope="module")
def at_work(laptop: Laptop, chromium: Browser, clinician: Colleague, rosa: Patient) -> Iterator[Tab]:
    """One browser of the clinician's for all tests of this file."""
    with new_tab(chromium, laptop.web, 1280) as tab:
        sign_in_to_console(tab, clinician)
        yield tab


def row(tab: Tab, subject: str) -> Any:
    return tab.page.get_by_role("row").filter(has=tab.page.get_by_role("link", name=subject))


def nav(tab: Tab) -> Any:
    return tab.page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("^Inbox"))


@pytest.mark.feature("D8", "F4")
def test_staff_read_answer_hand_over_and_close(at_work: Tab, rosa: Patient) -> None:
    tab = at_work
    tab.page.goto("/staff/inbox")
    tab.page.get_by_text("No conversation waits for you.").wait_for()
    tab.checked("inbox-empty")
    thread = begun(rosa, CARE_TEAM, "Refill of my pills")
    tab.follow("Waiting for my team")
    row(tab, "Refill of my pills").get_by_text("Not seen yet").wait_for()
    expect(nav(tab)).to_have_accessible_name(ONE_NOT_SEEN)
    expect(row(tab, "Refill of my pills")).to_contain_text("Rosa Alvarez (the patient)")
    tab.checked("inbox-team")
    tab.follow("Refill of my pills")
    tab.heading("Refill of my pills")
    tab.page.get_by_role("article").get_by_text("When can I come?").wait_for()
    expect(nav(tab)).to_have_accessible_name("Inbox")
    tab.press("Send the answer")
    tab.page.get_by_role("alert").get_by_text("Write your message").wait_for()
    tab.checked("inbox-thread-error")
    tab.fill("Your answer", "Yes.\nIt is ready tomorrow.")
    tab.press("Send the answer")
    tab.page.get_by_text("Your answer was sent.").wait_for()
    tab.page.get_by_role("article").get_by_text("It is ready tomorrow.").wait_for()
    assert texts(opened(rosa, thread)) == ["When can I come?", "Yes.\nIt is ready tomorrow."]
    tab.page.get_by_label("Who should answer").select_option(label="Front desk")
    tab.press("Hand over")
    tab.page.get_by_text("Now this conversation waits for Front desk.").wait_for()
    tab.press("Close the conversation")
    tab.page.get_by_text("The conversation is closed.").first.wait_for()
    tab.checked("inbox-thread-closed")
    tab.follow("Inbox")
    tab.follow("Closed")
    expect(row(tab, "Refill of my pills")).to_contain_text("Front desk")
    tab.follow("Refill of my pills")
    tab.press("Open it again")
    tab.page.get_by_text("The conversation is open again.").wait_for()
    tab.press("Mark as not seen")
    tab.page.get_by_text("The conversation is marked as not seen.").wait_for()
    expect(nav(tab)).to_have_accessible_name(ONE_NOT_SEEN)
    made(reply(rosa, thread, "Thank you!"))
    tab.follow("All open")
    expect(row(tab, "Refill of my pills")).to_contain_text("From Rosa Alvarez")


@pytest.mark.feature("D8", "F4")
def test_conversations_are_found_by_subject_and_person(at_work: Tab, rosa: Patient, ana: Patient) -> None:
    tab = at_work
    begun(rosa, CARE_TEAM, "Travel vaccines")
    begun(ana, FRONT_DESK, "Wheelchair for my mother", rosa)
    tab.page.goto("/staff/inbox/all")
    tab.heading("Inbox")
    tab.press("Search")
    tab.page.get_by_role("alert").get_by_text("Enter what to search for").wait_for()
    for words, found, other in (
        ("wheelch", "Wheelchair for my mother", "Travel vaccines"),
        ("travel vacc", "Travel vaccines", "Wheelchair for my mother"),
        ("ana", "Wheelchair for my mother", "Travel vaccines"),
    ):
        tab.fill("Find a conversation", words)
        tab.page.keyboard.press("Enter")
        tab.page.get_by_role("heading", name="Found conversations").wait_for()
        row(tab, found).wait_for()
        row(tab, other).wait_for(state="detached")
        assert words.split()[0] not in tab.page.url
    tab.checked("inbox-found")
    tab.fill("Find a conversation", "zebra")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("No conversation was found.").wait_for()
    tab.press("Show all open")
    row(tab, "Travel vaccines").wait_for()


@pytest.mark.feature("D8", "F5")
def test_an_answer_that_fails_keeps_its_text_and_arrives_once(at_work: Tab, rosa: Patient) -> None:
    tab = at_work
    thread = begun(rosa, CARE_TEAM, "Is it contagious?")
    tab.page.goto(f"/staff/inbox/threads/{thread['id']}")
    tab.heading("Is it contagious?")
    keys: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()
            return route.abort()
        return route.continue_()

    tab.page.route(ANSWERS, lose_the_first_answer)
    tab.fill("Your answer", "No, it is not.")
    tab.press("Send the answer")
    tab.page.get_by_role("alert").get_by_text("We cannot reach Kinchart.").wait_for()
    assert tab.page.get_by_label("Your answer").input_value() == "No, it is not."
    tab.press("Send the answer")
    tab.page.get_by_text("Your answer was sent.").wait_for()
    tab.page.unroute(ANSWERS)
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert texts(opened(rosa, thread)) == ["When can I come?", "No, it is not."]


@pytest.mark.feature("D8", "F4", "F2", "G5", "X4")
def test_staff_attach_files_and_the_patient_opens_them(
    laptop: Laptop, chromium: Browser, at_work: Tab, rosa: Patient
) -> None:
    tab, thread = at_work, begun(rosa, CARE_TEAM, "My plan")
    tab.page.goto(f"/staff/inbox/threads/{thread['id']}")
    tab.heading("My plan")
    files = tab.page.locator("input[type=file]")
    bucket = re.compile(r"^(?!.*/api/).*/[^/]*documents[^/]*/?$")
    tab.page.route(bucket, lambda route: None)
    files.set_input_files({"name": "Wrong one.pdf", "mimeType": "application/pdf", "buffer": PDF})
    tab.page.get_by_role("progressbar").wait_for()
    tab.fill("Your answer", "Here is your plan.")
    tab.press("Send the answer")
    tab.page.get_by_role("alert").get_by_text("Wait until your files are uploaded").wait_for()
    tab.checked("inbox-attach-sending", busy=True)
    tab.press("Cancel Wrong one.pdf")
    tab.page.get_by_role("listitem").filter(has_text="Cancelled").wait_for()
    tab.page.unroute(bucket)
    tab.press("Remove from the list Wrong one.pdf")
    files.set_input_files(
        [
            {"name": "Care plan.pdf", "mimeType": "application/pdf", "buffer": PDF},
            {"name": "Picture.pdf", "mimeType": "application/pdf", "buffer": PNG},
        ]
    )
    tab.page.get_by_role("listitem").filter(has_text="Not accepted").wait_for()
    tab.press("Send the answer")
    tab.page.get_by_role("alert").get_by_text("One of your files is not attached.").wait_for()
    tab.checked("inbox-attach-refused")
    tab.press("Remove from the list Picture.pdf")
    tab.press("Send the answer")
    tab.page.get_by_text("Your answer was sent.").wait_for()
    attached = tab.page.get_by_role("article").get_by_role("list", name="Documents")
    expect(attached).to_contain_text("Care plan.pdf")
    assert not tab.page.get_by_role("button", name="Remove Care plan.pdf").count()
    assert httpx.get(address_behind(tab, attached.get_by_role("button"))).content == PDF
    tab.checked("inbox-attached")
    with new_tab(chromium, laptop.web, 320) as hers:
        pass_sign_in(laptop, hers, rosa)
        hers.page.goto(f"/m/{member_of(rosa)}/messages/{thread['chart']}/{thread['id']}")
        theirs = hers.page.get_by_role("list", name="Attachments")
        expect(theirs).to_contain_text("Care plan.pdf")
        hers.checked("message-from-practice-attached")
        assert httpx.get(address_behind(hers, theirs.get_by_role("button"))).content == PDF


@pytest.mark.feature("D8", "F4", "C5", "F3")
def test_staff_write_to_one_of_those_around_the_patient(at_work: Tab, rosa: Patient, ana: Patient) -> None:
    tab, chart = at_work, chart_of(rosa)
    tab.page.goto(f"/staff/patients/{chart}")
    tab.follow("Write a message")
    tab.heading("Write a message about Rosa Alvarez")
    tab.press("Send the message")
    alert = tab.page.get_by_role("alert")
    for words in ("Choose whom to write to", "Enter a subject", "Write your message"):
        alert.get_by_text(words).wait_for()
    tab.checked("inbox-new-errors")
    tab.page.get_by_label("Ana Alvarez (caregiver)").check()
    tab.fill("Subject", "The way to our new building")
    tab.fill("Message", "We have moved. The lift is on the left.")
    tab.page.locator("input[type=file]").set_input_files(
        {"name": "The way.png", "mimeType": "image/png", "buffer": PNG}
    )
    tab.page.get_by_role("button", name="Remove The way.png").wait_for()
    tab.checked("inbox-new")
    tab.press("Send the message")
    tab.heading("The way to our new building")
    tab.page.get_by_text("Your message was sent.").wait_for()
    tab.page.get_by_text("Only Ana Alvarez sees this conversation. Rosa Alvarez does not see it.").wait_for()
    [thread] = [each for each in threads_of(ana, patient=rosa) if each["subject"] == "The way to our new building"]
    assert "The way to our new building" not in [each["subject"] for each in threads_of(rosa)]
    made(reply(ana, thread, "I will find it.", rosa))
    tab.page.reload()
    article = tab.page.get_by_role("article").filter(has_text="I will find it.")
    expect(article).to_contain_text("Ana Alvarez (caregiver)")
    expect(article).to_contain_text("On behalf of Rosa Alvarez")
    tab.checked("inbox-thread-of-caregiver")
    told(ask(rosa, "PATCH", f"/api/charts/{chart}/access/{account_of(ana)}", {"sections": {"labs": "read"}}))
    tab.fill("Your answer", "See you tomorrow.")
    tab.press("Send the answer")
    alert.get_by_text("This person can no longer read messages about this patient.").wait_for()
    assert tab.page.get_by_label("Your answer").input_value() == "See you tomorrow."


@pytest.mark.feature("D8", "X4")
def test_the_inbox_speaks_spanish_in_a_narrow_window(
    laptop: Laptop, chromium: Browser, practice: Practice, rosa: Patient
) -> None:
    thread = begun(rosa, CARE_TEAM, "Una pregunta")
    with new_tab(chromium, laptop.web, 320) as tab:
        sign_in_to_console(tab, staff_of(practice, "administrator"), "/inbox/all")
        tab.page.get_by_role("button", name="Menu").click()
        tab.page.get_by_role("button", name="Español").click()
        tab.heading("Mensajes")
        row(tab, "Una pregunta").get_by_text("Sin ver").wait_for()
        tab.checked("inbox-es")
        tab.page.goto(f"/staff/inbox/threads/{thread['id']}")
        tab.page.get_by_label("Quién debe contestar").wait_for()
        tab.page.locator("input[type=file]").set_input_files(
            {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": PNG}
        )
        tab.page.get_by_role("listitem").filter(has_text="No aceptado").wait_for()
        tab.checked("inbox-thread-es")


@pytest.mark.feature("F4", "C6", "F3")
def test_a_representative_and_staff_talk_in_two_browsers(
    laptop: Laptop, chromium: Browser, at_work: Tab, rosa: Patient
) -> None:
    ruth = a_representative_of(rosa, {"messages": "write"})
    with new_tab(chromium, laptop.web, 1280) as hers:
        pass_sign_in(laptop, hers, ruth)
        hers.heading("Record of Rosa Alvarez")
        hers.follow("Send a message")
        hers.heading("Send a message")
        hers.page.get_by_label("To", exact=True).select_option(label="Care team")
        hers.fill("Subject", "A second opinion")
        hers.fill("Message", "Whom could we ask?")
        hers.press("Send message")
        hers.page.get_by_text("Your message was sent.").wait_for()
        at_work.page.goto("/staff/inbox/team")
        expect(row(at_work, "A second opinion")).to_contain_text("Ruth Klein (authorized representative)")
        at_work.follow("A second opinion")
        at_work.page.get_by_text("On behalf of Rosa Alvarez").wait_for()
        at_work.fill("Your answer", "Ask for Dr. Weber.")
        at_work.press("Send the answer")
        at_work.page.get_by_text("Your answer was sent.").wait_for()
        hers.follow("All messages")
        hers.page.get_by_role("link", name="A second opinion (Not read yet)").click()
        hers.page.get_by_role("article").get_by_text("Ask for Dr. Weber.").wait_for()
        hers.follow("All messages")
        hers.page.get_by_role("link", name="A second opinion", exact=True).wait_for()
