"""My Family: the people of an account, what one writes of them, and unlinking (B6, B7)."""

from typing import Any

import pytest

from tests.api.test_records import send_records
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, a_child_of, account_of, ask, chart_of, log, members, records_elsewhere, told
from tests.cloud import Clock, Cloud, problem
from tests.documents import documents_of, uploaded
from tests.invitees import a_link, take_in
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice, an_invite_for

Json = dict[str, Any]


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def oneself(patient: Patient) -> Json:
    return next(m for m in members(patient) if m["relationship"] == "self")


def unlink(patient: Patient, member_id: str, chart_id: str) -> int:
    return ask(patient, "DELETE", f"/api/members/{member_id}/charts/{chart_id}").status


@pytest.mark.feature("B6")
def test_a_persons_details_are_changed_and_the_practices_record_is_not(cloud: Cloud, patient: Patient):
    send_records(patient, fhir_patient())
    before = told(ask(patient, "GET", f"/fhir/Patient/{chart_of(patient)}"))
    me = oneself(patient)
    assert (me["birth_date"], me["phone"], me["email"]) == ("1956-04-28", None, None)
    told_now = {"given": " Rosita ", "birth_date": "04-29-1956", "phone": "555-0101", "address": "12 River Road"}
    changed = told(ask(patient, "PATCH", f"/api/members/{me['id']}", told_now))
    wanted = me | told_now | {"given": "Rosita", "birth_date": "1956-04-29"}
    assert changed == {name: value for name, value in wanted.items() if name != "charts"}
    assert told(ask(patient, "GET", f"/api/members/{me['id']}")) == wanted
    assert told(ask(patient, "GET", f"/fhir/Patient/{chart_of(patient)}")) == before
    less = told(ask(patient, "PATCH", f"/api/members/{me['id']}", {"phone": None, "address": "", "birth_date": None}))
    assert (less["phone"], less["address"], less["birth_date"], less["given"]) == (None, None, None, "Rosita")
    assert log(patient)[1]["action"] == "member.changed"


@pytest.mark.feature("B6", "X1")
@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"given": ""}, "given"), ({"family": None}, "family"), ({"given": "x" * 101}, "given"),
        ({"relationship": "mother"}, "relationship"), ({"birth_date": "31/31/1956"}, "birth_date"),
        ({"birth_date": "01-01-2999"}, "birth_date"), ({"email": "nobody"}, "email"), ({"phone": "x" * 41}, "phone"),
        ({"address": "x" * 301}, "address"),
    ],
)  # fmt: skip
def test_a_wrong_detail_is_named(patient: Patient, wanted: Json, field: str):
    me = oneself(patient)
    answer = ask(patient, "PATCH", f"/api/members/{me['id']}", wanted)
    assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, [field])
    assert oneself(patient) == me


@pytest.mark.feature("B6", "X5")
def test_nobody_reaches_anothers_family_and_nobody_else_is_oneself(practice: Practice, patient: Patient):
    child = a_child_of(patient)
    sam = next(m for m in members(patient) if m["charts"][0]["id"] == child)
    answer = ask(patient, "PATCH", f"/api/members/{sam['id']}", {"relationship": "self"})
    assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "fixed")
    assert told(ask(patient, "PATCH", f"/api/members/{sam['id']}", {"relationship": "son"}))["relationship"] == "son"
    other = a_patient(practice, "Walter")
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", f"/charts/{child}")):
        answer = ask(other, method, f"/api/members/{sam['id']}{path}", {"given": "X"} if method == "PATCH" else b"")
        assert answer.status == 404, (method, path)
    assert ask(patient, "GET", "/api/members/never").status == 404


@pytest.mark.feature("B7")
def test_somebody_with_two_practices_is_one_person_with_each_record_marked(cloud: Cloud, patient: Patient):
    lakeside = a_practice(cloud, "Lakeside Heart Clinic")
    records_elsewhere(patient, lakeside)
    me = oneself(patient)
    assert [c["practice"]["name"] for c in me["charts"]] == ["Lakeside Heart Clinic", "Riverside Family Health"]
    for chart in me["charts"]:
        assert ask(patient, "GET", f"/fhir/Observation?patient={chart['id']}").status == 200
    assert {e["practice"] for e in log(patient, "?kind=record")} == {c["practice"]["name"] for c in me["charts"]}
    assert unlink(patient, me["id"], me["charts"][0]["id"]) == 200
    assert [c["practice"]["name"] for c in oneself(patient)["charts"]] == ["Riverside Family Health"]


@pytest.mark.feature("B6", "C2", "A8")
def test_ones_own_chart_that_is_unlinked_is_free_and_nobody_else_sees_it(cloud: Cloud, patient: Patient):
    caregiver = a_caregiver_of(patient)
    me, chart = oneself(patient), chart_of(patient)
    assert unlink(patient, me["id"], chart) == 200
    assert unlink(patient, me["id"], chart) == 404
    assert oneself(patient) == me | {"charts": []}
    for whom in (patient, caregiver):
        assert ask(whom, "GET", f"/fhir/Observation?patient={chart}").status == 404
    assert [m["charts"] for m in members(caregiver) if m["given"] == "Rosa"] == [[]]
    entry = log(patient, "?kind=sharing")[0]
    assert (entry["action"], entry["practice"]) == ("chart.unlinked", "Riverside Family Health")
    assert an_invite_for(patient)


