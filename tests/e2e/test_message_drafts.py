"""Messages that are not sent yet, or not at once: drafts on two devices, no connection, lost answers (F2, F5).

And who writes for somebody else, or may only read (F3, C4, C5, C6).
"""

import re

import pytest
from playwright.sync_api import Browser, Dialog, Route, expect

from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, members, told
from tests.e2e.laptop import Laptop
from tests.e2e.steps import open_menu, pass_sign_in
from tests.e2e.tab import Tab
from tests.e2e.uploading import uploaded
from tests.messages import CARE_TEAM, answer, begun, made, opened, texts, threads_of
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

SAVED = re.compile("^Draft saved at ")
DRAFT, THREADS = re.compile(r"/drafts/"), re.compile(r"/threads$")


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def nora(practice: Practice) -> Colleague:
    return staff_of(practice, "clinician")


@pytest.fixture(scope="module")
def rosa(practice: Practice, nora: Colleague) -> Patient:
    return a_patient(practice)


def compose(tab: Tab, whom: Patient, subject: str, content: str) -> None:
    tab.page.goto(f"/m/{members(whom)[0]['id']}/messages/new")
    tab.heading("Send a message")
    tab.page.get_by_label("To", exact=True).select_option(label="Care team")
    tab.fill("Subject", subject)
    tab.fill("Message", content)


