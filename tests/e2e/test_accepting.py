"""An account that exists already takes an invitation's record in, in a real browser (B4, B5, B9)."""

import pytest
from playwright.sync_api import Route, expect

from tests.circle import members
from tests.e2e.laptop import Laptop
from tests.e2e.linking import choose, invited, open_invite, sign_in_here
from tests.e2e.steps import sign_in, tab_to
from tests.e2e.tab import Tab
from tests.e2e.test_activation import choose_account, enter_birth_date
from tests.invitees import an_address, tell_caregivers
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice

EYE_CLINIC = "Lakeside Eye Clinic"


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.parametrize("width", [1280, 320], ids=["1280px", "320px"], indirect=True)
@pytest.mark.feature("B1", "B4", "X4")
def test_a_family_member_comes_into_the_account_after_a_warning_that_names_them(
    laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient
) -> None:
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    token = invited(laptop, mateo)
    open_invite(tab, token)
    tab.heading("You already have an account")
    assert rosa.email in tab.page.inner_text("main")
    assert token in tab.page.url
    tab.checked("accept-sign-in")
    tab.press("Sign in")
    tab.heading("Sign in")
    left = tab.page.evaluate("location.href + JSON.stringify([history.state, {...localStorage}])")
    assert token not in left
    sign_in_here(laptop, tab, rosa)

    tab.heading("Who is this in your account?")
    tab.press("Continue")
    tab.page.get_by_role("link", name="Choose who this is").wait_for()
    tab.checked("accept-member")
    tab.page.reload()
    choose(tab, "somebody who is not in this list")

    tab.heading("Add Mateo Alvarez to your account?")
    text = tab.page.inner_text("main")
    assert "Linked members see each other’s records" in text
    assert "Rosa Alvarez and Mateo Alvarez" in text
    assert practice.name in text
    assert rosa.username in text
    tab.checked("accept-warning")
    assert len(members(rosa)) == 1, "nothing is linked before Submit"
    tab.page.reload()
    tab.press("Submit")
    tab.heading("The record of Mateo Alvarez is now in your account")
    tab.checked("accept-done")
    tab.page.reload()
    tab.heading("The record of Mateo Alvarez is now in your account")
    tab.follow("Open the record of Mateo Alvarez")
    tab.heading("Record of Mateo Alvarez")
    assert [m["given"] for m in members(rosa)] == ["Rosa", "Mateo"]
    tab.page.goto("/terms")
    tab.page.evaluate("sessionStorage.clear()")
    tab.page.goto(f"/activate#{token}")
    tab.heading("This invitation was already used")
    tab.checked("accept-used")


@pytest.mark.feature("B4", "B7", "X4")
def test_another_practice_is_named_in_the_warning_and_marked_on_the_one_page(
    laptop: Laptop, tab: Tab, rosa: Patient
) -> None:
    other = a_known_patient(a_practice(laptop, EYE_CLINIC), "Rosa", rosa.email)
    sign_in(laptop, tab, rosa)
    open_invite(tab, invited(laptop, other))
    tab.heading("You already have an account")
    tab.page.get_by_text(f"You are signed in as Rosa Alvarez ({rosa.username}).").wait_for()
    tab.checked("accept-signed-in")
    tab.press("Continue")
    choose(tab, "Rosa Alvarez (me)")
    tab.heading(f"Add {EYE_CLINIC} to the records of Rosa Alvarez?")
    tab.checked("accept-practice")
    tab.press("Back")
    tab.heading("Who is this in your account?")
    assert tab.page.get_by_label("Rosa Alvarez (me)").is_checked()
    tab.press("Continue")
    tab.press("Submit")
    tab.heading("The record of Rosa Alvarez is now in your account")
    tab.follow("Go to My Family")
    tab.heading("My Family")
    tab.page.get_by_text(EYE_CLINIC).first.wait_for()
    [me] = members(rosa)
    assert {chart["practice"]["name"] for chart in me["charts"]} == {rosa.practice.name, EYE_CLINIC}


