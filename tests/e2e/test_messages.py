"""Messages in the browser: written, answered, read, found again (F1, F2, F4)."""

import re

import pytest
from playwright.sync_api import expect

from tests.circle import chart_of
from tests.e2e.laptop import Laptop
from tests.e2e.linking import records_at
from tests.e2e.steps import tab_to
from tests.e2e.tab import Tab
from tests.messages import CARE_TEAM, answer, begun, change, made, opened, texts, threads_of
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

REFILL = "Refill of my blood pressure tablets"


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def nora(practice: Practice) -> Colleague:
    return staff_of(practice, "clinician")


@pytest.fixture(scope="module")
def rosa(practice: Practice, nora: Colleague) -> Patient:
    return a_patient(practice)


def press(tab: Tab, name: str, role: str = "button") -> None:
    """By keyboard alone."""
    tab_to(tab, name, role)
    tab.page.keyboard.press("Enter")


@pytest.mark.feature("F1", "X4")
def test_a_message_is_written_from_the_quick_menu_by_keyboard_alone(
    signed_in: Tab, rosa: Patient, practice: Practice
) -> None:
    tab = signed_in
    tab.page.goto("/")
    tab.heading("Hello, Rosa")
    tab.checked("quick-menu")
    press(tab, "Messages", "link")
    tab.heading("Messages")
    tab.page.get_by_text("There are no messages yet.").wait_for()
    tab.checked("messages-empty")
    press(tab, "Home", "link")
    tab.heading("Hello, Rosa")
    quick = tab.page.get_by_role("navigation", name="Quick menu").get_by_role("link")
    assert quick.all_inner_texts() == ["Send a message", "Upload a document"]
    press(tab, "Send a message", "link")
    tab.heading("Send a message")
    # The emergency note comes before everything that one fills in.
    note = tab.page.get_by_text("In an emergency call 911. If you think about hurting yourself")
    assert note.evaluate("e => !!(e.compareDocumentPosition(document.forms[0]) & Node.DOCUMENT_POSITION_FOLLOWING)")
    tab.page.get_by_text(f"Others who work at {practice.name} may read this, too.").wait_for()
    press(tab, "Send message")
    expect(tab.page.get_by_role("alert")).to_be_focused()
    for wrong in ("Choose who to write to", "Enter a subject", "Write a message"):
        tab.page.get_by_role("alert").get_by_text(wrong).wait_for()
    tab.checked("message-errors")
    tab_to(tab, "To", "combobox")
    tab.page.keyboard.type("Nora")
    tab_to(tab, "Subject", "textbox")
    tab.page.keyboard.type(REFILL)
    tab_to(tab, "Message", "textbox")
    tab.page.keyboard.type("I have tablets for three more days.\n\nMay I have new ones?")
    tab.page.get_by_text(re.compile("^Draft saved at ")).wait_for()
    tab.checked("message-draft")
    press(tab, "Send message")
    tab.heading(REFILL)
    tab.page.get_by_text("Your message was sent.").wait_for()
    tab.page.get_by_text("The practice has not seen your newest message yet.").wait_for()
    tab.page.get_by_text(f"Nora Lindqvist, {practice.name}").wait_for()
    tab.checked("message-sent")
    [thread] = threads_of(rosa)
    assert (thread["subject"], thread["to"]["kind"]) == (REFILL, "member")
    assert texts(opened(rosa, thread)) == ["I have tablets for three more days.\n\nMay I have new ones?"]
    press(tab, "All messages", "link")
    tab.heading("Messages")
    tab.page.get_by_text("Newest message: from you").wait_for()
    assert not tab.page.get_by_role("link", name=re.compile("Go on writing")).count()