@pytest.mark.feature("F2", "X2", "X4")
def test_a_draft_is_kept_and_a_newer_one_elsewhere_is_asked_about(
    laptop: Laptop, chromium: Browser, signed_in: Tab, rosa: Patient
) -> None:
    tab = signed_in
    compose(tab, rosa, "My hip", "It hurts")
    tab.page.get_by_text(SAVED).wait_for()
    tab.page.reload()
    expect(tab.page.get_by_label("Message", exact=True)).to_have_value("It hurts")
    expect(tab.page.get_by_label("To", exact=True)).to_have_value("team:clinician")
    with tab.page.context.expect_page() as second:
        tab.page.evaluate("open(location.href)")
    other = Tab(second.value, 1280)
    expect(other.page.get_by_label("Message", exact=True)).to_have_value("It hurts")
    other.fill("Message", "It hurts a lot")
    other.page.get_by_text(SAVED).wait_for()
    expect(other.page.get_by_text("Not saved yet…")).to_have_count(0)
    other.page.wait_for_load_state("networkidle")
    tab.fill("Message", "It does not hurt")
    asked = tab.page.get_by_role("alertdialog", name="This message was changed somewhere else")
    asked.wait_for()
    tab.checked("message-changed")
    asked.get_by_role("button", name="See the newer one").click()
    expect(tab.page.get_by_label("Message", exact=True)).to_have_value("It hurts a lot")
    other.page.close()
    tab.follow("All messages")
    card = tab.page.get_by_role("region", name="Messages you have not sent")
    card.get_by_text("My hip").first.wait_for()
    tab.checked("messages-not-sent")
    tab.follow("Go on writing My hip")
    tab.press("Delete this draft")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Delete this draft").click()
    tab.page.get_by_text("The draft was deleted.").wait_for()
    assert not card.count()
    assert told(ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/drafts"))["drafts"] == []
    assert threads_of(rosa) == []


@pytest.mark.feature("F5", "F2", "X3", "X4")
def test_a_send_that_fails_keeps_the_text_and_sent_again_arrives_once(signed_in: Tab, rosa: Patient) -> None:
    tab = signed_in
    tab.page.route(DRAFT, lambda route: route.abort())
    compose(tab, rosa, "My back", "It hurts, too")
    tab.page.get_by_text("Not saved: we cannot reach Kinchart.").wait_for()
    tab.page.route(THREADS, lambda route: route.abort())
    tab.press("Send message")
    alert = tab.page.get_by_role("alert")
    alert.get_by_text("Your message was not sent. What you wrote is still here. We cannot reach Kinchart.").wait_for()
    expect(tab.page.get_by_label("Message", exact=True)).to_have_value("It hurts, too")
    tab.checked("message-not-sent")
    # The browser asks before the page is left with what is not saved; it is stayed on.
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    tab.page.once("dialog", stay)
    tab.page.evaluate("location.reload()")
    tab.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    # Another page of the portal and back: it is in memory still.
    tab.follow("All messages")
    tab.heading("Messages")
    tab.follow("Send a message")
    expect(tab.page.get_by_label("Message", exact=True)).to_have_value("It hurts, too")
    tab.page.unroute(DRAFT)
    tab.page.unroute(THREADS)
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    tab.page.get_by_text(SAVED).wait_for()
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost or route.request.method != "POST":
            return route.continue_()
        lost.append(route.request.url)
        route.fetch()
        return route.abort()

    tab.page.route(THREADS, lose_the_answer)
    tab.fill("Message", "It hurts, too, at night")
    tab.press("Send message")
    alert.get_by_text("We cannot reach Kinchart.").wait_for()
    # It was sent, and its draft is gone: nobody can know that here, and nothing is thrown away unasked.
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Keep what is on this page").click()
    tab.page.get_by_text(SAVED).wait_for()
    tab.press("Send message")
    tab.heading("My back")
    tab.page.get_by_text("Your message was sent.").wait_for()
    tab.page.unroute(THREADS)
    [thread] = threads_of(rosa)
    assert texts(opened(rosa, thread)) == ["It hurts, too, at night"]
    assert told(ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/drafts"))["drafts"] == []
    # A reply is kept as well.
    tab.fill("Your reply", "And my neck")
    tab.page.get_by_text(SAVED).wait_for()
    tab.follow("All messages")
    tab.page.get_by_role("link", name="My back (Reply not sent yet)").click()
    expect(tab.page.get_by_label("Your reply")).to_have_value("And my neck")
    tab.press("Send reply")
    tab.page.get_by_role("article").get_by_text("And my neck").wait_for()
    assert texts(opened(rosa, thread)) == ["It hurts, too, at night", "And my neck"]


@pytest.mark.feature("F3", "C4", "C5", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_caregiver_writes_on_behalf_and_the_patient_sees_nothing_of_it(
    laptop: Laptop, tab: Tab, signed_in: Tab, rosa: Patient, nora: Colleague
) -> None:
    ana = a_caregiver_of(rosa)
    own = len(threads_of(rosa))
    pass_sign_in(laptop, tab, ana)
    tab.heading("Record of Rosa Alvarez")
    tab.follow("Send a message")
    tab.heading("Send a message")
    tab.page.get_by_text("You are writing on behalf of Rosa Alvarez.").wait_for()
    tab.page.get_by_text("Only you and the practice see what you write here.").wait_for()
    tab.checked("message-on-behalf")
    tab.page.get_by_label("To", exact=True).select_option(label="Care team")
    tab.fill("Subject", "My mother's walker")
    tab.fill("Message", "Where do we get one?")
    tab.press("Send message")
    tab.heading("My mother's walker")
    tab.page.get_by_role("article", name=re.compile("^You")).get_by_text("On behalf of Rosa Alvarez").wait_for()
    [thread] = threads_of(ana, patient=rosa)
    made(answer(nora, thread, "At the front desk"))
    tab.page.reload()
    tab.page.get_by_text("At the front desk").wait_for()
    tab.checked("message-caregiver")
    open_menu(tab)
    tab.page.get_by_role("button", name="Español").click()
    tab.page.get_by_role("article", name=re.compile("^Usted")).get_by_text("En nombre de Rosa Alvarez").wait_for()
    tab.follow("Todos los mensajes")
    tab.heading("Mensajes")
    tab.checked("messages-es")
    tab.follow("Enviar un mensaje")
    tab.page.get_by_text("Usted escribe en nombre de Rosa Alvarez.").wait_for()
    tab.press("Enviar el mensaje")
    expect(tab.page.get_by_role("alert")).to_contain_text("Elija a quién quiere escribir")
    tab.checked("message-errors-es")
    signed_in.page.goto(f"/m/{members(rosa)[0]['id']}/messages")
    signed_in.page.get_by_role("link", name="My back").wait_for()
    assert "walker" not in signed_in.page.inner_text("body")
    assert not signed_in.page.get_by_text("(1)").count()
    assert len(threads_of(rosa)) == own
    signed_in.page.goto(f"/m/{members(rosa)[0]['id']}/messages/{thread['chart']}/{thread['id']}")
    signed_in.heading("Conversation not found")


@pytest.mark.feature("F3", "C6", "C8+", "X4")
def test_a_representative_who_may_only_read_is_told_why_and_led_to_no_form(
    laptop: Laptop, tab: Tab, rosa: Patient, nora: Colleague
) -> None:
    ruth = a_representative_of(rosa, {"messages": "write", "labs": "read"})
    thread = begun(ruth, CARE_TEAM, "Her papers", rosa)
    made(answer(nora, thread, "We have sent them"))
    left = {"sections": {"messages": "read", "labs": "read"}, "ends": None}
    path = f"/api/charts/{chart_of(rosa)}/access/{thread['id'].partition('_')[0]}"
    assert ask(rosa, "PATCH", path, left).status == 200
    pass_sign_in(laptop, tab, ruth)
    tab.heading("Record of Rosa Alvarez")
    quick = tab.page.get_by_role("navigation", name="Quick menu").get_by_role("link")
    assert quick.all_inner_texts() == ["Read new messages"]
    quick.click()
    tab.heading("Messages")
    why = tab.page.get_by_text("you cannot write any: you may only read this part of the record of Rosa Alvarez.")
    why.wait_for()
    assert not tab.page.get_by_role("link", name="Send a message").count()
    tab.checked("messages-read-only")
    here = tab.page.url
    tab.page.goto(f"{here}/new/{chart_of(rosa)}")
    why.wait_for()
    assert tab.page.url == here
    tab.page.get_by_role("link", name=re.compile("^Her papers")).click()
    tab.page.get_by_text("We have sent them").wait_for()
    why.wait_for()
    assert not tab.page.get_by_label("Your reply").count()
    assert not tab.page.get_by_role("button", name="Reply").count()
    tab.checked("message-read-only")
    open_menu(tab)
    tab.page.get_by_role("button", name="Español").click()
    tab.page.get_by_text("solo puede leer esta parte del historial de Rosa Alvarez").wait_for()
    tab.page.get_by_role("article", name=re.compile(r"^Nora Lindqvist \(personal clínico\)")).wait_for()
    tab.checked("message-read-only-es")


@pytest.mark.feature("F2", "C6", "X4")
def test_a_draft_goes_on_without_a_document_that_may_not_be_attached_any_more(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    ruth = a_representative_of(rosa, {"messages": "write", "documents": "write"})
    thread = begun(ruth, CARE_TEAM, "The form", rosa)
    draft = {"content": "Here it is", "attachments": [uploaded(ruth, patient=rosa)], "version": 0}
    chart = f"/api/charts/{chart_of(rosa)}"
    told(ask(ruth, "PUT", f"{chart}/drafts/{thread['id']}", draft))
    left = {"sections": {"messages": "write"}, "ends": None}
    assert ask(rosa, "PATCH", f"{chart}/access/{thread['id'].partition('_')[0]}", left).status == 200
    pass_sign_in(laptop, tab, ruth)
    tab.heading("Record of Rosa Alvarez")
    tab.follow("Messages")
    tab.page.get_by_role("link", name=re.compile("^The form")).click()
    expect(tab.page.get_by_label("Your reply")).to_have_value("Here it is")
    assert not tab.page.get_by_text("Letter.pdf").count()
    tab.press("Send reply")
    tab.page.get_by_role("article").filter(has_text="Here it is").wait_for()
    assert texts(opened(ruth, thread, rosa))[-1] == "Here it is"
