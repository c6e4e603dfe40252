"""Documents of one's own: folders, uploads, names, deleting and having back, what is left of the storage (G1)."""

from datetime import timedelta

import pytest

from tests.circle import a_caregiver_of, a_representative_of, ask, log, records_elsewhere, told
from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.documents import (
    GIF,
    PDF,
    PNG,
    a_folder,
    begun,
    bytes_at,
    document_of,
    documents_of,
    folders_of,
    path_of,
    put,
    uploaded,
)  # fmt: skip
from tests.people import Patient, Practice, a_patient, a_practice

pytestmark = pytest.mark.feature("G1")


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def used(whom: Patient) -> int:
    return int(folders_of(whom)["storage"]["used"])


def count(whom: Patient, folder: str) -> int:
    [found] = [each for each in folders_of(whom)["folders"] if each["id"] == folder]
    return int(found["documents"])


def change(whom: Patient, document: dict[str, object], **changes: object):
    return ask(whom, "PATCH", path_of(whom, document), changes)


@pytest.mark.feature("G5")
def test_an_upload_is_checked_and_then_opened_by_a_signed_address(cloud: Cloud, rosa: Patient):
    folder = a_folder(rosa)
    made = begun(rosa, "Letter.pdf", folder=folder)
    assert made["document"]["state"] == "uploading"
    assert problem(ask(rosa, "GET", f"{path_of(rosa, made['document'])}/file")) == "document-not-ready"
    put(made, PDF)
    cloud.settle()
    shown = document_of(rosa, made["document"])
    assert {n: shown[n] for n in ("name", "state", "why", "content_type", "size", "folder", "given")} == {
        "name": "Letter.pdf", "state": "ready", "why": None, "content_type": "application/pdf", "size": len(PDF),
        "folder": folder, "given": [],
    }  # fmt: skip
    assert documents_of(rosa, f"?folder={folder}") == [shown]
    assert documents_of(rosa) == []
    assert (used(rosa), count(rosa, folder)) == (len(PDF), 1)
    url = told(ask(rosa, "GET", f"{path_of(rosa, shown)}/file"))["url"]
    assert bytes_at(url) == PDF
    assert "X-Amz-Expires=300" in url
    assert "response-content-disposition=inline%3B%20filename%3D%22Letter.pdf%22" in url


def test_an_upload_takes_exactly_what_was_announced(rosa: Patient):
    fields = begun(rosa, "Letter.pdf")["upload"]["fields"]
    assert fields["key"].startswith("quarantine/")
    assert (fields["Content-Type"], fields["x-amz-server-side-encryption"]) == ("application/pdf", "aws:kms")


@pytest.mark.parametrize(
    ("name", "size", "wrong"),
    [
        ("Letter.pdf", 0, {"size": "empty"}),
        ("Letter.pdf", 50_000_001, {"size": "too-large"}),
        ("page.html", 5, {"name": "active"}),
        ("drawing.SVG", 5, {"name": "active"}),
        ("setup.exe", 5, {"name": "program"}),
        ("all.zip", 5, {"name": "archive"}),
        ("sheet.xlsm", 5, {"name": "macros"}),
        ("old.doc", 5, {"name": "old-office"}),
        ("film.mp4", 5, {"name": "type"}),
        ("invoice\u202efdp.exe", 5, {"name": "program"}),
        ("x" * 300 + ".pdf", 5, {"name": "too_long"}),
        (" \u200b/ ", 5, {"name": "missing"}),
    ],
)
@pytest.mark.feature("G5")
def test_what_is_never_taken_need_not_be_uploaded(rosa: Patient, name: str, size: int, wrong: dict[str, str]):
    assert wrong_fields(ask(rosa, "POST", path_of(rosa), {"name": name, "size": size})) == wrong


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../x", "x.pdf"),
        ("..\\..\\Windows\\letter.pdf", "letter.pdf"),
        ("نتائج المختبر.pdf", "نتائج المختبر.pdf"),
        ("Re\u0301sultats \x00 (2026).pdf", "Résultats (2026).pdf"),
        ("Dr. Miller", "Dr. Miller.pdf"),
        ("می\u200cروم.pdf", "می\u200cروم.pdf"),
        ("A.PDF", "A.PDF"),
    ],
)
def test_a_name_is_what_its_owner_sees_of_it(rosa: Patient, sent: str, kept: str):
    assert uploaded(rosa, sent)["name"] == kept


def test_the_same_content_is_kept_once_and_the_second_is_told_which(cloud: Cloud, rosa: Patient):
    first, second = uploaded(rosa, "First.pdf"), uploaded(rosa, "Second.pdf")
    assert (second["state"], second["why"], second["same_as"]) == ("refused", "same-file", first["id"])
    assert used(rosa) == len(PDF)
    told(ask(rosa, "DELETE", path_of(rosa, first)))
    third = uploaded(rosa, "Third.pdf")
    assert third["state"] == "ready"
    assert problem(change(rosa, first, deleted=False)) == "same-file"
    other = records_elsewhere(rosa, a_practice(cloud, "Harbor Clinic"))
    assert {d["id"] for d in told(ask(rosa, "GET", f"/api/charts/{other}/documents"))["documents"]} == {
        second["id"], third["id"]
    }, "documents are about the person, whichever practice's chart leads to them"  # fmt: skip