@pytest.mark.feature("F2", "F4", "X4")
def test_an_answer_is_counted_read_and_replied_to(signed_in: Tab, rosa: Patient, nora: Colleague) -> None:
    tab = signed_in
    thread = begun(rosa, CARE_TEAM, "My knee hurts")
    change(nora, thread, seen=1)
    made(answer(nora, thread, "Does it hurt when you walk?\nOr at night, too?"))
    tab.page.goto("/")
    menu = tab.page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("^Messages"))
    expect(menu).to_have_accessible_name("Messages , 1 conversation not read yet")
    assert "(1)" in menu.inner_text()
    tab.checked("quick-menu-unread")
    tab.follow("Read new messages")
    tab.heading("Messages")
    line = tab.page.get_by_role("link", name="My knee hurts (Not read yet)")
    line.wait_for()
    tab.page.get_by_text("Newest message: from the practice").wait_for()
    tab.checked("messages-unread")
    line.click()
    tab.heading("My knee hurts")
    told = tab.page.get_by_role("article", name=re.compile(r"^Nora Lindqvist \(clinician\)"))
    told.get_by_text("Or at night, too?").wait_for()
    expect(menu).to_have_accessible_name("Messages")
    assert threads_of(rosa)[0]["unread"] is False
    tab.press("Send reply")
    expect(tab.page.get_by_role("alert")).to_contain_text("Write a message")
    tab.fill("Your reply", "Only when I walk")
    tab.press("Send reply")
    tab.page.get_by_text("Your message was sent.").wait_for()
    tab.page.get_by_role("article", name=re.compile("^You")).get_by_text("Only when I walk").wait_for()
    expect(tab.page.get_by_label("Your reply")).to_have_value("")
    change(nora, thread, seen=3, state="closed")
    tab.page.reload()
    tab.page.get_by_text("The practice has seen your message.").wait_for()
    tab.page.get_by_text("If you write again, it opens again.").wait_for()
    tab.checked("message-closed")
    tab.fill("Your reply", "It is better now")
    tab.press("Send reply")
    tab.page.get_by_text("It is better now").wait_for()
    expect(tab.page.get_by_text("If you write again, it opens again.")).to_have_count(0)
    assert texts(opened(rosa, thread))[-2:] == ["Only when I walk", "It is better now"]


@pytest.mark.feature("F2", "B7", "X4")
def test_several_practices_are_one_list_that_can_be_searched(
    signed_in: Tab, rosa: Patient, laptop: Laptop, practice: Practice
) -> None:
    tab = signed_in
    lakeside = a_practice(laptop, "Lakeside Eye Clinic")
    other = chart_of(records_at(laptop, lakeside, rosa))
    staff_of(lakeside, "front-desk")
    tab.page.goto("/")
    tab.follow("Send a message")
    tab.heading("Which practice do you want to write to?")
    tab.press("Continue")
    expect(tab.page.get_by_role("alert")).to_contain_text("Choose a practice")
    tab.page.get_by_label("Lakeside Eye Clinic").check()
    tab.checked("message-practice")
    tab.press("Continue")
    tab.heading("Send a message")
    tab.page.get_by_label("To", exact=True).select_option(label="Front desk")
    tab.fill("Subject", "W" * 120)
    tab.fill("Message", "When can I come?\n" * 40)
    tab.press("Send message")
    tab.heading("W" * 120)
    assert tab.page.url.split("/")[-2] == other
    tab.checked("message-long")
    tab.follow("All messages")
    tab.page.get_by_text("Front desk, Lakeside Eye Clinic").wait_for()
    tab.page.get_by_text(f"Nora Lindqvist, {practice.name}").wait_for()
    tab.checked("messages-several")
    tab.press("Search")
    expect(tab.page.get_by_role("alert")).to_contain_text("Enter what to search for")
    tab.fill("Find a conversation", "blood")
    tab.press("Search")
    tab.page.get_by_text("1 conversation found.").wait_for()
    expect(tab.page.get_by_role("button", name="Search")).to_be_focused()
    assert "blood" not in tab.page.url
    tab.checked("messages-found")
    tab.fill("Find a conversation", "giraffe")
    tab.press("Search")
    tab.page.get_by_text("No conversation was found.").wait_for()
    tab.press("Show all conversations")
    tab.page.get_by_role("link", name="My knee hurts").wait_for()
    tab.page.route(re.compile(r"/threads(\?|$)"), lambda route: route.abort())
    tab.page.reload()
    tab.page.get_by_text("This part could not be loaded").wait_for(timeout=20_000)
    tab.checked("messages-failed")
    tab.page.unroute(re.compile(r"/threads(\?|$)"))
    tab.press("Try again")
    tab.page.get_by_role("link", name="My knee hurts").wait_for()
