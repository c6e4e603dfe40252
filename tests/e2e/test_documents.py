"""Documents in the portal: uploaded, kept in order, shared with the practice, deleted and had back (G1, G2, G4, G5)."""

import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.circle import a_caregiver_of, a_representative_of, members
from tests.documents import PDF, PNG, documents_of
from tests.e2e.laptop import Laptop
from tests.e2e.linking import with_records
from tests.e2e.steps import pass_sign_in, sign_in, tab_to
from tests.e2e.tab import Tab
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import staff_of

LARGE = 40_000_000
"""Bytes."""


@pytest.fixture(scope="module")
def practice(laptop: Laptop) -> Practice:
    return a_practice(laptop)


@pytest.fixture(scope="module")
def rosa(practice: Practice) -> Patient:
    staff_of(practice, "clinician")
    rosa = with_records(a_patient(practice))
    letter = {"name": "Referral letter.pdf", "content_type": "application/pdf", "content": b64encode(PDF).decode()}
    sent = practice.send("document.shared", letter | {"patient_id": rosa.id, "folder": "Letters"})
    assert sent.status == 202, sent.body
    return rosa


def a_file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def choose_files(tab: Tab, *paths: Path) -> None:
    tab.page.locator("input[type=file]").set_input_files(paths)


def choose_by_keyboard(tab: Tab, path: Path) -> None:
    with tab.page.expect_file_chooser() as chooser:
        # Playwright starts to watch for Chromium's window while the next calls run: a key at once would be faster.
        tab_to(tab, "Choose files from your device", "button")
        tab.page.keyboard.press("Enter")
    chooser.value.set_files(path)


def documents_page(whom: Patient, patient: Patient | None = None, more: str = "") -> str:
    member = next(m["id"] for m in members(whom) if m["given"] == (patient or whom).given)
    return f"/m/{member}/documents{more}"


