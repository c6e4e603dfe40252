"""Documents that a practice is given, what it does with them, and what it shares itself (G2, G4, D8)."""

import base64

import pytest

from tests.api.test_records import chart_of as whose
from tests.api.test_records import fhir
from tests.circle import a_caregiver_of, a_representative_of, account_of, ask, chart_of, log, told
from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.documents import PDF, PNG, Json, begun, bytes_at, document_of, path_of, uploaded
from tests.exporting import signs_in
from tests.people import Patient, Practice, a_patient, a_practice
from tests.receiver import Receiver, a_listening_practice
from tests.staffing import Colleague, staff_of


@pytest.fixture
def practice(cloud: Cloud, receiver: Receiver) -> Practice:
    return a_listening_practice(cloud, receiver.url)


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.fixture
def nora(practice: Practice) -> Colleague:
    return staff_of(practice, "front-desk")


def give(whom: Patient, document: Json, to: str, patient: Patient | None = None, **more: str):
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    return ask(whom, "POST", f"{path_of(patient or whom, document)}/recipients", {"to": to, **more}, **headers)


def given_to(staff: Colleague, query: str = "") -> list[Json]:
    found: list[Json] = told(staff.ask("GET", f"/documents{query}"))["documents"]
    return found


@pytest.mark.feature("G2", "D8")
def test_a_document_is_given_to_a_member_of_the_practice_and_its_own_system_is_told(
    cloud: Cloud, rosa: Patient, nora: Colleague, receiver: Receiver
):
    document = uploaded(rosa, "Insurance card.png", PNG)
    answer = give(rosa, document, nora.account_id, note=" The new one ")
    assert answer.status == 201, answer.body
    assert [(g["to"], g["practice"]) for g in answer.json()["given"]] == [("Nora Lindqvist", rosa.practice.name)]
    assert answer.json() == document_of(rosa, document)
    [found] = given_to(nora)
    by = {"name": "Rosa Alvarez", "role": "self"}
    shown = {"chart": chart_of(rosa), "patient": "Rosa Alvarez", "by": by, "state": "new"}
    shown |= {"to": {"kind": "member", "id": nora.account_id, "name": "Nora Lindqvist"}}
    shown |= {"name": "Insurance card.png", "content_type": "image/png", "size": len(PNG), "note": "The new one"}
    assert shown.items() <= found.items()
    cloud.settle()
    [sent] = receiver.messages(rosa.practice.secret, "document.shared")
    assert sent["data"] == {
        "patient_id": rosa.id, "document_id": found["id"], "name": "Insurance card.png", "content_type": "image/png",
        "size": len(PNG), "note": "The new one",
        "from": {"account": account_of(rosa), "name": "Rosa Alvarez", "role": "self"},
        "to": {"kind": "member", "id": nora.account_id, "name": "Nora Lindqvist"},
    }  # fmt: skip
    received = rosa.practice.get(f"/received-documents/{found['id']}")
    assert (received.status, received.json()["size"], bytes_at(received.json()["url"])) == (200, len(PNG), PNG)
    assert [e["action"] for e in log(rosa)][:2] == ["document.opened", "document.shared"]


@pytest.mark.feature("D8", "D9")
def test_staff_open_what_was_given_and_say_that_they_have_seen_it(rosa: Patient, nora: Colleague):
    give(rosa, uploaded(rosa), "team:front-desk")
    give(rosa, uploaded(rosa, "b.png", PNG), "team:clinician")
    second, first = given_to(nora)
    assert (first["to"]["name"], second["to"]["name"]) == ("Front desk", "Care team")
    url = told(nora.ask("GET", f"/documents/{first['id']}/file"))["url"]
    assert bytes_at(url) == PDF
    [looked] = [e for e in log(rosa) if e["action"] == "document.opened"]
    assert (looked["by"]["kind"], looked["by"]["name"], looked["section"]) == ("staff", "Nora Lindqvist", "documents")
    for _ in range(2):
        assert told(nora.ask("PATCH", f"/documents/{first['id']}", {"state": "seen"}))["state"] == "seen"
    assert [d["id"] for d in given_to(nora)] == [second["id"]]
    assert [d["id"] for d in given_to(nora, "?state=seen")] == [first["id"]]
    assert [d["id"] for d in given_to(nora, f"?chart={chart_of(rosa)}")] == [second["id"], first["id"]]
    told(nora.ask("PATCH", f"/documents/{first['id']}", {"state": "new"}))
    assert len(given_to(nora)) == 2


@pytest.mark.feature("G2", "C4", "C5")
def test_what_a_caregiver_gives_is_told_to_the_practice_and_to_nobody_else(rosa: Patient, nora: Colleague):
    ana = a_caregiver_of(rosa)
    document = uploaded(ana, patient=rosa)
    assert give(ana, document, "team:front-desk", patient=rosa).status == 201
    [found] = given_to(nora)
    assert (found["by"], found["patient"]) == ({"name": "Ana Alvarez", "role": "caregiver"}, "Rosa Alvarez")
    told(nora.ask("GET", f"/documents/{found['id']}/file"))
    assert [e["action"] for e in log(ana)][:2] == ["document.opened", "document.shared"]
    assert [e for e in log(rosa) if e["action"].startswith("document")] == []


@pytest.mark.feature("G2")
def test_what_was_given_stays_with_the_practice_when_its_owner_deletes_it(
    cloud: Cloud, clock: Clock, rosa: Patient, nora: Colleague
):
    document = uploaded(rosa)
    give(rosa, document, "team:front-desk")
    told(ask(rosa, "DELETE", path_of(rosa, document)))
    clock.forward(days=32)
    assert cloud.ops("PurgeDocuments", {}) == {"purged": 1}
    nora.sign_in()
    [found] = given_to(nora)
    assert bytes_at(told(nora.ask("GET", f"/documents/{found['id']}/file"))["url"]) == PDF
    signs_in(rosa)
    assert uploaded(rosa)["state"] == "ready"


