"""Forms in the practice's console: the library, asking one patient or many, what came back (D7, D2)."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from portal import clock
from tests import forms
from tests.circle import chart_of, told
from tests.e2e.console import open_set_up, sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.tab import Tab
from tests.forms import asked_of, demo, put_in
from tests.people import Practice, a_known_patient, a_patient
from tests.staffing import staff_of

ASKS = re.compile(r"/patients/[^/]+/forms$")
PHQ9 = "Patient Health Questionnaire (PHQ-9)"


def choose_file(page: Page, folder: Path, content: str) -> None:
    path = folder / "questionnaire.json"
    path.write_text(content)
    with page.expect_file_chooser() as chooser:
        page.get_by_label("Questionnaire file").click()
    chooser.value.set_files(path)


@pytest.mark.feature("D7")
def test_a_questionnaire_comes_from_a_file_is_tried_out_and_retired(
    laptop: Laptop, tab: Tab, practice: Practice, tmp_path: Path
) -> None:
    sign_in_to_console(tab, staff_of(practice), "/forms/library")
    tab.page.get_by_text("There is no questionnaire yet.").wait_for()
    tab.checked("forms-library-empty")
    tab.follow("Add a questionnaire")
    tab.press("Add to the library")
    tab.page.get_by_role("alert").get_by_text("Choose a file").wait_for()
    choose_file(tab.page, tmp_path, "{")
    tab.page.get_by_role("alert").get_by_text("It must be a JSON file").wait_for()
    choose_file(tab.page, tmp_path, '{"resourceType": "Patient"}')
    tab.press("Add to the library")
    tab.page.get_by_role("alert").get_by_text("This file is not a FHIR Questionnaire.").wait_for()
    bad = forms.questionnaire(forms.question("scan", "attachment", required=True))
    choose_file(tab.page, tmp_path, json.dumps(bad))
    tab.press("Add to the library")
    tab.page.get_by_role("alert").get_by_text(re.compile(r"^item\[0\]: .*cannot be answered here")).wait_for()
    tab.checked("forms-library-refused")
    choose_file(tab.page, tmp_path, json.dumps(demo("before-your-visit")))
    preview = tab.page.get_by_role("region", name="Preview: Before your visit")
    preview.get_by_label("Something new").check()
    preview.get_by_role("group", name=re.compile("^Since when")).wait_for()
    tab.checked("forms-library-preview")
    tab.press("Add to the library")
    tab.page.get_by_text("“Before your visit” is in the library.").wait_for()
    tab.follow("Library of forms")
    tab.page.get_by_role("row").filter(has_text="Before your visit").get_by_text("1.0").wait_for()
    tab.checked("forms-library")
    tab.follow("Before your visit")
    tab.heading("Before your visit")
    tab.page.get_by_role("region", name="Preview: Before your visit").wait_for()
    tab.checked("forms-library-one")
    tab.follow("Library of forms")
    tab.press("Retire Before your visit")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Retire").click()
    tab.page.get_by_text("“Before your visit” was retired.").wait_for()
    tab.page.get_by_text("There is no questionnaire yet.").wait_for()


@pytest.mark.feature("D7", "X2")
def test_many_patients_are_asked_at_once_and_nobody_twice(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    staff = staff_of(practice)
    rosa, sam = a_patient(practice), a_known_patient(practice, "Sam")
    a_known_patient(practice, "Walter")
    put_in(staff, demo("phq-9"))
    put_in(staff, demo("daily-life"))
    sign_in_to_console(tab, staff, "/forms")
    tab.page.get_by_text("No form has come back yet.").wait_for()
    tab.follow("Ask for forms")
    tab.heading("Ask for forms")
    tab.page.get_by_label("Choose Rosa Alvarez").wait_for()
    tab.fill("Due date", "2/30/2020")
    tab.press("Ask")
    alert = tab.page.get_by_role("alert")
    for words in ("Choose at least one form", "Enter the due date as month/day/year", "Choose at least one patient"):
        alert.get_by_text(words).wait_for()
    tab.checked("forms-ask-errors")
    tab.fill("Due date", "2/28/2020")
    tab.press("Ask")
    alert.get_by_text("The due date must be today or later").wait_for()
    tab.page.get_by_label(re.compile(f"^{re.escape(PHQ9)}")).check()
    tab.page.get_by_label(re.compile("^Your daily life")).check()
    due = clock.now() + timedelta(days=9)
    tab.fill("Due date", f"{due:%m/%d/%Y}")
    tab.page.get_by_label("Find a patient").fill("Sam")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_label("Choose Rosa Alvarez").wait_for(state="detached")
    tab.page.get_by_label("Choose Sam Alvarez").check()
    tab.page.get_by_label("Find a patient").fill("")
    tab.press("Search")
    tab.page.get_by_label("Choose Rosa Alvarez").check()
    tab.page.get_by_text("Chosen: Sam Alvarez and Rosa Alvarez").wait_for()
    tab.checked("forms-ask")
    seen: list[str] = []

    def lose_the_second_answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        seen.append(route.request.headers["idempotency-key"])
        if len(seen) != 2:
            return route.continue_()
        route.fetch()
        return route.abort()

    tab.page.route(ASKS, lose_the_second_answer)
    tab.press("Ask for 4 forms")
    tab.page.get_by_text("Stopped. 3 forms are left.").wait_for()
    tab.checked("forms-ask-stopped")
    tab.press("Go on")
    tab.page.get_by_text("4 forms were asked for.").wait_for()
    assert seen[1] == seen[2]
    tab.press("Done")
    tab.page.get_by_role("row").filter(has_text="Rosa Alvarez").first.get_by_text("Due in 9 days").wait_for()
    tab.checked("forms-requested")
    assert [len(forms.forms_of(rosa)), len(told(staff.ask("GET", f"/patients/{chart_of(sam)}/forms"))["forms"])] == [
        2,
        2,
    ]
    tab.press("Withdraw Your daily life, Sam Alvarez")
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Withdraw").click()
    tab.page.get_by_text("“Your daily life” for Sam Alvarez was withdrawn.").wait_for()
    tab.follow("Withdrawn")
    tab.page.get_by_role("row").filter(has_text="Sam Alvarez").wait_for()


@pytest.mark.feature("D7", "D2", "E2")
def test_one_patient_is_asked_from_their_page_and_staff_read_what_came_back(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    staff, rosa = staff_of(practice, "clinician"), a_patient(practice)
    office = staff_of(practice)
    put_in(office, demo("phq-9"))
    waiting = asked_of(rosa, office, demo("before-your-visit"))
    sign_in_to_console(tab, office)
    open_set_up(tab, rosa)
    tab.follow("Ask for forms")
    tab.heading("Ask Rosa Alvarez for forms")
    tab.page.get_by_label(re.compile(f"^{re.escape(PHQ9)}")).check()
    tab.checked("forms-ask-one")
    tab.press("Ask for 1 form")
    tab.page.get_by_text("1 form was asked for.").wait_for()
    tab.press("Done")
    tab.heading("Rosa Alvarez")
    card = tab.page.get_by_role("region", name="Forms", exact=True)
    card.get_by_text(PHQ9, exact=True).wait_for()
    tab.checked("patient-with-forms")
    [asked] = [each for each in forms.forms_of(rosa) if each["title"] == PHQ9]
    told(forms.submit(rosa, asked, forms.phq9(1, 2, 3, 0, 1, 2, 3, 0, 1)))
    card.get_by_role("button", name=re.compile("^Withdraw Patient Health")).click()
    tab.page.get_by_role("alertdialog").get_by_role("button", name="Withdraw").click()
    tab.page.get_by_text("This form came back meanwhile").wait_for()
    card.get_by_role("link", name=f"See the answers {PHQ9}, Rosa Alvarez").click()
    tab.heading(f"{PHQ9}: Rosa Alvarez")
    expect(tab.page.get_by_role("region", name="Scores")).to_contain_text("13")
    tab.page.get_by_text(re.compile("^Sent .* by Rosa Alvarez$")).wait_for()
    tab.checked("form-came-back")
    printed: list[bool] = []
    tab.page.expose_function("printed", lambda: printed.append(True))
    tab.page.evaluate("window.print = () => window.printed()")
    tab.press("Print")
    assert printed
    tab.page.emulate_media(media="print")
    assert not tab.page.get_by_role("navigation", name="Main").is_visible()
    tab.page.emulate_media(media="screen")
    tab.page.goto(f"/staff/patients/{chart_of(rosa)}/forms/{waiting['id'].replace('.', '/')}")
    tab.page.get_by_text("This form did not come back yet.").wait_for()
    assert staff.ask("GET", f"/patients/{chart_of(rosa)}/forms/{asked['id']}").status == 200


@pytest.mark.feature("D7", "D1")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_front_desk_asks_for_forms_and_does_not_see_answers(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    desk, rosa = staff_of(practice, "front-desk"), a_patient(practice)
    asked = asked_of(rosa, desk, forms.questionnaire())
    told(forms.submit(rosa, asked, forms.response(forms.answer("why", {"valueString": "Because"}))))
    sign_in_to_console(tab, desk, "/forms")
    tab.page.get_by_role("button", name="Menu").click()
    tab.page.get_by_role("button", name="Español").click()
    tab.heading("Formularios")
    tab.page.get_by_text("Rosa Alvarez").first.wait_for()
    assert not tab.page.get_by_role("link", name=re.compile("^Ver las respuestas")).count()
    tab.checked("forms-desk-es")
    tab.page.goto(f"/staff/patients/{chart_of(rosa)}/forms/{asked['id'].replace('.', '/')}")
    tab.heading("Página no encontrada")
