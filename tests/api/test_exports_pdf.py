"""The file for people: what it says, and that everybody can read it (E7)."""

import base64
import io
from typing import Any
from unittest.mock import patch

import pytest
from pypdf import PdfReader

from portal.exports import pdf
from portal.exports.pages import Pages
from tests.api.test_records import send_records
from tests.bundles import LAB, a_document, appointment, observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_representative_of, ask, records_elsewhere, told
from tests.cloud import Cloud
from tests.exporting import asked, export, file_of
from tests.people import Patient, Practice, a_patient, a_practice

Json = dict[str, Any]
SUBJECT = {"reference": "urn:uuid:rosa"}
ALLERGY: Json = {
    "resourceType": "AllergyIntolerance",
    "id": "nuts",
    "clinicalStatus": {
        "coding": [{"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}]
    },
    "code": {"text": "Peanuts"},
    "patient": SUBJECT,
    "reaction": [{"manifestation": [{"text": "Hives"}], "severity": "severe"}],
}
REPORT: Json = {
    "resourceType": "DiagnosticReport",
    "id": "report",
    "status": "final",
    "category": [LAB],
    "code": {"text": "Sugar panel"},
    "subject": SUBJECT,
    "effectiveDateTime": "2026-03-02",
    "result": [{"reference": "urn:uuid:high"}],
}
HIGH = observation(
    id="high",
    referenceRange=[{"low": {"value": 4.0, "unit": "%"}, "high": {"value": 5.6, "unit": "%"}}],
)


def opened(whom: Patient, export_id: str) -> PdfReader:
    return PdfReader(io.BytesIO(file_of(whom, export_id)))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    rosa = a_patient(practice)
    send_records(
        rosa, fhir_patient(name=[{"given": ["Rosa"], "family": "Alvarez"}]), ALLERGY, REPORT, HIGH, appointment()
    )
    return rosa


def structure(node: Any) -> list[str]:
    """The names of all tags below a node of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [name for each in node for name in structure(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + structure(node.get("/K", []))


@pytest.mark.feature("E7+", "X4")
def test_the_pdf_says_the_record_in_words_and_is_tagged(rosa: Patient):
    made = asked(rosa, "pdf")
    assert export(rosa, made)["state"] == "ready"
    pdf = opened(rosa, made)
    text = text_of(pdf)
    for said in (
        "Health record of Rosa Alvarez", "Riverside Family Health", "Peanuts", "Reaction: Hives", "Sugar panel",
        "Hemoglobin A1c 6.1 % 4.0 to 5.6 % Above range", "December 1, 2026", "Booked", "February 3, 1966", "Female",
    ):  # fmt: skip
        assert said in text, f"{said} is not in: {text}"
    assert text.index("Peanuts") < text.index("Sugar panel")
    last = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        words = page.extract_text()
        assert "Rosa Alvarez" in words
        assert rosa.practice.name in words
        assert f"Page {number} of {last}" in words
    catalog: Any = pdf.trailer["/Root"]
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"], pdf.metadata.title) == (
        "en",
        True,
        "Health record of Rosa Alvarez",
    )
    assert "pdfuaid" in catalog["/Metadata"].get_data().decode()
    tags = structure(catalog["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/TOC", "/Link"} <= set(tags)
    assert [each.title for each in pdf.outline if not isinstance(each, list)] == ["Contents", rosa.practice.name]


@pytest.mark.feature("E7+", "X4")
def test_in_spanish_where_the_account_speaks_it(rosa: Patient):
    told(ask(rosa, "PATCH", "/api/account", {"language": "es", "time_zone": "America/New_York"}))
    pdf = opened(rosa, asked(rosa, "pdf", **{"from": "2026-03-01", "to": "2026-12-31"}))
    text = text_of(pdf)
    assert pdf.trailer["/Root"]["/Lang"] == "es"  # type: ignore[index]
    for said in (
        "Historial de salud de Rosa Alvarez", "Alergias", "Por encima del rango", "del 1 de marzo de 2026",
        "1 de diciembre de 2026, 04:00", "Página 1 de",
    ):  # fmt: skip
        assert said in text, f"{said} is not in: {text}"


@pytest.mark.feature("E7+", "B7")
def test_each_practice_has_its_part_and_its_name_on_its_pages(cloud: Cloud, rosa: Patient):
    records_elsewhere(rosa, a_practice(cloud, "Harbor Clinic"))
    pdf = opened(rosa, asked(rosa, "pdf"))
    first = {
        name: next(n for n, page in enumerate(pdf.pages) if n and name in page.extract_text())
        for name in ("Harbor Clinic", "Riverside")
    }
    assert 0 < first["Harbor Clinic"] < first["Riverside"]
    # The page on which a practice's part begins is headed by it, not by the one before.
    assert "Harbor Clinic" not in pdf.pages[first["Riverside"]].extract_text()


@pytest.mark.feature("E7+", "C6")
def test_who_sees_only_a_part_is_told_which(rosa: Patient):
    ruth = a_representative_of(rosa, {"labs": "read"})
    text = text_of(opened(ruth, asked(ruth, "pdf")))
    assert "Sugar panel" in text
    assert "Peanuts" not in text
    assert "It does not hold these parts: appointments, billing, documents" in text


@pytest.mark.feature("E7+")
def test_nothing_that_a_practice_writes_becomes_markup(rosa: Patient):
    evil = '#panic("x") *bold* _it_ $x$ = Head <b>&amp;</b> // @ref `raw` #read("/etc/passwd") \\ ${practice}'
    code = {"text": evil}
    note = [{"text": evil}]
    send_records(
        rosa, fhir_patient(), ALLERGY | {"id": "evil", "code": code}, observation(id="e", note=note, code=code)
    )
    text = text_of(opened(rosa, asked(rosa, "pdf"))).replace(" ", "")
    assert text.count(evil.replace(" ", "")) >= 2


@pytest.mark.feature("E7+")
def test_letters_of_many_scripts_are_printed_and_others_are_told(rosa: Patient):
    names = "李小龍 김민준 さくら Nguyễn Иван محمد नमस्ते שלום"
    send_records(rosa, fhir_patient(), ALLERGY | {"id": "names", "code": {"text": names}})
    shown = text_of(opened(rosa, asked(rosa, "pdf")))
    assert all(name in shown for name in ("李小龍", "김민준", "Nguyễn", "Иван", "שלום"[0]))
    assert "□" not in shown
    send_records(rosa, fhir_patient(), ALLERGY | {"id": "names", "code": {"text": "রোজা \u202e😀"}})
    shown = text_of(opened(rosa, asked(rosa, "pdf")))
    assert "A □ stands for each of them" in shown


@pytest.mark.feature("E7+")
def test_notes_are_printed_and_other_files_are_named(rosa: Patient):
    note = base64.b64encode(("She feels better.\n" * 400).encode()).decode()
    document = {
        "resourceType": "DocumentReference", "id": "note", "status": "current", "type": {"text": "Visit note"},
        "subject": SUBJECT, "date": "2026-03-02T10:00:00Z",
        "content": [
            {"attachment": {"contentType": "text/plain", "data": note}},
            {"attachment": a_document(contentType="image/png", title="Scan")},
        ],
    }  # fmt: skip
    send_records(rosa, fhir_patient(), document)
    text = text_of(opened(rosa, asked(rosa, "pdf")))
    assert text.count("She feels better.") == 400
    assert "Scan (not printed here)" in text
    assert "Attached files" in text


@pytest.mark.feature("E7+")
def test_one_record_that_cannot_be_printed_does_not_cost_the_file(rosa: Patient):
    entry = Pages._entry

    def broken(self: Pages, source: Any, record: Any, resource: Any) -> Any:
        if record.type == "Appointment":
            raise IndexError
        return entry(self, source, record, resource)

    with patch.object(Pages, "_entry", broken):
        made = asked(rosa, "pdf")
    left_out = [{"practice": rosa.practice.name, "why": "records"}]
    assert (export(rosa, made)["state"], export(rosa, made)["left_out"]) == ("partly", left_out)
    assert "Peanuts" in text_of(opened(rosa, made))


@pytest.mark.feature("E7+")
def test_a_script_that_no_font_has_is_not_looked_for_letter_by_letter():
    cuneiform = {chr(0x12000 + n) for n in range(900)}
    with patch("portal.exports.pdf._compiled", wraps=pdf._compiled) as compiled:
        assert pdf._without_a_glyph(cuneiform | {"é"}) == cuneiform
    assert compiled.call_count < 120