@pytest.mark.feature("G2", "X2")
def test_given_twice_by_a_retry_it_is_given_once(cloud: Cloud, rosa: Patient, nora: Colleague):
    document = uploaded(rosa)
    for _ in range(2):
        assert give(rosa, document, "team:front-desk", idempotency_key="k").status == 201
    assert len(given_to(nora)) == 1
    assert len(give(rosa, document, nora.account_id).json()["given"]) == 2


@pytest.mark.feature("G2")
def test_only_what_is_ready_is_given_to_somebody_who_is_there(rosa: Patient, nora: Colleague):
    document = uploaded(rosa)
    assert wrong_fields(give(rosa, document, account_of(rosa))) == {"to": "unknown"}
    assert wrong_fields(give(rosa, document, "team:administrator")) == {"to": "unknown"}
    assert wrong_fields(give(rosa, document, "team:front-desk", note="x" * 501)) == {"note": "too_long"}
    assert problem(give(rosa, begun(rosa, "b.pdf")["document"], "team:front-desk")) == "document-not-ready"
    told(ask(rosa, "DELETE", path_of(rosa, document)))
    assert problem(give(rosa, document, "team:front-desk")) == "document-not-ready"
    assert given_to(nora) == []


@pytest.mark.feature("G2", "C6")
def test_whoever_may_write_documents_and_no_messages_can_choose_to_whom(rosa: Patient, nora: Colleague):
    ruth = a_representative_of(rosa, {"documents": "write"})
    document = uploaded(ruth, patient=rosa)
    found = told(ask(ruth, "GET", f"{path_of(rosa, document)}/recipients"))["recipients"]
    assert [each["id"] for each in found] == ["team:front-desk", nora.account_id]
    assert give(ruth, document, nora.account_id, patient=rosa).status == 201
    assert given_to(nora)[0]["by"] == {"name": "Ruth Klein", "role": "representative"}


@pytest.mark.feature("G2")
def test_a_document_is_given_twenty_times_at_most(rosa: Patient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("portal.documents.giving.MOST_TIMES", 2)
    document = uploaded(rosa)
    answers = [give(rosa, document, "team:front-desk") for _ in range(3)]
    assert [each.status for each in answers] == [201, 201, 409]
    assert problem(answers[2]) == "given-too-often"


@pytest.mark.feature("D8", "X5")
def test_another_practice_finds_nothing(cloud: Cloud, rosa: Patient, nora: Colleague, monkeypatch: pytest.MonkeyPatch):
    """Not even that there is more than one page."""
    monkeypatch.setattr("portal.pages.SIZE", 1)
    document = uploaded(rosa)
    for _ in range(2):
        give(rosa, document, "team:front-desk")
    [found] = given_to(nora)
    elsewhere = a_practice(cloud, "Harbor Clinic")
    staff = staff_of(elsewhere)
    assert told(nora.ask("GET", f"/documents?chart={chart_of(rosa)}"))["cursor"]
    for query in ("", f"?chart={chart_of(rosa)}"):
        assert told(staff.ask("GET", f"/documents{query}")) == {"documents": [], "cursor": None}
    assert problem(staff.ask("GET", f"/documents/{found['id']}/file")) == "not-found"
    assert problem(staff.ask("PATCH", f"/documents/{found['id']}", {"state": "seen"})) == "not-found"
    assert problem(elsewhere.get(f"/received-documents/{found['id']}")) == "not-found"


def sent(rosa: Patient, content: bytes | str, **changes: str):
    data = content if isinstance(content, str) else base64.b64encode(content).decode()
    shared = {"patient_id": rosa.id, "name": "After your visit.pdf", "content_type": "application/pdf"}
    return rosa.practice.send("document.shared", shared | {"folder": "Letters", "content": data} | changes)


@pytest.mark.feature("G4", "D8")
def test_a_document_from_the_practices_system_is_among_the_records(cloud: Cloud, rosa: Patient):
    answer = sent(rosa, PDF + bytes(5000))
    assert answer.status == 202, answer.body
    cloud.settle()
    [entry] = fhir(rosa, f"DocumentReference?patient={whose(rosa)}")["entry"]
    record = entry["resource"]
    attachment = record["content"][0]["attachment"]
    assert (record["description"], record["category"]) == ("After your visit.pdf", [{"text": "Letters"}])
    assert (attachment["contentType"], attachment["size"]) == ("application/pdf", len(PDF) + 5000)
    file = attachment["url"].removeprefix("Binary/")
    assert ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/files/{file}").status == 200


@pytest.mark.feature("G4", "G5")
def test_what_the_practice_shares_is_looked_at_like_every_upload(cloud: Cloud, rosa: Patient):
    assert wrong_fields(sent(rosa, PNG)) == {"data.content": "mismatch"}
    assert wrong_fields(sent(rosa, b"<html>", name="a.txt", content_type="text/plain")) == {"data.content": "active"}
    assert wrong_fields(sent(rosa, b"")) == {"data.content": "empty"}
    assert wrong_fields(sent(rosa, "no base64!")) == {"data.content": "malformed"}
    assert wrong_fields(sent(rosa, PDF, content_type="image/png")) == {"data.content_type": "mismatch"}
    assert wrong_fields(sent(rosa, PDF, name="x" * 300)) == {"data.name": "too_long"}
    assert wrong_fields(sent(rosa, PDF, patient_id="nobody")) == {"data.patient_id": "unknown"}
    cloud.settle()
    assert "entry" not in fhir(rosa, f"DocumentReference?patient={whose(rosa)}")
