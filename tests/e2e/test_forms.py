"""Forms in the browser: filled in by mouse and by keyboard alone, kept as drafts, sent once, read again (E2)."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.filling import answers_in, choose, forms_page, in_days, kept, open_form, saved
from tests.e2e.laptop import Laptop
from tests.e2e.steps import sign_in, tab_to
from tests.e2e.tab import Tab
from tests.forms import asked_of, demo
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

PHQ9 = "Patient Health Questionnaire (PHQ-9)"


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture(scope="module")
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("E2", "D7")
def test_a_short_form_is_filled_in_by_mouse_and_its_score_is_told(
    signed_in: Tab, rosa: Patient, staff: Colleague
) -> None:
    tab = signed_in
    form = asked_of(rosa, staff, demo("phq-9"), in_days(3))
    asked_of(rosa, staff, demo("daily-life"), None)
    tab.page.goto("/")
    card = tab.page.get_by_role("region", name="Forms to fill in")
    card.get_by_text(PHQ9).wait_for()
    card.get_by_text("Due in 3 days").wait_for()
    tab.checked("forms-due")
    card.get_by_role("link", name="All forms").click()
    tab.heading("Forms")
    tab.page.get_by_text("There are no filled-in forms yet.").wait_for()
    tab.checked("forms")
    tab.follow(f"Fill in {PHQ9}")
    tab.heading(PHQ9)
    assert not tab.page.get_by_text("Total score").count()
    tab.checked("form-short")
    tab.press("Continue")
    expect(tab.page.get_by_role("alert")).to_be_focused()
    assert tab.page.get_by_role("alert").get_by_role("link").count() == 9
    assert tab.page.title().startswith("Error: ")
    tab.checked("form-short-errors")
    tab.page.get_by_role("link", name="Answer “Feeling down, depressed, or hopeless”").click()
    expect(tab.page.get_by_role("group", name=re.compile("^Feeling down")).get_by_label("Not at all")).to_be_focused()
    difficulty = tab.page.get_by_role("group", name=re.compile("^How difficult"))
    for name in tab.page.get_by_role("group").all():
        name.get_by_label("Not at all", exact=True).check()
    assert not difficulty.count()
    choose(tab, "Poor appetite", "Nearly every day")
    choose(tab, "Trouble falling", "Several days")
    difficulty.get_by_label("Somewhat difficult").check()
    saved(tab)
    tab.press("Continue")
    tab.heading("Check your answers")
    tab.page.get_by_text("Nearly every day").wait_for()
    tab.checked("form-check")
    tab.press("Send to the practice")
    tab.heading("Your form was sent")
    score = tab.page.get_by_role("region", name="Scores")
    assert "4" in score.inner_text().split()
    tab.checked("form-sent")
    tab.follow("See the answers")
    tab.heading(f"Answers: {PHQ9}")
    tab.page.get_by_text(re.compile("^Sent .* by Rosa Alvarez$")).wait_for()
    tab.checked("form-answers")
    tab.follow("All forms")
    tab.page.get_by_role("link", name=PHQ9, exact=True).wait_for()
    answers = answers_in(kept(rosa, form)["item"])
    assert answers["phq9-total"] == [4]
    assert (answers["phq9-5"], answers["phq9-difficulty"]) == (["LA6571-9"], ["LA6573-5"])


def go_to(tab: Tab, name: str, role: str, *keys: str) -> None:
    """By Tab alone; then these keys."""
    tab_to(tab, name, role)
    for key in keys:
        tab.page.keyboard.press(key)


def type_into(tab: Tab, name: str, text: str) -> None:
    tab_to(tab, name, "textbox")
    tab.page.keyboard.type(text)


@pytest.mark.feature("E2", "X4")
def test_a_nested_form_is_filled_in_part_by_part_by_keyboard_alone(
    signed_in: Tab, rosa: Patient, staff: Colleague
) -> None:
    tab = signed_in
    form = asked_of(rosa, staff, demo("before-your-visit"), in_days(0))
    tab.page.goto(forms_page(rosa))
    tab.page.get_by_text("Due today").wait_for()
    go_to(tab, "Fill in Before your visit", "link", "Enter")
    tab.heading("About you")
    tab.page.get_by_text("Part 1 of 5").wait_for()
    go_to(tab, "A check-up", "radio", "ArrowDown")
    for part, text in (("Month", "march"), ("Day", "31"), ("Year", "2026")):
        type_into(tab, part, text)
    go_to(tab, "0", "radio", "ArrowDown", "ArrowDown")
    type_into(tab, "Where does it hurt? (required)", "In my left knee")
    type_into(tab, "Number", "152.5")
    tab.checked("form-part")
    go_to(tab, "Continue", "button", "Enter")
    expect(tab.page.get_by_role("alert")).to_contain_text("Choose a unit for “How much do you weigh?”")
    go_to(tab, "Unit", "combobox", "ArrowDown")
    go_to(tab, "Continue", "button", "Enter")
    tab.heading("Medicines")
    expect(tab.page.get_by_role("heading", level=1)).to_be_focused()
    tab.page.get_by_text("You cannot answer this here.").wait_for()
    go_to(tab, "Yes", "radio", "Space")
    type_into(tab, "Name (required)", "Metformin")
    go_to(tab, "Add another: Medicine", "button", "Enter")
    expect(tab.page.get_by_role("heading", name="Medicine (2)")).to_be_focused()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.type("Aspirin")
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("ArrowDown")
    type_into(tab, "What is the trouble with it? (required)", "It hurts my stomach")
    tab.checked("form-repeats")
    go_to(tab, "Continue", "button", "Enter")
    tab.heading("Allergies")
    go_to(tab, "Penicillin", "checkbox", "Space")
    tab.page.get_by_role("group", name=re.compile("^Did you have to go")).wait_for()
    go_to(tab, "None of these", "checkbox", "Space")
    expect(tab.page.get_by_label("Penicillin")).not_to_be_checked()
    go_to(tab, "Continue", "button", "Enter")
    tab.heading("Smoking")
    go_to(tab, "I never have", "radio", "ArrowDown", "ArrowDown")
    type_into(tab, "How many cigarettes a day? (required)", "ten")
    type_into(tab, "For how many years? (required)", "7.5")
    go_to(tab, "Continue", "button", "Enter")
    expect(tab.page.get_by_role("alert")).to_contain_text("must be a whole number, such as 7")
    tab_to(tab, "How many cigarettes a day? (required)", "textbox")
    tab.page.keyboard.press("Control+a")
    tab.page.keyboard.type("10")
    tab.checked("form-nested")
    go_to(tab, "Continue", "button", "Enter")
    tab.heading("Part 5")
    go_to(tab, "Continue", "button", "Enter")
    tab.heading("Check your answers")
    tab.page.get_by_role("region", name="Medicines").get_by_text("It hurts my stomach").wait_for()
    go_to(tab, "Change Allergies", "button", "Enter")
    tab.heading("Allergies")
    go_to(tab, "Continue", "button", "Enter")
    tab.heading("Check your answers")
    tab.checked("form-check-parts")
    go_to(tab, "Send to the practice", "button", "Enter")
    tab.heading("Your form was sent")
    answers = answers_in(kept(rosa, form)["item"])
    assert answers["medicine-name"] == ["Metformin", "Aspirin"]
    assert answers["medicine-trouble"] == ["It hurts my stomach"]
    assert (answers["since"], answers["pain"], answers["weight"]) == (["2026-03-31"], [2], [152.5])
    assert (answers["allergic"], answers["smoking-day"], answers["smoking-years"]) == (["none"], [10], [7.5])
    assert "allergic-hospital" not in answers
    assert answers["smoking-packs"] == [3.8]


@pytest.mark.feature("E2", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_form_in_sections_is_filled_in_by_mouse_in_spanish(
    laptop: Laptop, tab: Tab, practice: Practice, staff: Colleague
) -> None:
    sam = a_patient(practice, "Sam")
    form = asked_of(sam, staff, demo("daily-life"), in_days(1))
    sign_in(laptop, tab, sam)
    open_form(tab, sam, form)
    tab.page.get_by_role("button", name="Menu").click()
    tab.page.get_by_role("button", name="Español").click()
    tab.heading("Family and home")
    tab.page.get_by_text("Parte 1 de 3").wait_for()
    tab.page.get_by_text("Para mañana").wait_for()
    tab.press("Continuar")
    tab.checked("form-errors-es")
    tab.page.get_by_label(re.compile("^How many people live")).fill("3")
    choose(tab, "Do you have a place to live?", "I have a place to live")
    choose(tab, "Do you worry", "No")
    tab.press("Continuar")
    tab.heading("Work and money")
    tab.page.get_by_label(re.compile("^About how much money")).fill("20500,5")
    needs = tab.page.get_by_role("group", name=re.compile("^In the last year"))
    needs.get_by_role("checkbox").first.check()
    needs.get_by_role("checkbox").nth(2).check()
    tab.page.get_by_text(re.compile("^Guardado a las ")).wait_for()
    tab.checked("form-sections-es")
    tab.press("Continuar")
    tab.heading("People around you")
    tab.press("Continuar")
    tab.heading("Revise sus respuestas")
    tab.checked("form-check-es")
    tab.press("Enviar al consultorio")
    tab.heading("Su formulario se envió")
    answers = answers_in(kept(sam, form)["item"])
    assert (answers["home-people"], answers["money-income"]) == ([3], [20500.5])
    assert len(answers["money-needs"]) == 2
    assert "people-talk" not in answers