def test_folders_have_each_name_once_and_go_when_they_are_empty(rosa: Patient):
    letters, bills = a_folder(rosa, "Letters"), a_folder(rosa, "Bills")
    path = path_of(rosa).replace("/documents", "/folders")
    assert wrong_fields(ask(rosa, "POST", path, {"name": " letters "})) == {"name": "taken"}
    assert wrong_fields(ask(rosa, "PATCH", f"{path}/{bills}", {"name": "LETTERS"})) == {"name": "taken"}
    assert wrong_fields(ask(rosa, "PATCH", f"{path}/{bills}", {"name": ""})) == {"name": "missing"}
    told(ask(rosa, "PATCH", f"{path}/{bills}", {"name": "Invoices"}))
    assert [each["name"] for each in folders_of(rosa)["folders"]] == ["Invoices", "Letters"]
    kept = uploaded(rosa, folder=letters)
    assert problem(ask(rosa, "DELETE", f"{path}/{letters}")) == "folder-not-empty"
    told(change(rosa, kept, folder=bills, name="Moved"))
    assert (count(rosa, letters), count(rosa, bills)) == (0, 1)
    moved = document_of(rosa, kept)
    assert (moved["name"], moved["folder"]) == ("Moved.pdf", bills)
    told(ask(rosa, "DELETE", f"{path}/{letters}"))
    assert problem(change(rosa, kept, folder=letters)) == "folder-gone"
    assert problem(ask(rosa, "DELETE", f"{path}/{letters}")) == "not-found"
    answer = ask(rosa, "POST", path_of(rosa), {"name": "a.pdf", "size": 5, "folder": letters})
    assert problem(answer) == "folder-gone"


def test_an_upload_into_a_folder_that_was_deleted_meanwhile_is_at_the_top(cloud: Cloud, rosa: Patient):
    folder = a_folder(rosa)
    upload = begun(rosa, "Letter.pdf", folder=folder)
    told(ask(rosa, "DELETE", path_of(rosa).replace("/documents", f"/folders/{folder}")))
    put(upload, PDF)
    cloud.settle()
    kept = document_of(rosa, upload["document"])
    assert (kept["state"], kept["folder"]) == ("ready", None)
    assert documents_of(rosa) == [kept]


def test_a_new_name_keeps_the_ending_that_the_content_has(rosa: Patient):
    kept = uploaded(rosa)
    assert wrong_fields(change(rosa, kept, name="run.exe")) == {"name": "mismatch"}
    assert wrong_fields(change(rosa, kept, name="picture.png")) == {"name": "mismatch"}
    assert told(change(rosa, kept, name="../Letter of May"))["name"] == "Letter of May.pdf"


def test_what_was_deleted_can_be_had_back_for_30_days(clock: Clock, rosa: Patient):
    folder = a_folder(rosa)
    kept = uploaded(rosa, folder=folder)
    for _ in range(2):
        told(ask(rosa, "DELETE", path_of(rosa, kept)))
        assert (used(rosa), count(rosa, folder)) == (0, 0), "deleted once"
    assert documents_of(rosa, f"?folder={folder}") == []
    [gone] = documents_of(rosa, "?deleted=true")
    assert (gone["id"], gone["until"][:10]) == (kept["id"], (clock.at + timedelta(days=30)).date().isoformat())
    assert problem(ask(rosa, "GET", f"{path_of(rosa, kept)}/file")) == "document-not-ready"
    assert problem(change(rosa, kept, name="Other")) == "document-not-ready"
    back = told(change(rosa, kept, deleted=False))
    assert (back["deleted"], back["folder"]) == (None, folder)
    assert (used(rosa), count(rosa, folder)) == (len(PDF), 1)
    assert documents_of(rosa, "?deleted=true") == []
    told(ask(rosa, "DELETE", path_of(rosa, kept)))
    told(ask(rosa, "DELETE", path_of(rosa).replace("/documents", f"/folders/{folder}")))
    assert told(change(rosa, kept, deleted=False))["folder"] is None, "its folder is gone"