@pytest.mark.feature("B6", "A8")
def test_a_person_leaves_with_their_last_chart_and_the_patient_sees_that_a_caregiver_left(patient: Patient):
    caregiver = a_caregiver_of(patient)
    rosa = next(m for m in members(caregiver) if m["given"] == "Rosa")
    assert unlink(caregiver, oneself(caregiver)["id"], chart_of(patient)) == 404
    assert unlink(caregiver, rosa["id"], chart_of(patient)) == 200
    assert [m["given"] for m in members(caregiver)] == ["Ana"]
    assert told(ask(patient, "GET", f"/api/charts/{chart_of(patient)}/access"))["access"] == []
    entry = next(e for e in log(patient, "?kind=sharing") if e["action"] == "chart.unlinked")
    assert (entry["by"]["kind"], entry["acting_for"]) == ("caregiver", "Rosa Alvarez")
    assert ask(patient, "GET", f"/fhir/Observation?patient={chart_of(patient)}").status == 200


def arrives(patient: Patient, known: Patient, member_id: str | None = None) -> str:
    """The chart of somebody whom the practice knows, in the patient's account."""
    assert take_in(patient, known, a_link(known, "primary", patient.email), member_id).status == 200
    return chart_of(known)


def member_of(patient: Patient, chart: str) -> str:
    return str(next(m["id"] for m in members(patient) if chart in [c["id"] for c in m["charts"]]))


@pytest.mark.feature("B6", "G1")
def test_who_comes_again_finds_the_documents_about_them(practice: Practice, patient: Patient):
    sam = a_known_patient(practice, "Sam", patient.email)
    before = member_of(patient, arrives(patient, sam))
    letter = uploaded(patient, patient=sam)
    assert unlink(patient, before, chart_of(sam)) == 200
    assert ask(patient, "GET", f"/api/charts/{chart_of(sam)}/documents").status == 404
    assert member_of(patient, arrives(patient, sam)) == before
    assert [each["id"] for each in documents_of(patient, patient=sam)] == [letter["id"]]


@pytest.mark.feature("B6", "B7")
def test_a_chart_that_comes_again_takes_nobodys_place(cloud: Cloud, practice: Practice, patient: Patient):
    """Sam has another practice's record by now, so Sam is still there when the first one comes as somebody new."""
    sam = a_known_patient(practice, "Sam", patient.email)
    before = member_of(patient, arrives(patient, sam))
    elsewhere = arrives(patient, a_known_patient(a_practice(cloud, "Lakeside"), "Sam", patient.email), before)
    assert unlink(patient, before, chart_of(sam)) == 200
    assert member_of(patient, arrives(patient, sam)) != before
    assert member_of(patient, elsewhere) == before


@pytest.mark.feature("B6", "A4")
def test_unlinking_needs_a_fresh_password(clock: Clock, patient: Patient):
    me = oneself(patient)
    clock.forward(minutes=6)
    answer = ask(patient, "DELETE", f"/api/members/{me['id']}/charts/{chart_of(patient)}")
    assert (answer.status, problem(answer)) == (403, "step-up-required")


@pytest.mark.feature("B9+")
def test_a_person_to_whom_a_chart_comes_at_that_moment_is_not_removed(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    from portal import family, store

    child = a_child_of(patient)
    sam = next(m for m in members(patient) if m["charts"][0]["id"] == child)
    as_usual = family.audit.on_chart

    def meanwhile(*told: Any, **about: Any) -> Any:
        store.update(store.keys.member(account_of(patient), sam["id"]), add={"links": 1})
        return as_usual(*told, **about)

    monkeypatch.setattr(family.audit, "on_chart", meanwhile)
    answer = ask(patient, "DELETE", f"/api/members/{sam['id']}/charts/{child}")
    assert (answer.status, problem(answer)) == (409, "conflict")
    assert sam in members(patient)


def remove(patient: Patient, member_id: str) -> Any:
    return ask(patient, "DELETE", f"/api/members/{member_id}")


@pytest.mark.feature("B6")
def test_a_person_leaves_the_family_once_none_of_their_records_is_there_any_more(practice: Practice, patient: Patient):
    caregiver = a_caregiver_of(patient)
    theirs = next(m for m in members(caregiver) if m["relationship"] != "self")
    answer = remove(caregiver, theirs["id"])
    assert (answer.status, problem(answer)) == (409, "still-linked")
    assert ask(patient, "DELETE", f"/api/charts/{chart_of(patient)}/access/{account_of(caregiver)}").status == 200
    assert [m["charts"] for m in members(caregiver)] == [[], []]
    assert remove(caregiver, theirs["id"]).status == 200
    assert [m["relationship"] for m in members(caregiver)] == ["self"]
    assert log(caregiver)[0]["action"] == "member.removed"
    assert remove(caregiver, theirs["id"]).status == 404
    assert remove(patient, theirs["id"]).status == 404


@pytest.mark.feature("B6")
def test_nobody_removes_themselves(practice: Practice, patient: Patient):
    unlink(patient, oneself(patient)["id"], chart_of(patient))
    answer = remove(patient, oneself(patient)["id"])
    assert (answer.status, problem(answer)) == (409, "conflict")
    assert len(members(patient)) == 1


@pytest.mark.feature("B6", "C7+")
def test_access_that_has_run_out_goes_with_the_person_and_does_not_come_back(clock: Clock, patient: Patient):
    from datetime import timedelta

    caregiver = a_caregiver_of(patient)
    theirs = next(m for m in members(caregiver) if m["relationship"] != "self")
    path = f"/api/charts/{chart_of(patient)}/access"
    soon = (clock.at + timedelta(minutes=1)).isoformat()
    told(ask(patient, "PATCH", f"{path}/{account_of(caregiver)}", {"ends": soon}))
    clock.forward(minutes=2)
    assert len(told(ask(patient, "GET", path))["access"]) == 1
    assert remove(caregiver, theirs["id"]).status == 200
    assert told(ask(patient, "GET", path))["access"] == []
