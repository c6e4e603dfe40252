"""The practice's console in a real browser: who comes in, what a role sees, and patients (D1, D9)."""

import re
import uuid

import pytest

from tests import leaks
from tests.circle import a_caregiver_of, chart_of
from tests.e2e.console import sign_in_to_console
from tests.e2e.laptop import Laptop
from tests.e2e.steps import Authenticator, open_menu, sign_in, tab_to
from tests.e2e.tab import Tab
from tests.people import PASSWORD, Practice, a_known_patient, a_patient
from tests.staffing import staff_of

EVERYBODYS = ["Patients", "Inbox", "Documents", "Forms"]
AREAS = {
    "administrator": [*EVERYBODYS, "Users", "Invitations", "Corrections", "Messages to your system", "Activity log"],
    "clinician": [*EVERYBODYS, "Invitations", "Corrections"],
    "front-desk": [*EVERYBODYS, "Users", "Invitations", "Corrections"],
}
HEADINGS = {"Documents": "Documents from patients", "Users": "User management", "Corrections": "Correction requests"}


@pytest.mark.feature("D9", "X4")
def test_new_staff_choose_a_password_and_set_up_an_authenticator_before_anything_else(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    email = f"new-{uuid.uuid4().hex[:7]}@riverside.example"
    told = {"practice_id": practice.id, "given": "Omar", "family": "Diaz", "email": email, "role": "front-desk"}
    added = laptop.ops("AddStaff", told)
    leaks.note({"password": added["temporary_password"]})
    tab.page.goto("/staff/users")
    tab.heading("Sign in")
    assert "Ask your administrator for a login" in tab.page.inner_text("main")
    tab.checked("console-sign-in")
    tab.fill("Username or email address", email)
    tab.fill("Password", added["temporary_password"])
    tab.press("Sign in")
    tab.heading("Choose a new password")
    tab.fill("New password", PASSWORD)
    tab.press("Continue")
    tab.heading("Enter the security code")
    tab.fill("Security code", laptop.code(email))
    tab.press("Continue")
    tab.heading("Protect your account")
    tab.press("Set up the app")
    tab.heading("Set up the authenticator app")
    app = Authenticator(tab.page.locator("main code").inner_text().replace(" ", ""))
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("Security")
    tab.checked("console-security")
    header = tab.page.get_by_role("banner")
    header.get_by_text("Omar Diaz · Front desk").wait_for()
    open_menu(tab)
    tab.press("Sign out")
    tab.heading("Sign in")
    tab.page.goto("/staff/users")
    tab.fill("Username or email address", email)
    tab.fill("Password", PASSWORD)
    tab.press("Sign in")
    tab.heading("Enter the security code")
    tab.fill("Security code", app.code())
    tab.press("Continue")
    tab.heading("User management")


@pytest.mark.feature("D9")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
@pytest.mark.parametrize("role", AREAS)
def test_a_role_sees_what_it_may_use_and_nothing_else(tab: Tab, practice: Practice, role: str) -> None:
    patient = a_known_patient(practice)
    sign_in_to_console(tab, staff_of(practice, role))
    tab.heading("Patients")
    links = tab.page.get_by_role("navigation", name="Main").get_by_role("link")
    assert links.all_inner_texts() == AREAS[role]
    for name in AREAS[role]:
        links.get_by_text(name, exact=True).click()
        tab.heading(HEADINGS.get(name, name))
        tab.quiet()
        assert not tab.page.get_by_text("could not be loaded").count(), name
    for path in {"users", "deliveries", "log"} - {"users" if "Users" in AREAS[role] else ""}:
        if role != "administrator":
            tab.page.goto(f"/staff/{path}")
            tab.heading("This page is not for your role")
    tab.page.goto(f"/staff/patients/{chart_of(patient)}")
    tab.heading("Rosa Alvarez")
    may_write = role != "clinician"
    assert bool(tab.page.get_by_role("button", name="Invite by email").count()) == may_write
    tab.follow("Configure account")
    tab.heading("Portal account: Rosa Alvarez")
    assert bool(tab.page.get_by_role("button", name="Save").count()) == may_write
    tab.page.goto("/staff/patients/new")
    tab.heading("Not invited yet")
    tab.page.get_by_role("link", name="Alvarez, Rosa").wait_for()
    assert bool(tab.page.get_by_role("checkbox").count()) == may_write


@pytest.mark.feature("D9", "X4")
def test_portal_and_console_each_show_the_way_to_the_other(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    colleague, patient = staff_of(practice), a_patient(practice)
    sign_in_to_console(tab, colleague)
    tab.page.goto("/")
    tab.heading("This login is for the practice console")
    tab.checked("staff-in-the-portal")
    tab.follow("Go to the practice console")
    tab.heading("Patients")
    open_menu(tab)
    tab.press("Sign out")
    tab.heading("Sign in")
    sign_in(laptop, tab, patient)
    tab.page.goto("/staff")
    tab.heading("This login is not for the practice console")
    tab.checked("patient-in-the-console")
    tab.follow("Go to the portal")
    tab.heading("Hello, Rosa")


@pytest.mark.feature("D9", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_session_that_proved_no_strong_factor_is_asked_to_sign_in_again(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    colleague = staff_of(practice)
    sign_in_to_console(tab, colleague)
    tab.heading("Patients")
    for item in laptop.items("table"):
        if item["kind"]["S"] == "SESSION" and item["account_id"]["S"] == colleague.account_id:
            laptop.aws("dynamodb").update_item(
                TableName=laptop.told["table"],
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET factors = :weak",
                ExpressionAttributeValues={":weak": {"L": [{"S": "password"}, {"S": "email"}]}},
            )
    tab.page.goto("/staff/patients")
    tab.heading("Sign in with your authenticator app")
    tab.checked("console-weak-session")
    tab.press("Sign out")
    tab.heading("Sign in")


@pytest.mark.feature("D9")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_neither_entry_loads_the_pages_of_the_other(tab: Tab, practice: Practice) -> None:
    loaded: list[str] = []
    tab.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    tab.page.goto("/")
    tab.heading("Sign in")
    tab.quiet()
    assert not [name for name in loaded if re.match(r"(Console|StaffSignIn|staff)-", name)]
    loaded.clear()
    tab.page.goto("/staff")
    tab.heading("Sign in")
    tab.quiet()
    assert [name for name in loaded if name.startswith("Console-")]
    assert not [name for name in loaded if re.match(r"(Dashboard|Labs|Activate|Account|Shell)-", name)]


@pytest.mark.feature("D1", "X4")
def test_a_patient_is_found_and_the_account_reached_from_the_top_and_from_the_demographics(
    tab: Tab, practice: Practice
) -> None:
    rosa, sam = a_known_patient(practice), a_known_patient(practice, "Sam")
    sign_in_to_console(tab, staff_of(practice))
    tab.heading("Patients")
    tab.page.get_by_text("2 patients shown").wait_for()
    tab.checked("console-patients")
    for words in ("alvarez ros", rosa.birth_date, rosa.email, rosa.id.upper()):
        tab.fill("Find a patient", words)
        tab.press("Search")
        tab.page.get_by_role("link", name="Alvarez, Rosa").wait_for()
        assert words not in tab.page.url
    tab.page.get_by_text("1 patient shown").wait_for()
    tab.follow("Alvarez, Rosa")
    tab.heading("Rosa Alvarez")
    tab.checked("console-patient")
    tab.follow("Configure account")
    tab.heading("Portal account: Rosa Alvarez")
    tab.page.go_back()
    tab.heading("Rosa Alvarez")
    demographics = tab.page.get_by_role("region", name="Demographics")
    assert rosa.email in demographics.inner_text()
    link = demographics.get_by_role("link", name="Portal account")
    box, card = link.bounding_box(), demographics.bounding_box()
    assert box
    assert card
    assert box["y"] > card["y"] + card["height"] / 2
    assert box["x"] + box["width"] > card["x"] + card["width"] * 0.8
    link.click()
    tab.heading("Portal account: Rosa Alvarez")
    tab.page.go_back()
    tab.page.go_back()
    tab.heading("Patients")
    assert tab.page.get_by_label("Find a patient").input_value() == rosa.id.upper()
    tab.fill("Find a patient", "nobody of that name")
    tab.press("Search")
    tab.page.get_by_text("Nobody was found.").wait_for()
    tab.checked("console-patients-none")
    tab.press("Show everybody")
    tab.page.get_by_role("link", name="Alvarez, Sam").wait_for()
    assert sam.id in tab.page.inner_text("main")


@pytest.mark.feature("D1", "X3")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_a_long_list_of_patients_comes_in_pages(tab: Tab, practice: Practice) -> None:
    for number in range(27):
        a_known_patient(practice, f"Rosa{number}")
    sign_in_to_console(tab, staff_of(practice))
    tab.page.get_by_text("25 patients shown").wait_for()
    tab.press("Show more")
    tab.page.get_by_text("2 more shown.").wait_for()
    tab.page.get_by_text("27 patients shown").wait_for()


@pytest.mark.feature("D1", "X4")
def test_the_patients_page_says_who_has_access_and_how_far_the_account_is(
    laptop: Laptop, tab: Tab, practice: Practice
) -> None:
    patient = a_patient(practice)
    caregiver = a_caregiver_of(patient)
    sign_in_to_console(tab, staff_of(practice), f"/patients/{chart_of(patient)}")
    tab.heading("Rosa Alvarez")
    people = tab.page.get_by_role("list", name="People with access").get_by_role("listitem")
    told = people.all_inner_texts()
    assert any(patient.username in text and "Self" in text and "Active" in text for text in told)
    assert any(caregiver.username in text and "Caregiver" in text for text in told)
    assert not tab.page.get_by_role("button", name="Invite by email").count()
    assert "Active" in tab.page.get_by_role("region", name="Caregivers").inner_text()
    tab.checked("console-patient-with-accounts")


@pytest.mark.feature("D1", "X4")
@pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
def test_the_keyboard_alone_goes_from_sign_in_to_the_set_up_form(tab: Tab, practice: Practice) -> None:
    a_known_patient(practice)
    sign_in_to_console(tab, staff_of(practice))
    keyboard = tab.page.keyboard
    tab.heading("Patients")
    tab_to(tab, "Find a patient", "searchbox")
    keyboard.type("rosa")
    keyboard.press("Enter")
    tab_to(tab, "Alvarez, Rosa", "link")
    keyboard.press("Enter")
    tab.heading("Rosa Alvarez")
    tab_to(tab, "Configure account", "link")
    keyboard.press("Enter")
    tab.heading("Portal account: Rosa Alvarez")
    tab_to(tab, "Fill in from the chart", "button")
    keyboard.press("Enter")
    tab.page.get_by_text("Filled in from the chart").wait_for()


@pytest.mark.feature("D9")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_console_warns_before_it_signs_out(tab: Tab, practice: Practice) -> None:
    colleague = staff_of(practice)
    tab.page.clock.install()
    sign_in_to_console(tab, colleague)
    tab.heading("Patients")
    tab.page.clock.fast_forward("28:30")
    tab.page.get_by_role("alertdialog", name="You are about to be signed out").wait_for()
    tab.checked("console-time-out")
    tab.press("Stay signed in")
    tab.page.get_by_role("alertdialog").wait_for(state="hidden")


@pytest.mark.feature("D9", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_the_console_in_spanish(laptop: Laptop, tab: Tab, practice: Practice) -> None:
    patient = a_known_patient(practice)
    sign_in_to_console(tab, staff_of(practice))
    open_menu(tab)
    tab.press("Español")
    tab.heading("Pacientes")
    for path, title in [
        ("patients", "Pacientes"),
        ("patients/new", "Aún sin invitar"),
        (f"patients/{chart_of(patient)}", "Rosa Alvarez"),
        (f"patients/{chart_of(patient)}/account", "Cuenta del portal: Rosa Alvarez"),
        ("users", "Gestión de usuarios"),
        ("users/disabled", "Gestión de usuarios"),
        ("invites", "Invitaciones"),
        ("corrections", "Solicitudes de corrección"),
        ("deliveries", "Mensajes a su sistema"),
        ("log", "Registro de actividad"),
    ]:
        tab.page.goto(f"/staff/{path}")
        tab.heading(title)
        tab.checked(f"console-{path.replace('/', '-').replace(chart_of(patient), 'patient')}-es")
