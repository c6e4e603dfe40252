"""Asking a practice to put its record right, from a profile (B8)."""

from typing import Any

import pytest

from tests.api.test_records import send_records
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, a_child_of, a_representative_of, ask, chart_of, log, members, told
from tests.cloud import Cloud, problem
from tests.people import Patient, Practice, a_patient

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


@pytest.mark.feature("B8+")
def test_the_patient_sees_what_the_practice_decided_and_why(patient: Patient):
    from portal import store
    from tests.circle import account_of

    told(ask(patient, "POST", path_of(patient), wish(patient)))
    [kept] = store.every(store.keys.corrections(account_of(patient)))
    store.update(kept.key(), set={"state": "declined", "reason": "Your card says the 28th", "decided": kept.sent})
    [seen] = listed(patient)
    assert (seen["state"], seen["reason"]) == ("declined", "Your card says the 28th")


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
