"""Files that are not what they say, or nothing that is taken: each has its own answer (G5)."""

import gzip
import os
from typing import Any

import pytest

from tests.circle import ask, told
from tests.cloud import Cloud, client
from tests.documents import (
    GIF,
    HEIC,
    JPEG,
    OFFICE,
    PDF,
    PNG,
    RTF,
    TIFF,
    WEBP,
    begun,
    bytes_at,
    document_of,
    documents_of,
    folders_of,
    office,
    packed,
    path_of,
    put,
    uploaded,
)  # fmt: skip
from tests.people import Patient, Practice, a_patient

pytestmark = pytest.mark.feature("G5")
EXE, OLE = b"MZ\x90\x00" + bytes(200), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
DDE = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
ODT = "application/vnd.oasis.opendocument.text"
MACRO_TYPES = '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
RENAMED_MACROS = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'


def link(kind: str, to: str) -> bytes:
    """A Word file with a part that lies elsewhere."""
    told = f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{to}"'
    listed = f'<Relationships><Relationship Id="a" {told} TargetMode="External"/></Relationships>'
    return office(word__settings_xml_rels=listed)


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


TAKEN: list[tuple[str, bytes, str]] = [
    ("a.pdf", PDF, "application/pdf"),
    ("a.jpeg", JPEG, "image/jpeg"),
    ("a.png", PNG, "image/png"),
    ("a.gif", GIF, "image/gif"),
    ("a.webp", WEBP, "image/webp"),
    ("a.heic", HEIC, "image/heic"),
    ("a.tif", TIFF, "image/tiff"),
    ("a.bmp", b"BM\x46\x00\x00\x00" + bytes(60), "image/bmp"),
    ("a.rtf", RTF, "application/rtf"),
    ("a.rtf", b"{\\rtf1{\\*\\template C:\\\\Normal.dotm}About DDE}", "application/rtf"),
    ("a.txt", b"Take one tablet <daily>", "text/plain; charset=utf-8"),
    ("a.txt", "Tómela a diario".encode(), "text/plain; charset=utf-8"),
    ("a.txt", "Tómela a diario".encode("cp1252"), "text/plain"),
    ("a.txt", "Take one".encode("utf-16"), "text/plain"),
    ("a.csv", b"date,weight\n2026-11-22,71", "text/csv; charset=utf-8"),
    ("a.csv", b"a|b!\n-5|=A1+B1,+49 30 1234", "text/csv; charset=utf-8"),
    ("a.docx", office(), f"{OFFICE}wordprocessingml.document"),
    ("a.docx", link("attachedTemplate", "file:///C:\\Letters\\Normal.dotm"), f"{OFFICE}wordprocessingml.document"),
    ("a.docx", link("hyperlink", "https://clinic.example/"), f"{OFFICE}wordprocessingml.document"),
    ("a.xlsx", office("xl__workbook_xml"), f"{OFFICE}spreadsheetml.sheet"),
    ("a.pptx", office("ppt__presentation_xml"), f"{OFFICE}presentationml.presentation"),
    ("a.odt", packed(mimetype=ODT, content_xml="<x/>"), ODT),
]
REFUSED: list[tuple[str, str, bytes, str]] = [
    ("a picture that is called PDF", "a.pdf", PNG, "mismatch"),
    ("a PDF that is called picture", "a.jpg", PDF, "mismatch"),
    ("a text that is called PDF", "a.pdf", b"Just words", "mismatch"),
    ("one Office file for another", "a.xlsx", office(), "mismatch"),
    ("a program that is called PDF", "a.pdf", EXE, "program"),
    ("a program for Linux", "a.jpg", b"\x7fELF\x02\x01" + bytes(80), "program"),
    ("a shell's script", "a.txt", b"#!/bin/sh\nrm -rf /\n", "program"),
    ("a web page", "a.txt", b"\n <!DOCTYPE html><p>Hello", "active"),
    ("a web page without an ending", "letter", b"<script>alert(1)</script>", "active"),
    ("a drawing with a script", "a.png", SVG, "active"),
    ("a drawing behind a mark of its order", "a.txt", b"\xef\xbb\xbf" + SVG, "active"),
    ("a drawing in UTF-16", "a.txt", SVG.decode().encode("utf-16"), "active"),
    ("a picture that is a page, too", "a.gif", GIF + b"/*<script>alert(1)</script>*/", "active"),
    ("a picture with a page in its middle", "a.png", PNG + b"<HTML><body>", "active"),
    ("a picture that is an archive, too", "a.jpg", JPEG + packed(a_txt="x"), "archive"),
    ("a PDF that is an archive, too", "a.pdf", PDF + packed(a_class="x"), "archive"),
    ("an archive that is called PDF", "a.pdf", packed(a_pdf="x"), "archive"),
    ("an archive that is called DOCX", "a.docx", packed(a_txt="x"), "archive"),
    ("an empty archive", "a.docx", packed(), "archive"),
    ("a packed file", "letter", gzip.compress(b"x" * 500), "archive"),
    ("a seven-zip", "letter", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(40), "archive"),
    ("macros by their file", "a.docx", office(word__vbaProject_bin="x"), "macros"),
    ("macros by their type", "a.docx", office(types=MACRO_TYPES), "macros"),
    ("macros of old sheets", "a.xlsx", office("xl__workbook_xml", xl__macrosheets__sheet1_xml="x"), "macros"),
    ("macros of an OpenDocument", "a.odt", packed(mimetype=ODT, Basic__script_xml="x"), "macros"),
    ("macros by another name", "a.docx", office(types=RENAMED_MACROS, word__x_bin="x"), "macros"),
    ("a template by the web", "a.docx", link("attachedTemplate", "https://x.example/a.dotm"), "macros"),
    ("a template from a server", "a.docx", link("attachedTemplate", "file:///\\\\x\\a.dotm"), "macros"),
    ("a template in other letters", "a.docx", link("attachedTemplate", "&#104;ttp://x.example/a.dotm"), "macros"),
    ("an object from elsewhere", "a.docx", link("oleObject", "mhtml:http://x.example/a.html!x"), "macros"),
    ("an object inside", "a.docx", office(word__embeddings__oleObject1_bin="x"), "macros"),
    ("a sheet that starts a program", "a.xlsx", office("xl__workbook_xml", xl__externalLinks__a_xml=DDE), "macros"),
    ("a table that starts a program", "a.csv", b"date,weight\n2026-11-22,=cmd|'/c calc'!A0", "macros"),
    ("a list of parts that is none", "a.docx", office(word__settings_xml_rels="<Relationships"), "damaged"),
    ("a text that is an archive, too", "a.rtf", RTF + packed(a_txt="x"), "archive"),
    ("more parts than a document has", "a.docx", office() + b"PK\x01\x02" * 10_001, "archive"),
    ("a template from elsewhere", "a.rtf", b"{\\rtf1{\\*\\template http://x.example/a.dotm}}", "macros"),
    ("a field that starts a program", "a.rtf", b"{\\rtf1{\\*\\fldinst {\\b DDEAUTO c:\\\\cmd}}}", "macros"),
    ("an object in a text", "a.rtf", b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", "macros"),
    ("an old Word file", "a.docx", OLE, "old-office"),
    ("a broken Word file", "a.docx", office()[:90], "damaged"),
    ("a film", "letter", b"\x00\x00\x00\x18ftypmp42" + bytes(60), "type"),
    ("anything", "letter", bytes(range(256)) * 4, "type"),
]


def test_what_people_have_is_taken(rosa: Patient):
    """Under names that differ: the same content in one record is another answer."""
    kept = [uploaded(rosa, name, content) for name, content, _ in TAKEN]
    found = [(each["state"], each["name"], each["content_type"]) for each in kept]
    assert found == [("ready", name, media) for name, _, media in TAKEN]
    assert folders_of(rosa)["storage"]["used"] == sum(len(content) for _, content, _ in TAKEN)


def test_what_is_no_document_is_refused_and_its_bytes_are_nowhere(rosa: Patient):
    kept = [uploaded(rosa, name, content) for _, name, content, _ in REFUSED]
    found = [(what, each["state"], each["why"]) for (what, *_), each in zip(REFUSED, kept, strict=True)]
    assert found == [(what, "refused", why) for what, _, _, why in REFUSED]
    assert folders_of(rosa)["storage"]["used"] == 0
    listed = client("s3").list_objects_v2(Bucket=os.environ["DOCUMENTS_BUCKET"], Prefix="documents/")
    assert listed["KeyCount"] == 0


@pytest.mark.parametrize(("content", "why"), [(b"", "empty"), (PDF + bytes(100), "too-large")])
def test_what_comes_past_the_form_is_measured_again(
    cloud: Cloud, rosa: Patient, monkeypatch: pytest.MonkeyPatch, content: bytes, why: str
):
    monkeypatch.setattr("portal.documents.checking.MOST_BYTES", len(PDF))
    upload = begun(rosa, "a.pdf")
    put(upload, content)
    cloud.settle()
    assert document_of(rosa, upload["document"])["why"] == why


def test_every_reason_has_words():
    from portal.documents.kinds import REFUSED as endings
    from portal.documents.kinds import WHY

    assert {why for *_, why in REFUSED} | set(endings.values()) <= WHY.keys()


@pytest.mark.feature("X2")
def test_what_s3_tells_twice_is_checked_once(cloud: Cloud, rosa: Patient):
    upload = begun(rosa, "a.pdf")
    put(upload, PDF)
    put(upload, PDF)
    cloud.settle()
    assert document_of(rosa, upload["document"])["state"] == "ready"
    assert folders_of(rosa)["storage"]["used"] == len(PDF)
    put(upload, PNG)
    cloud.settle()
    kept = document_of(rosa, upload["document"])
    assert (kept["state"], kept["size"]) == ("ready", len(PDF)), "what was checked is what is kept"
    assert bytes_at(told(ask(rosa, "GET", f"{path_of(rosa, kept)}/file"))["url"]) == PDF


def test_s3_may_tell_of_nothing(cloud: Cloud, rosa: Patient):
    upload = begun(rosa, "a.pdf")
    key = upload["upload"]["fields"]["key"]
    for told_by_s3 in ({"Event": "s3:TestEvent"}, {"Records": [{"s3": {"object": {"key": key}}}]}):
        assert checked(cloud, told_by_s3) == []
    assert document_of(rosa, upload["document"])["state"] == "uploading"


def checked(cloud: Cloud, told_by_s3: dict[str, Any], times: int = 1) -> list[dict[str, str]]:
    import json

    record = {"messageId": "1", "body": json.dumps(told_by_s3), "attributes": {"ApproximateReceiveCount": str(times)}}
    failures: list[dict[str, str]] = cloud.gateway.call("CheckDocument", {"Records": [record]})["batchItemFailures"]
    return failures


def test_what_cannot_be_checked_is_refused_in_the_end(cloud: Cloud, rosa: Patient, monkeypatch: pytest.MonkeyPatch):
    upload = begun(rosa, "a.pdf")
    put(upload, PDF)
    monkeypatch.setattr("portal.documents.checking.look", lambda *_: 1 / 0)
    told_by_s3 = {"Records": [{"s3": {"object": {"key": upload["upload"]["fields"]["key"]}}}]}
    assert checked(cloud, told_by_s3)
    assert document_of(rosa, upload["document"])["state"] == "uploading"
    assert checked(cloud, told_by_s3, times=8)
    assert document_of(rosa, upload["document"])["why"] == "unchecked"


@pytest.mark.parametrize(
    ("finding", "state", "why"),
    [
        ("NO_THREATS_FOUND", "ready", None),
        ("THREATS_FOUND", "refused", "malware"),
        ("UNSUPPORTED", "refused", "unchecked"),
        ("FAILED", "refused", "unchecked"),
    ],
)
def test_nothing_is_kept_before_guardduty_has_looked_at_it(
    cloud: Cloud, rosa: Patient, monkeypatch: pytest.MonkeyPatch, finding: str, state: str, why: str | None
):
    from portal import settings

    monkeypatch.setenv("MALWARE_SCAN", "yes")
    settings.settings.cache_clear()
    upload = begun(rosa, "a.pdf")
    put(upload, PDF)
    cloud.settle()
    assert documents_of(rosa)[0]["state"] == "uploading"
    key = upload["upload"]["fields"]["key"]
    tag = {"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": finding}]}
    client("s3").put_object_tagging(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Tagging=tag)
    assert checked(cloud, {"Records": [{"s3": {"object": {"key": key}}}]}) == []
    kept = document_of(rosa, upload["document"])
    assert (kept["state"], kept["why"]) == (state, why)