def slow(page: Page, bytes_a_second: int) -> Any:
    """Of uploads; -1 ends it."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    far = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    line.send("Network.emulateNetworkConditions", far)
    return line


@pytest.mark.feature("G1", "X4")
def test_folders_are_added_renamed_and_deleted_when_they_are_empty(signed_in: Tab, rosa: Patient) -> None:
    tab = signed_in
    tab.page.goto(documents_page(rosa))
    tab.page.get_by_text("There are no documents here yet.").wait_for()
    tab.checked("documents-empty")
    tab.follow("Manage folders")
    tab.heading("Folders")
    tab.press("Add folder")
    tab.page.get_by_role("alert").get_by_text("Enter a name").wait_for()
    for name in ("Letters", "Old"):
        tab.fill("Name of the new folder", name)
        tab.press("Add folder")
        tab.page.get_by_role("heading", level=2, name=name).wait_for()
    tab.fill("Name of the new folder", "letters")
    tab.press("Add folder")
    tab.page.get_by_role("alert").get_by_text("There is a folder with this name already").wait_for()
    tab.checked("documents-folders")
    tab.fill("Name of the folder Old", "Pictures")
    tab.press("Save the name Old")
    tab.page.get_by_text("The folder has its new name.").wait_for()
    tab.press("Delete folder Pictures")
    tab.page.get_by_text("The folder was deleted.").wait_for()
    assert not tab.page.get_by_role("heading", level=2, name="Pictures").count()


@pytest.mark.feature("G1", "G5", "X4")
def test_a_large_file_shows_its_progress_is_cancelled_and_sent_again(
    signed_in: Tab, rosa: Patient, tmp_path: Path
) -> None:
    tab = signed_in
    tab.page.goto(documents_page(rosa, more="/upload"))
    tab.press("Upload")
    tab.page.get_by_role("alert").get_by_text("Choose a file first").wait_for()
    tab.checked("documents-upload-nothing")
    choose_files(tab, a_file(tmp_path, "Scan.pdf", PDF + bytes(LARGE)))
    tab.fill("Name of Scan.pdf", "Letter from the hospital.pdf")
    tab.checked("documents-upload-chosen")
    line = slow(tab.page, 200_000)
    tab.press("Upload")
    tab.page.get_by_text(re.compile(r"^\S+ (KB|MB) of 40 MB \(([1-9]|\d\d)%\)$")).wait_for()
    tab.page.get_by_text("Letter from the hospital.pdf is being uploaded.").wait_for(state="attached")
    bar = tab.page.get_by_role("progressbar")
    assert 0 < float(bar.get_attribute("value") or 0) < LARGE
    # It goes on while its sender reads another page, which says so.
    tab.follow("All documents")
    tab.page.get_by_text(re.compile("^1 file is still being uploaded")).wait_for()
    tab.checked("documents-upload-elsewhere", busy=True)
    tab.follow("See your files")
    tab.heading("Upload documents")
    tab.checked("documents-upload-sending", busy=True)
    assert 0 < float(bar.get_attribute("value") or 0) < LARGE
    tab.press("Cancel Letter from the hospital.pdf")
    tab.page.get_by_text("The upload of Letter from the hospital.pdf was cancelled.").wait_for(state="attached")
    expect(bar).to_have_count(0)
    tab.checked("documents-upload-cancelled")
    assert documents_of(rosa) == []
    line.detach()
    tab.press("Try again Letter from the hospital.pdf")
    tab.page.get_by_text("Letter from the hospital.pdf is uploaded and ready.").wait_for(state="attached")
    tab.checked("documents-upload-ready")
    [document] = documents_of(rosa)
    assert (document["name"], document["size"]) == ("Letter from the hospital.pdf", len(PDF) + LARGE)


@pytest.mark.feature("G5", "X4")
def test_several_files_go_one_after_the_other_and_each_refusal_says_why(
    signed_in: Tab, rosa: Patient, tmp_path: Path
) -> None:
    tab = signed_in
    tab.page.goto(documents_page(rosa, more="/upload"))
    lying, page = a_file(tmp_path, "Photo.jpg", PDF), a_file(tmp_path, "Page.html", b"<p>Hello")
    empty, good = a_file(tmp_path, "Empty.txt", b""), a_file(tmp_path, "X-ray.png", PNG)
    choose_files(tab, lying, page, empty, good)
    tab.page.get_by_label("Folder", exact=True).select_option(label="Letters")
    tab.press("Upload")
    tab.page.get_by_text("X-ray.png is uploaded and ready.").wait_for(state="attached")
    for why in ("The ending of the name does not fit", "Web pages and drawings with scripts", "This file is empty."):
        tab.page.get_by_text(re.compile(why)).first.wait_for()
    tab.checked("documents-upload-refused")
    tab.follow("All documents")
    tab.page.get_by_label("Folder", exact=True).select_option(label="Letters (1 document)")
    tab.page.get_by_role("link", name="X-ray.png").wait_for()
    tab.page.get_by_role("link", name="Photo.jpg").wait_for()
    tab.page.get_by_text(re.compile(r"^You use \S+ MB of ")).wait_for()
    tab.checked("documents-list")
    tab.follow("Photo.jpg")
    tab.heading("Photo.jpg")
    tab.checked("documents-refused")
    tab.press("Remove from the list")
    tab.page.get_by_text("The document was deleted.").wait_for()


@pytest.mark.feature("G2", "G4", "X4")
def test_upload_and_share_gives_it_to_a_member_of_the_practice(signed_in: Tab, rosa: Patient, tmp_path: Path) -> None:
    tab = signed_in
    tab.page.goto(documents_page(rosa))
    theirs = tab.page.get_by_role("region", name="From your practice")
    theirs.get_by_text("Referral letter").first.wait_for()
    theirs.get_by_text(rosa.practice.name).first.wait_for()
    tab.checked("documents-practice")
    tab.follow("Upload")
    choose_files(tab, a_file(tmp_path, "Blood pressure.csv", b"day,mmHg\n2026-05-01,152\n"))
    tab.press("Upload & Share")
    tab.heading("Share Blood pressure.csv")
    tab.press("Share")
    tab.page.get_by_role("alert").get_by_text("Choose who to share it with").wait_for()
    tab.checked("documents-share")
    tab.page.get_by_label("Share with", exact=True).select_option(label="Care team")
    tab.fill("Note for them", "As you asked")
    tab.press("Share")
    tab.heading("Blood pressure.csv")
    tab.page.get_by_text(re.compile("^Care team at ")).wait_for()
    tab.checked("documents-shared")
    tab.follow("Share")
    tab.page.get_by_label("Somebody outside the practice").check()
    tab.page.get_by_role("heading", level=2).first.wait_for()
    tab.checked("documents-share-outside")


@pytest.mark.feature("G1", "X4")
@pytest.mark.parametrize("width", [320], ids=["320px"], indirect=True)
def test_a_document_is_uploaded_moved_renamed_deleted_and_had_back_by_keyboard(
    laptop: Laptop, tab: Tab, practice: Practice, tmp_path: Path
) -> None:
    sam = a_patient(practice, "Sam")
    sign_in(laptop, tab, sam)
    tab.page.goto(documents_page(sam, more="/folders"))
    tab.page.get_by_label("Name of the new folder").focus()
    tab.page.keyboard.type("Letters")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("The folder was added.").wait_for()
    tab.page.goto(documents_page(sam, more="/upload"))
    tab.quiet()
    choose_by_keyboard(tab, a_file(tmp_path, "Letter.pdf", PDF))
    tab_to(tab, "Upload", "button")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("Letter.pdf is uploaded and ready.").wait_for(state="attached")
    tab_to(tab, "Open Letter.pdf", "link")
    tab.page.keyboard.press("Enter")
    tab.heading("Letter.pdf")
    tab_to(tab, "Name", "textbox")
    tab.page.keyboard.press("Control+a")
    tab.page.keyboard.type("Hospital.pdf")
    tab.page.keyboard.press("Enter")
    tab.heading("Hospital.pdf")
    tab_to(tab, "Folder", "combobox")
    tab.page.keyboard.type("L")
    tab_to(tab, "Move to this folder", "button")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("The document was moved.").wait_for()
    tab.checked("documents-one")
    tab_to(tab, "Delete this document", "button")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("The document was deleted.").wait_for()
    tab_to(tab, "Undo", "button")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_text("The document is back.").wait_for()
    tab.press("Delete this document")
    tab.page.goto(documents_page(sam, more="/deleted"))
    tab.page.get_by_role("heading", level=2, name="Hospital.pdf").wait_for()
    tab.checked("documents-deleted")
    tab.press("Get it back Hospital.pdf")
    tab.page.get_by_text("The document is back.").wait_for()
    tab.page.get_by_text("You have deleted no documents").wait_for()


@pytest.mark.feature("C4", "G1", "G2", "X4")
def test_a_caregiver_has_documents_of_their_own_about_the_patient_in_spanish(
    laptop: Laptop, tab: Tab, rosa: Patient, tmp_path: Path
) -> None:
    ana = a_caregiver_of(rosa)
    pass_sign_in(laptop, tab, ana)
    tab.heading("Record of Rosa Alvarez")
    tab.press("Español")
    tab.page.goto(documents_page(ana, rosa, "/upload"))
    choose_files(tab, a_file(tmp_path, "Receta.pdf", PDF + b"\n"))
    tab.press("Subir y compartir")
    tab.heading("Compartir Receta.pdf")
    tab.page.get_by_label("Compartir con", exact=True).select_option(label="Equipo de atención")
    tab.checked("documents-share-es")
    tab.press("Compartir")
    tab.heading("Receta.pdf")
    tab.follow("Todos los documentos")
    tab.page.get_by_text("Compartido con Equipo de atención").wait_for()
    tab.checked("documents-list-es")
    # What Rosa uploaded is Rosa's alone.
    assert not tab.page.get_by_text("hospital").count()


@pytest.mark.feature("C6", "G1", "X4")
def test_a_representative_who_may_only_read_is_told_so(laptop: Laptop, tab: Tab, rosa: Patient) -> None:
    ruth = a_representative_of(rosa, {"documents": "read"})
    pass_sign_in(laptop, tab, ruth)
    tab.heading("Record of Rosa Alvarez")
    tab.page.goto(documents_page(ruth, rosa))
    tab.page.get_by_text("you may only read this part of the record of Rosa Alvarez").wait_for()
    assert not tab.page.get_by_role("link", name="Upload", exact=True).count()
    tab.checked("documents-read-only")
    tab.page.goto(documents_page(ruth, rosa, "/upload"))
    tab.heading("Documents")