@pytest.mark.feature("C1", "C6", "B4", "X4")
@pytest.mark.parametrize("kind", ["caregiver", "representative"])
def test_who_cares_for_somebody_is_told_what_they_take_in(
    laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient, kind: str
) -> None:
    sam = a_patient(practice, "Sam")
    tell_caregivers(rosa, sam.email)
    sign_in(laptop, tab, sam)
    tab.page.goto(f"/activate#{invited(laptop, rosa, kind, sam.email)}")
    words = {"caregiver": "the record of somebody you care for", "representative": "to act for one of its patients"}
    tab.page.get_by_text(words[kind]).wait_for()
    assert "Rosa" not in tab.page.inner_text("body")
    tab.checked(f"accept-{kind}-birth-date")
    enter_birth_date(tab, "4", "28", "1956")
    tab.heading("You already have an account")
    tab.press("Continue")
    # Nobody but a new person can be meant: there is nothing to choose.
    tab.heading("Add Rosa Alvarez to your account?")
    assert "Rosa Alvarez is told that you can see it" in tab.page.inner_text("main")
    tab.checked(f"accept-{kind}-warning")
    tab.press("Submit")
    tab.follow("Open the record of Rosa Alvarez")
    tab.heading("Record of Rosa Alvarez")
    assert members(sam)[1]["charts"][0]["role"] == kind


@pytest.mark.feature("C1", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_caregiver_without_an_account_makes_one_of_their_own(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    email = an_address()
    tell_caregivers(rosa, email)
    tab.page.goto(f"/activate#{invited(laptop, rosa, 'caregiver', email)}")
    enter_birth_date(tab, "4", "28", "1956")
    tab.heading("Make your account")
    assert "You are invited to see the record of Rosa Alvarez." in tab.page.inner_text("main")
    tab.checked("activate-caregiver")
    choose_account(tab, email.partition("@")[0])
    tab.heading("Check your email")
    tab.fill("Security code", laptop.code(email))
    tab.press("Continue")
    tab.heading("Record of Rosa Alvarez")
    tab.page.get_by_text("You are acting for Rosa Alvarez").wait_for()


@pytest.mark.feature("B4", "X4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_keyboard_alone_takes_a_record_in(laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient) -> None:
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    sign_in(laptop, tab, rosa)
    open_invite(tab, invited(laptop, mateo))
    keyboard = tab.page.keyboard
    tab.heading("You already have an account")
    tab_to(tab, "Continue", "button")
    keyboard.press("Enter")
    tab.heading("Who is this in your account?")
    tab_to(tab, "Rosa Alvarez (me)", "radio")
    keyboard.press("ArrowDown")
    assert tab.page.get_by_label("somebody who is not in this list").is_checked()
    keyboard.press("Enter")
    tab.heading("Add Mateo Alvarez to your account?")
    tab_to(tab, "Submit", "button")
    keyboard.press("Enter")
    tab.heading("The record of Mateo Alvarez is now in your account")


@pytest.mark.feature("B4", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_same_way_in_spanish(laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient) -> None:
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    sign_in(laptop, tab, rosa)
    open_invite(tab, invited(laptop, mateo))
    tab.heading("You already have an account")
    tab.press("Español")
    tab.heading("Usted ya tiene una cuenta")
    tab.checked("accept-signed-in-es")
    tab.press("Continuar")
    tab.heading("¿Quién es esta persona en su cuenta?")
    tab.page.get_by_label("alguien que no está en esta lista").check()
    tab.checked("accept-member-es")
    tab.press("Continuar")
    tab.heading("¿Agregar a Mateo Alvarez a su cuenta?")
    tab.checked("accept-warning-es")
    tab.press("Enviar")
    tab.heading("El historial de Mateo Alvarez ya está en su cuenta")
    tab.checked("accept-done-es")


@pytest.mark.feature("B9+")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_submit_after_a_lost_answer_links_once(laptop: Laptop, practice: Practice, tab: Tab, rosa: Patient) -> None:
    mateo = a_known_patient(practice, "Mateo", rosa.email)
    sign_in(laptop, tab, rosa)
    open_invite(tab, invited(laptop, mateo))
    tab.heading("You already have an account")
    tab.press("Continue")
    choose(tab, "somebody who is not in this list")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    tab.page.route("**/accept", lose_the_answer)
    tab.press("Submit")
    tab.page.get_by_text("We cannot reach Kinchart.").wait_for()
    tab.page.unroute("**/accept")
    tab.press("Submit")
    tab.heading("The record of Mateo Alvarez is now in your account")
    assert [m["given"] for m in members(rosa)] == ["Rosa", "Mateo"]
    expect(tab.page.get_by_role("heading", name="There is a problem")).to_have_count(0)
