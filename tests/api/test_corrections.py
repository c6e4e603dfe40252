"""Asking a practice to put its record right, from a profile (B8)."""

from typing import Any

import pytest

from tests.api.test_records import send_records
from tests.bundles import patient as fhir_patient
from tests.circle import (
    a_caregiver_of,
    a_child_of,
    a_representative_of,
    account_of,
    ask,
    chart_of,
    log,
    members,
    told,
)
from tests.cloud import Cloud, problem
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

Json = dict[str, Any]


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def path_of(whom: Patient, given: str = "Rosa") -> str:
    return f"/api/members/{next(m['id'] for m in members(whom) if m['given'] == given)}/corrections"


def wish(patient: Patient, **changes: str) -> Json:
    return {"chart": chart_of(patient), "field": "birth_date", "wanted": "04-29-1956", "note": "Please look"} | changes


def listed(whom: Patient) -> list[Json]:
    found: list[Json] = told(ask(whom, "GET", path_of(whom)))["corrections"]
    return found


@pytest.mark.feature("B8+", "B6", "A8")
def test_a_request_is_kept_for_the_practice_and_its_record_stays_as_it_is(cloud: Cloud, patient: Patient):
    send_records(patient, fhir_patient())
    before = told(ask(patient, "GET", f"/fhir/Patient/{chart_of(patient)}"))
    first = told(ask(patient, "POST", path_of(patient), wish(patient)))
    assert first == wish(patient) | {
        "id": first["id"], "practice": patient.practice.name, "sent": first["sent"], "wanted": "1956-04-29",
        "state": "open", "reason": None, "decided": None,
    }  # fmt: skip
    second = told(ask(patient, "POST", path_of(patient), wish(patient, field="other", wanted="My name", note="")))
    assert second["note"] is None
    assert listed(patient) == [second, first]
    assert told(ask(patient, "GET", f"/fhir/Patient/{chart_of(patient)}")) == before
    assert log(patient)[0]["action"] == "correction.requested"
    assert log(patient)[0]["acting_for"] is None


@pytest.mark.feature("B8+", "C4", "C6", "C8+")
def test_whoever_may_write_the_profile_may_ask_and_nobody_else(practice: Practice, patient: Patient):
    caregiver, reader = a_caregiver_of(patient), a_representative_of(patient, {"profile": "read"})
    writer = a_representative_of(patient, {"profile": "write"})
    for whom, status in ((caregiver, 403), (reader, 403), (writer, 200)):
        assert ask(whom, "POST", path_of(whom), wish(patient)).status == status
    [entry] = [e for e in log(patient) if e["action"] == "correction.requested"]
    assert (entry["by"], entry["acting_for"]) == ({"kind": "representative", "name": "Ruth Klein"}, "Rosa Alvarez")
    assert len(listed(writer)) == 1
    assert listed(patient) == []
    stranger = a_patient(practice, "Walter")
    assert ask(stranger, "POST", path_of(stranger, "Walter"), wish(patient)).status == 404


@pytest.mark.feature("B8+", "B7")
def test_a_request_is_about_the_chart_of_that_person(patient: Patient):
    child = a_child_of(patient)
    assert ask(patient, "POST", path_of(patient), wish(patient, chart=child)).status == 404
    told(ask(patient, "POST", path_of(patient, "Sam"), wish(patient, chart=child)))
    assert listed(patient) == []
    assert log(patient)[0]["acting_for"] == "Sam Alvarez"


@pytest.mark.feature("B8+", "X1")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wanted": " "}, "wanted"), ({"wanted": "31/31/1956"}, "wanted"), ({"field": "weight"}, "field"),
        ({"field": "other", "wanted": "x" * 301}, "wanted"), ({"note": "x" * 2001}, "note"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(patient: Patient, changes: dict[str, str], field: str):
    answer = ask(patient, "POST", path_of(patient), wish(patient, **changes))
    assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, [field])
    assert listed(patient) == []


@pytest.mark.feature("B8+", "X3")
def test_there_is_an_end_to_requests_in_an_hour(patient: Patient, monkeypatch: pytest.MonkeyPatch):
    from portal.identity import limits

    monkeypatch.setitem(limits.PER_HOUR, "correction", 1)
    told(ask(patient, "POST", path_of(patient), wish(patient)))
    answer = ask(patient, "POST", path_of(patient), wish(patient))
    assert (answer.status, problem(answer)) == (429, "too-many-attempts")


@pytest.mark.feature("B8+", "X2")
def test_a_request_that_is_sent_twice_is_kept_once(patient: Patient):
    first, second = (ask(patient, "POST", path_of(patient), wish(patient), idempotency_key="same") for _ in range(2))
    assert first.json() == second.json()
    assert len(listed(patient)) == 1


def asked_of(staff: Colleague, state: str = "open") -> list[Json]:
    found: list[Json] = told(staff.ask("GET", f"/corrections?state={state}"))["corrections"]
    return found


def decide(staff: Colleague, correction: Json, decision: str, reason: str = "") -> Any:
    return staff.ask("POST", f"/corrections/{correction['id']}", {"decision": decision, "reason": reason})