def test_after_30_days_it_is_gone_for_good(cloud: Cloud, clock: Clock, rosa: Patient):
    kept, left = uploaded(rosa), uploaded(rosa, "Picture.png", PNG)
    url = told(ask(rosa, "GET", f"{path_of(rosa, kept)}/file"))["url"]
    told(ask(rosa, "DELETE", path_of(rosa, kept)))
    clock.forward(days=29)
    assert cloud.ops("PurgeDocuments", {}) == {"purged": 0}
    assert bytes_at(url) == PDF
    clock.forward(days=3)
    assert cloud.ops("PurgeDocuments", {}) == {"purged": 1}
    assert bytes_at(url) is None
    assert cloud.ops("PurgeDocuments", {}) == {"purged": 0}
    sign_in_again(rosa)
    assert problem(change(rosa, kept, deleted=False)) == "not-found"
    assert [each["id"] for each in documents_of(rosa)] == [left["id"]]


def sign_in_again(whom: Patient) -> None:
    from tests.exporting import signs_in

    signs_in(whom)


def test_what_is_refused_is_shown_for_a_week_or_until_it_is_dismissed(clock: Clock, rosa: Patient):
    first, second = uploaded(rosa, "a.pdf", GIF), uploaded(rosa, "b.pdf", PNG)
    assert {first["why"], second["why"]} == {"mismatch"}
    told(ask(rosa, "DELETE", path_of(rosa, first)))
    assert [each["id"] for each in documents_of(rosa)] == [second["id"]]
    clock.forward(days=7, seconds=1)
    sign_in_again(rosa)
    assert documents_of(rosa) == []
    assert used(rosa) == 0


def test_an_upload_that_is_given_up_is_gone_the_next_day(cloud: Cloud, clock: Clock, rosa: Patient):
    cancelled = begun(rosa, "a.pdf")
    told(ask(rosa, "DELETE", path_of(rosa, cancelled["document"])))
    put(cancelled, PDF)
    cloud.settle()
    assert documents_of(rosa) == []
    begun(rosa, "b.pdf")
    assert [each["state"] for each in documents_of(rosa)] == ["uploading"]
    clock.forward(days=1, seconds=1)
    sign_in_again(rosa)
    assert documents_of(rosa) == []


def test_there_is_room_for_a_gigabyte(monkeypatch: pytest.MonkeyPatch, rosa: Patient):
    monkeypatch.setattr("portal.documents.counting.LIMIT", len(PNG) + 10)
    monkeypatch.setattr("portal.documents.uploading.LIMIT", len(PNG) + 10)
    early = begun(rosa, "Picture.png", PNG)
    kept = uploaded(rosa)
    answer = ask(rosa, "POST", path_of(rosa), {"name": "a.png", "size": len(PNG)})
    assert problem(answer) == "storage-full"
    put(early, PNG)
    rosa.cloud.settle()
    late = document_of(rosa, early["document"])
    assert (late["state"], late["why"]) == ("refused", "storage-full"), "announced while there was room"
    told(ask(rosa, "DELETE", path_of(rosa, kept)))
    assert uploaded(rosa, "Picture.png", PNG)["state"] == "ready"
    assert problem(change(rosa, kept, deleted=False)) == "storage-full"
    assert used(rosa) == len(PNG)


@pytest.mark.feature("C4", "C6")
def test_documents_are_their_owners_alone(rosa: Patient):
    ana = a_caregiver_of(rosa)
    mine, theirs = uploaded(rosa), uploaded(ana, patient=rosa)
    assert theirs["state"] == "ready", "the same file of another account is another document"
    assert [d["id"] for d in documents_of(rosa)] == [mine["id"]]
    assert [d["id"] for d in documents_of(ana, patient=rosa)] == [theirs["id"]]
    for method, path, body in (
        ("GET", path_of(rosa, theirs), b""),
        ("GET", f"{path_of(rosa, theirs)}/file", b""),
        ("PATCH", path_of(rosa, theirs), {"name": "x"}),
        ("DELETE", path_of(rosa, theirs), b""),
        ("POST", f"{path_of(rosa, theirs)}/recipients", {"to": "team:front-desk"}),
    ):
        assert problem(ask(rosa, method, path, body)) == "not-found", path
    assert [e for e in log(rosa) if e["action"].startswith("document") and e["by"]["kind"] != "self"] == []
    assert [e["action"] for e in log(ana)][:1] == ["document.uploaded"]
    ruth = a_representative_of(rosa, {"documents": "read"})
    assert documents_of(ruth, patient=rosa) == []
    assert problem(ask(ruth, "POST", path_of(rosa), {"name": "a.pdf", "size": 5})) == "forbidden"


def test_a_long_folder_comes_page_by_page(rosa: Patient):
    made = [begun(rosa, f"{n}.pdf")["document"]["id"] for n in range(27)]
    first = told(ask(rosa, "GET", path_of(rosa)))
    second = told(ask(rosa, "GET", f"{path_of(rosa)}?cursor={first['cursor']}"))
    assert [d["id"] for d in first["documents"] + second["documents"]] == made[::-1]
    assert second["cursor"] is None
    assert wrong_fields(ask(rosa, "GET", f"{path_of(rosa)}?folder=x&cursor={first['cursor']}")) == {"cursor": "invalid"}
