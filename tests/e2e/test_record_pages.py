"""Every page of the record: normal, empty and very long; its files, its video visits and its bills (E1, E5, E6)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from local import demo
from tests.circle import a_caregiver_of, a_representative_of
from tests.e2e.laptop import Laptop
from tests.e2e.linking import a_child_of, records_at, with_records
from tests.e2e.long_record import ENDLESS, a_long_record
from tests.e2e.reading import Reading
from tests.e2e.records import a_small_record
from tests.e2e.steps import open_menu, pass_sign_in, sign_in, tab_to
from tests.e2e.tab import Tab, new_tab
from tests.people import Patient, a_patient, a_practice

wide = pytest.mark.parametrize("width", [1280], ids=["1280px"], indirect=True)
PAGES = {
    "": "Health record",
    "/vitals": "Vital signs",
    "/findings": "Social history and surveys",
    "/conditions": "Conditions",
    "/allergies": "Allergies",
    "/immunizations": "Immunizations",
    "/procedures": "Procedures",
    "/visits": "Visits",
    "/care-plans": "Care plans",
    "/goals": "Goals",
    "/care-team": "Care team",
    "/reports": "Other reports",
    "/documents": "Notes and documents",
    "/orders": "Orders and referrals",
    "/medicines-taken": "Other medicines you take",
    "/devices": "Devices",
    "/coverage": "Insurance",
}


@pytest.fixture(scope="module")
def rosa(laptop: Laptop) -> Patient:
    """With a record like a real one."""
    return with_records(a_patient(a_practice(laptop)), demo.bundle("rosa"))


@pytest.fixture(scope="module")
def reading(laptop: Laptop, chromium: Browser, rosa: Patient) -> Iterator[Reading]:
    with new_tab(chromium, laptop.web, 1280) as tab:
        sign_in(laptop, tab, rosa)
        yield Reading(tab)


@pytest.mark.feature("E6", "X4")
def test_every_page_of_the_health_record_tells_it_in_plain_words(reading: Reading) -> None:
    said = {
        path: reading.open(f"/health{path}", heading) for path, heading in PAGES.items() if path != "/medicines-taken"
    }
    assert "Newest: Type 2 diabetes" in said[""] or "Newest: High cholesterol" in said[""]
    assert "128/80 mmHg" in said["/vitals"]
    assert "Allergy to penicillin G" in said["/allergies"]
    assert "Rash" in said["/allergies"]
    assert "Dr. Elena Ruiz" in said["/visits"]
    for path in ("", "/vitals", "/findings", "/conditions", "/care-plans", "/goals", "/documents", "/coverage"):
        reading.open(f"/health{path}", PAGES[path])
        reading.tab.checked(f"health{path.replace('/', '-')}")


@pytest.mark.feature("E6", "X4")
def test_the_pages_in_spanish(reading: Reading) -> None:
    reading.open("/health", "Health record")
    reading.tab.page.get_by_text("Español", exact=True).first.click()
    for path, heading in (
        ("", "Historial de salud"),
        ("/vitals", "Signos vitales"),
        ("/documents", "Notas y documentos"),
    ):
        said = reading.open(f"/health{path}", heading)
        assert "Newest" not in said
        reading.tab.checked(f"health{path.replace('/', '-')}-es")
    assert "Usted debe $120.00" in reading.open("/billing", "Facturas")
    reading.tab.checked("billing-es")
    reading.tab.page.get_by_text("English", exact=True).first.click()
    reading.tab.heading("Billing")


@pytest.mark.feature("E6", "X4")
def test_what_is_over_stands_apart_from_what_counts_now(reading: Reading) -> None:
    assert "Iron deficiency" not in reading.open("/health/conditions", "Conditions")
    reading.tab.page.get_by_role("tab", name="Before").click()
    reading.tab.page.get_by_role("heading", name="Iron deficiency").wait_for()
    assert "Type 2 diabetes" not in reading.tab.page.inner_text("main")


@pytest.mark.feature("E6", "X4")
def test_a_blood_pressure_is_drawn_with_both_its_numbers(reading: Reading) -> None:
    reading.open("/health/vitals", "Vital signs")
    reading.tab.follow("Blood pressure")
    reading.tab.heading("Blood pressure")
    chart = reading.tab.page.get_by_role("img", name=re.compile("Chart of Blood pressure over time"))
    assert "from 148 mmHg" in (chart.get_attribute("aria-label") or "")
    assert chart.locator("polyline").count() == 2
    reading.tab.page.get_by_text("Dotted line: Diastolic (lower number).").wait_for()
    reading.tab.checked("vital-trend")
    reading.tab.page.get_by_role("tab", name="Table").click()
    reading.tab.page.get_by_role("row", name=re.compile("132 mmHg")).wait_for()
    reading.tab.checked("vital-table")


@pytest.mark.feature("E6", "X4")
def test_a_note_is_read_in_place_and_a_file_in_a_tab_of_its_own(reading: Reading) -> None:
    reading.open("/health/documents", "Notes and documents")
    page = reading.tab.page
    assert not page.get_by_text("We go on with metformin.").is_visible()
    page.get_by_text("Show the text").first.click()
    page.get_by_text("We go on with metformin.").wait_for()
    reading.tab.checked("document-open")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name=re.compile("Open Living with type 2 diabetes")).click()
    opened.value.wait_for_url(re.compile(r"/records/"))
    assert "WHAT TO WATCH" in opened.value.inner_text("body")
    opened.value.close()


@pytest.mark.feature("E5", "X4")
def test_bills_and_claims_are_one_plain_statement(reading: Reading) -> None:
    said = reading.open("/billing", "Billing")
    assert "You owe $120.00" in said.replace("\n", " ")
    assert "2 bills are not paid yet." in said
    visit = reading.tab.page.get_by_role("region", name=re.compile("^Office visit Insurance claim")).first
    told = re.sub(r"\s+", " ", visit.inner_text())
    assert "Billed $225.50 Insurance paid $171.40 You paid $25.00 Your share $34.10" in told
    visit.get_by_text("Details").click()
    visit.get_by_role("row", name=re.compile(r"Foot check for diabetes \$45\.50 \$36\.40 \$9\.10")).wait_for()
    reading.tab.checked("billing")


@pytest.mark.feature("E6", "X4")
def test_by_the_keyboard_alone(reading: Reading) -> None:
    reading.open("/health", "Health record")
    keyboard = reading.tab.page.keyboard
    tab_to(reading.tab, "Procedures", "link")
    keyboard.press("Enter")
    reading.tab.heading("Procedures")
    reading.open("/health/documents", "Notes and documents")
    summary = reading.tab.page.locator("summary").first
    for _ in range(30):
        if summary.evaluate("e => e === document.activeElement"):
            break
        keyboard.press("Tab")
    keyboard.press("Enter")
    reading.tab.page.get_by_text("We go on with metformin.").wait_for()


@wide
@pytest.mark.feature("E5", "E6", "X4")
def test_an_empty_record_says_so_on_every_page(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    sign_in(laptop, tab, a_patient(rosa.practice, "Walter"))
    reading = Reading(tab)
    assert "Nothing here yet" in reading.open("/health", "Health record")
    tab.checked("health-empty")
    for path, heading in PAGES.items():
        if path:
            assert re.search("There (is|are) no", reading.open(f"/health{path}", heading)), path
    tab.checked("health-kind-empty")
    assert "There are no bills in the record." in reading.open("/billing", "Billing")
    tab.checked("billing-empty")
    tab.page.route("**/fhir/Condition**", lambda route: route.abort())
    tab.page.goto(f"{reading.base}/health/conditions")
    tab.page.get_by_role("button", name="Try again").wait_for()
    tab.checked("health-failed")


@wide
@pytest.mark.feature("E5", "E6", "X4")
def test_a_very_long_record_fits_and_is_shown_page_by_page(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    sign_in(laptop, tab, with_records(a_patient(rosa.practice, "Ida"), a_long_record()))
    reading = Reading(tab)
    reading.open("/health", "Health record")
    tab.checked("health-long")
    reading.open("/health/conditions", "Conditions")
    tab.page.get_by_text("More details").first.click()
    tab.page.get_by_text(re.compile("became worse at night")).first.wait_for()
    tab.checked("conditions-long")
    reading.open("/health/visits", "Visits")
    entries = tab.page.get_by_role("heading", name="Office visit")
    assert entries.count() == 50
    tab.press("Show more")
    tab.page.get_by_text("10 more shown.").wait_for()
    assert entries.count() == 60
    reading.open("/health/documents", "Notes and documents")
    elsewhere = tab.page.get_by_role("link", name=re.compile("^Open")).first
    assert elsewhere.get_attribute("href") == "https://practice.example.org/notes/1"
    tab.checked("documents-long")
    said = reading.open("/billing", "Billing")
    assert "You owe $40.40, €41.40, and ¥42" in said
    assert "$1,234,567.89" in said
    tab.page.get_by_text("Details").nth(3).click()
    tab.checked("billing-long")
    shown = tab.page.get_by_role("heading", name=ENDLESS).count()
    tab.press("Show more")
    tab.page.get_by_text(re.compile("more shown")).wait_for()
    assert tab.page.get_by_role("heading", name=ENDLESS).count() > shown
    reading.open("/health/vitals", "Vital signs")
    tab.follow("Blood pressure")
    tab.heading("Blood pressure")
    tab.checked("vital-long")


@wide
@pytest.mark.feature("E1", "A8", "X4")
def test_a_video_visit_is_joined_and_the_log_says_so(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    sam = with_records(a_patient(rosa.practice, "Sam"), a_small_record())
    sign_in(laptop, tab, sam)
    tab.page.context.route("https://video.example.org/**", lambda route: route.fulfill(body="The doctor is in."))
    reading = Reading(tab)
    assert "blue door" in reading.open("/appointments", "Appointments")
    join = tab.page.get_by_role("link", name="Join video visit")
    with tab.page.context.expect_page() as opened:
        join.click()
    opened.value.get_by_text("The doctor is in.").wait_for()
    assert opened.value.url == "https://video.example.org/visit/7"
    assert opened.value.evaluate("[opener, document.referrer]") == [None, ""]
    opened.value.close()
    tab.page.evaluate("window.open = () => null")
    join.click()
    way = tab.page.get_by_role("link", name=re.compile("^Open now"))
    way.wait_for()
    assert way.get_attribute("href") == "https://video.example.org/visit/7"
    tab.checked("join-blocked")
    tab.page.route("**/join", lambda route: route.fulfill(status=409, json={"type": "/problems/not-joinable"}))
    join.click()
    tab.page.get_by_text("This visit cannot be joined any more.").wait_for()
    tab.checked("join-too-late")
    tab.page.goto("/account/audit-logs")
    joined = tab.page.get_by_role("row", name=re.compile("Joined a video visit"))
    joined.first.wait_for()
    assert joined.count() == 2


@wide
@pytest.mark.feature("C3", "C4", "C6", "E1", "E5", "E6", "X4")
def test_others_see_of_it_what_they_may(laptop: Laptop, chromium: Browser, tab: Tab, rosa: Patient) -> None:
    pass_sign_in(laptop, tab, a_caregiver_of(rosa))
    tab.heading("Record of Rosa Alvarez")
    reading = Reading(tab)
    assert "X-ray of the sinuses" in reading.open("/health", "Health record")
    assert "You owe $120.00" in reading.open("/billing", "Billing")
    tab.checked("billing-caregiver")
    reading.open("/appointments", "Appointments")
    tab.page.get_by_role("link", name="Join video visit").wait_for()
    with new_tab(chromium, laptop.web, 1280) as other:
        ruth = a_representative_of(rosa, {"appointments": "read", "records": "read"})
        pass_sign_in(laptop, other, ruth)
        other.heading("Record of Rosa Alvarez")
        theirs = Reading(other)
        said = theirs.open("/health", "Health record")
        assert "Conditions" in said
        assert not re.search("Insurance|Notes and documents|Other medicines", said)
        other.checked("health-representative")
        for path, heading in (("/billing", "Billing"), ("/health/documents", "Notes and documents")):
            assert "does not share this part of the record with you" in theirs.open(path, heading)
        said = theirs.open("/appointments", "Appointments")
        assert "Talk about the diabetes results" in said
        assert "maple-4821" not in said
        assert not other.page.get_by_role("link", name="Join video visit").count()


@wide
@pytest.mark.feature("B7", "E5", "E6", "X4")
def test_several_practices_are_one_record_and_a_child_has_its_own(laptop: Laptop, tab: Tab) -> None:
    patient = with_records(a_patient(a_practice(laptop)), demo.bundle("rosa"))
    with_records(records_at(laptop, a_practice(laptop, "Harbor Eye Clinic"), patient), demo.bundle("rosa-eyes"))
    a_child_of(laptop, patient)
    sign_in(laptop, tab, patient)
    reading = Reading(tab)
    said = reading.open("/health/conditions", "Conditions")
    assert re.search(r"Glaucoma[^·]*· Harbor Eye Clinic", said)
    assert re.search(r"Type 2 diabetes[^·]*· Riverside Family Health", said)
    said = re.sub(r"\s+", " ", reading.open("/billing", "Billing"))
    assert (
        "You owe $175.00 3 bills are not paid yet. Riverside Family Health: $120.00 Harbor Eye Clinic: $55.00" in said
    )
    tab.checked("billing-two-practices")
    open_menu(tab)
    tab.press("Viewing: Rosa Alvarez")
    tab.page.get_by_role("menuitemradio", name="Emma Alvarez (family)").click()
    tab.heading("Record of Emma Alvarez")
    tab.page.get_by_role("region", name="The whole record").get_by_role("link", name="Health record").click()
    tab.heading("Health record")
    tab.quiet()
    assert "Type 2 diabetes" not in tab.page.inner_text("main")
