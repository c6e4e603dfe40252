"""Downloading a record in a real browser: asked for, made in the background, opened (E7)."""

import io
import json

import pytest
from pypdf import PdfReader

from tests.circle import a_representative_of, members
from tests.e2e.laptop import Laptop
from tests.e2e.linking import oneself, with_records
from tests.e2e.steps import pass_sign_in
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_patient, a_practice

READY = "Your file is ready."


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def rosa(practice: Practice) -> Patient:
    return with_records(a_patient(practice))


def make_file(tab: Tab, kind: str) -> None:
    tab.page.get_by_label(kind).check()
    tab.press("Make the file")
    tab.page.get_by_text("Kinchart is making your file.").wait_for()
    tab.page.get_by_text(READY).wait_for()


def downloaded(tab: Tab, what: str) -> tuple[str, bytes]:
    """Name and content of what the button brings."""
    with tab.page.expect_download() as coming:
        tab.page.get_by_role("button", name=f"Download: {what}").first.click()
    return coming.value.suggested_filename, coming.value.path().read_bytes()


@pytest.mark.feature("E7+", "X4")
def test_a_record_is_made_into_a_file_to_read_and_one_for_apps(signed_in: Tab, rosa: Patient) -> None:
    tab = signed_in
    tab.page.goto(f"/m/{oneself(rosa)}/download")
    tab.heading("Download records")
    tab.page.get_by_text("You have made no file in the last two days.").wait_for()
    tab.checked("downloads-empty")
    make_file(tab, "To read and print (PDF)")
    name, content = downloaded(tab, "To read and print (PDF), All records")
    assert name.startswith("kinchart-20")
    assert name.endswith(".pdf")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert all("Rosa Alvarez" in page for page in pages)
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert any("Metformin 500 mg tablet" in page for page in pages)
    make_file(tab, "For another app (FHIR)")
    name, content = downloaded(tab, "For another app (FHIR), All records")
    assert name.endswith(".json")
    bundle = json.loads(content)
    assert (bundle["type"], len(bundle["entry"])) == ("collection", 13)
    tab.checked("downloads-ready")


@pytest.mark.feature("E7+", "X4")
def test_some_days_and_what_is_wrong_with_them(signed_in: Tab, rosa: Patient) -> None:
    tab = signed_in
    tab.page.goto(f"/m/{oneself(rosa)}/download")
    tab.page.get_by_label("Only some days").check()
    tab.press("Make the file")
    tab.page.get_by_role("alert").get_by_text("Enter the first day or the last day").wait_for()
    first, last = (tab.page.get_by_role("group", name=name) for name in ("First day", "Last day"))
    first.get_by_label("Month").fill("13")
    last.get_by_label("Month").fill("4/28/2026")
    tab.press("Make the file")
    tab.page.get_by_role("alert").get_by_text("First day must be a real date").wait_for()
    tab.checked("downloads-wrong-day")
    first.get_by_label("Month").fill("4/28/1956")
    tab.press("Make the file")
    tab.page.get_by_text("April 28, 1956 to April 28, 2026").wait_for()
    tab.page.get_by_text(READY).wait_for()


@pytest.mark.feature("E7+", "C6", "X4")
def test_who_acts_for_somebody_is_told_what_their_file_holds(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ruth = a_representative_of(rosa)
    pass_sign_in(laptop, tab, ruth)
    tab.heading("Record of Rosa Alvarez")
    member = next(m["id"] for m in members(ruth) if m["given"] == "Rosa")
    tab.page.goto(f"/m/{member}/download")
    tab.page.get_by_text("The log of the record says that you made a file.").wait_for()
    tab.page.get_by_text("Riverside Family Health: lab results and records.").wait_for()
    make_file(tab, "To read and print (PDF)")
    tab.checked("downloads-representative")