@pytest.mark.feature("B8+", "D8", "D9", "A8")
@pytest.mark.parametrize(("decision", "reason"), [("accepted", ""), ("declined", "Your card says the 28th")])
def test_the_practice_decides_and_the_patient_sees_what_and_why(
    cloud: Cloud, practice: Practice, patient: Patient, decision: str, reason: str
):
    doctor = staff_of(practice, "clinician")
    asked = told(ask(patient, "POST", path_of(patient), wish(patient)))
    [open_one] = asked_of(doctor)
    assert open_one == {k: v for k, v in asked.items() if k != "practice"} | {
        "patient": "Rosa Alvarez", "by": "Rosa Alvarez",
    }  # fmt: skip
    decided = told(decide(doctor, asked, decision, reason))
    assert decided == open_one | {"state": decision, "reason": reason or None, "decided": decided["decided"]}
    assert (asked_of(doctor), asked_of(doctor, "decided")) == ([], [decided])
    [seen] = listed(patient)
    assert (seen["state"], seen["reason"], seen["decided"]) == (decision, reason or None, decided["decided"])
    [entry] = [e for e in log(patient) if e["action"] == f"correction.{decision}"]
    assert (entry["by"], entry["practice"]) == ({"kind": "staff", "name": "Nora Lindqvist"}, practice.name)
    [mail] = [m for m in cloud.mails(patient.email) if "has answered your request" in m["subject"]]
    assert not any(word in mail["subject"] + mail["text"] for word in ("birth", "1956", "card", decision))


@pytest.mark.feature("B8+", "X2")
def test_a_decision_stands_and_the_same_one_again_is_the_same_answer(practice: Practice, patient: Patient):
    staff, colleague = staff_of(practice), staff_of(practice, "clinician")
    asked = told(ask(patient, "POST", path_of(patient), wish(patient)))
    first = decide(staff, asked, "declined", "Your card says the 28th")
    assert decide(colleague, asked, "declined", "No").body == first.body
    other = decide(colleague, asked, "accepted")
    assert (other.status, problem(other)) == (409, "conflict")
    assert listed(patient)[0]["reason"] == "Your card says the 28th"
    assert len([e for e in log(patient) if e["action"] == "correction.declined"]) == 1


@pytest.mark.feature("B8+", "X2")
def test_of_two_decisions_at_the_same_moment_the_first_stands(
    practice: Practice, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    from portal import corrections

    staff = staff_of(practice)
    asked = told(ask(patient, "POST", path_of(patient), wish(patient)))
    write = corrections._decided

    def second(*about: Any) -> Any:
        monkeypatch.setattr(corrections, "_decided", write)
        told(decide(staff, asked, "accepted"))
        return write(*about)

    monkeypatch.setattr(corrections, "_decided", second)
    assert decide(staff, asked, "declined", "No").status == 409
    assert listed(patient)[0]["state"] == "accepted"
    assert len([e for e in log(patient) if e["action"].startswith("correction.")]) == 2


@pytest.mark.feature("B8+", "C8+", "D9")
def test_what_a_representative_asked_for_is_told_to_them_and_in_the_patients_log(practice: Practice, patient: Patient):
    writer = a_representative_of(patient, {"profile": "write"})
    asked = told(ask(writer, "POST", path_of(writer), wish(patient)))
    staff = staff_of(practice)
    assert [(c["patient"], c["by"]) for c in asked_of(staff)] == [("Rosa Alvarez", "Ruth Klein")]
    told(decide(staff, asked, "accepted"))
    assert listed(writer)[0]["state"] == "accepted"
    for whose in (writer, patient):
        assert [e["acting_for"] for e in log(whose) if e["action"] == "correction.accepted"] == ["Rosa Alvarez"]
    assert [m["subject"] for m in patient.cloud.mails(patient.email) if "answered" in m["subject"]] == []


@pytest.mark.feature("B8+", "C7+", "C8+")
@pytest.mark.parametrize("change", ["ended", "narrowed"])
def test_whose_access_was_taken_back_does_not_read_what_the_practice_decides_then(
    practice: Practice, patient: Patient, change: str
):
    writer = a_representative_of(patient, {"profile": "write", "labs": "read"})
    asked = told(ask(writer, "POST", path_of(writer), wish(patient)))
    assert [c["id"] for c in listed(writer)] == [asked["id"]]
    method, body = {"ended": ("DELETE", b""), "narrowed": ("PATCH", {"sections": {"labs": "read"}})}[change]
    told(ask(patient, method, f"/api/charts/{chart_of(patient)}/access/{account_of(writer)}", body))
    told(decide(staff_of(practice), asked, "declined", "What the record says of her is right"))
    assert listed(writer) == []


@pytest.mark.feature("B8+", "X1")
@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"decision": "declined", "reason": " "}, "reason"), ({"decision": "accepted", "reason": "x" * 2001}, "reason"),
        ({"decision": "open"}, "decision"), ({}, "decision"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_decision_is_named(practice: Practice, patient: Patient, wanted: Json, field: str):
    asked = told(ask(patient, "POST", path_of(patient), wish(patient)))
    answer = staff_of(practice).ask("POST", f"/corrections/{asked['id']}", wanted)
    assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, [field])
    assert listed(patient)[0]["state"] == "open"


@pytest.mark.feature("B8+", "D9", "X5")
def test_only_that_practice_decides_and_the_front_desk_only_reads(cloud: Cloud, practice: Practice, patient: Patient):
    asked = told(ask(patient, "POST", path_of(patient), wish(patient)))
    desk = staff_of(practice, "front-desk")
    assert len(asked_of(desk)) == 1
    answer = decide(desk, asked, "accepted")
    assert (answer.status, problem(answer)) == (403, "forbidden")
    elsewhere = staff_of(a_practice(cloud, "Hillside Clinic"))
    assert asked_of(elsewhere) == []
    for correction in (asked, {"id": "never"}, {"id": "a.b"}, {"id": f"{asked['id']}x"}):
        assert decide(elsewhere, correction, "accepted").status == 404
    assert listed(patient)[0]["state"] == "open"
