"""Drafts of forms in the browser: kept over a reload, asked about on other devices, not lost without a connection.

And who reads forms and may fill none in (E2).
"""

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests import forms
from tests.circle import a_caregiver_of, chart_of, members, told
from tests.e2e.filling import answers_in, forms_page, kept, open_form, saved
from tests.e2e.laptop import Laptop
from tests.e2e.steps import pass_sign_in, sign_in
from tests.e2e.tab import Tab, new_tab
from tests.forms import asked_of, demo
from tests.people import Patient, Practice, a_patient
from tests.staffing import Colleague, staff_of

DRAFT = re.compile(r"/draft$")


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("E2", "X2")
def test_a_draft_outlives_a_reload_and_other_devices_are_asked_about(
    laptop: Laptop, chromium: Browser, tab: Tab, rosa: Patient, staff: Colleague
) -> None:
    sign_in(laptop, tab, rosa)
    asks = forms.questionnaire(forms.question("why", "text", required=True, text="Why do you come?"))
    form = asked_of(rosa, staff, asks)
    path = open_form(tab, rosa, form)
    tab.page.get_by_label("Why do you come?").fill("My knee")
    saved(tab)
    tab.page.reload()
    expect(tab.page.get_by_label("Why do you come?")).to_have_value("My knee")
    tab.page.goto(forms_page(rosa))
    tab.page.get_by_text(re.compile("^Started, saved this minute|^Started, saved 1 minute ago")).wait_for()
    tab.follow("Go on A form")
    with new_tab(chromium, laptop.web, 320) as phone:
        sign_in(laptop, phone, rosa)
        phone.page.goto(path)
        expect(phone.page.get_by_label("Why do you come?")).to_have_value("My knee")
        phone.page.get_by_label("Why do you come?").fill("My knee and my hip")
        saved(phone)
        phone.quiet()
        # This one has not seen the phone's.
        tab.page.get_by_label("Why do you come?").fill("My back")
        asked = tab.page.get_by_role("alertdialog", name="These answers were changed somewhere else")
        asked.wait_for()
        tab.checked("form-changed")
        asked.get_by_role("button", name="See the newer answers").click()
        expect(tab.page.get_by_label("Why do you come?")).to_have_value("My knee and my hip")
        tab.page.get_by_label("Why do you come?").fill("My hip")
        expect(tab.page.get_by_text("Not saved yet…")).to_have_count(0)
        saved(tab)
        phone.page.get_by_label("Why do you come?").fill("My knee")
        phone.press("Keep the answers on this page")
        saved(phone)
        phone.press("Continue")
        phone.press("Send to the practice")
        phone.heading("Your form was sent")
    tab.page.get_by_label("Why do you come?").fill("Nothing")
    tab.heading("This form was sent already")
    tab.checked("form-already")
    tab.page.reload()
    tab.page.get_by_text(re.compile(r"^It was sent on ")).wait_for()
    assert answers_in(kept(rosa, form)["item"])["why"] == ["My knee"]


@pytest.mark.feature("E2", "X2", "X3")
def test_without_a_connection_nothing_typed_is_lost_and_sending_twice_sends_once(
    laptop: Laptop, tab: Tab, rosa: Patient, staff: Colleague
) -> None:
    sign_in(laptop, tab, rosa)
    form = asked_of(rosa, staff, forms.questionnaire())
    open_form(tab, rosa, form)
    tab.page.route(DRAFT, lambda route: route.abort())
    tab.page.get_by_label("About why?").fill("Because")
    tab.page.get_by_text("Not saved: we cannot reach Kinchart.").wait_for()
    tab.checked("form-not-saved")
    # Another page of the portal and back: it is in memory still.
    tab.follow("Forms")
    tab.heading("Forms")
    tab.follow("Fill in A form")
    expect(tab.page.get_by_label("About why?")).to_have_value("Because")
    tab.page.unroute(DRAFT)
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    saved(tab)
    tab.press("Continue")
    lost: list[str] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        route.fetch()
        return route.abort()

    tab.page.route(re.compile("/submit$"), lose_the_answer)
    tab.press("Send to the practice")
    tab.page.get_by_role("alert").get_by_text("We cannot reach Kinchart.").wait_for()
    tab.press("Send to the practice")
    tab.heading("Your form was sent")
    tab.page.unroute(re.compile("/submit$"))
    assert answers_in(kept(rosa, form)["item"]) == {"why": ["Because"]}


@pytest.mark.feature("C4", "E2")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_caregiver_reads_forms_and_is_told_why_they_fill_in_none(
    laptop: Laptop, tab: Tab, practice: Practice, staff: Colleague
) -> None:
    walter = a_patient(practice, "Walter")
    ana = a_caregiver_of(walter)
    done, waiting = asked_of(walter, staff, forms.questionnaire()), asked_of(walter, staff, demo("phq-9"))
    told(forms.submit(walter, done, forms.response(forms.answer("why", {"valueString": "Because"}))))
    pass_sign_in(laptop, tab, ana)
    tab.heading("Record of Walter Alvarez")
    tab.page.goto(forms_page(walter).replace(members(walter)[0]["id"], members(ana)[-1]["id"]))
    tab.page.get_by_text("Only Walter Alvarez, or someone who may act for them here, can fill them in.").wait_for()
    assert not tab.page.get_by_role("link", name=re.compile("^Fill in")).count()
    tab.checked("forms-caregiver")
    tab.page.get_by_role("link", name="A form", exact=True).click()
    tab.page.get_by_text("Because").wait_for()
    tab.page.goto(f"/m/{members(ana)[-1]['id']}/forms/{chart_of(walter)}/{waiting['id'].replace('.', '/')}")
    tab.heading("You cannot fill in this form")
    tab.checked("form-may-not")
