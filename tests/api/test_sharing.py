"""Who can see one's record, and taking it back (C7), and what caregivers and representatives reach (C3, C4, C6)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.test_records import VITALS, send_records
from tests.bundles import appointment, observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, a_child_of, a_representative_of, account_of, ask, chart_of, log, members, told
from tests.cloud import Clock, Cloud, problem
from tests.people import Patient, Practice, a_patient

Json = dict[str, Any]
SECTIONS = (
    "profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "messages", "documents",
    "telehealth",
)  # fmt: skip


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def read(whom: Patient, of: Patient, type_name: str = "Observation", query: str = "") -> Any:
    return ask(whom, "GET", f"/fhir/{type_name}?patient={chart_of(of)}{query}")


def shared(patient: Patient) -> list[Json]:
    found: list[Json] = told(ask(patient, "GET", f"/api/charts/{chart_of(patient)}/access"))["access"]
    return found


def path_of(whom: Patient, of: Patient) -> str:
    return f"/api/charts/{chart_of(of)}/access/{account_of(whom)}"


@pytest.mark.feature("C3", "C4")
def test_a_caregiver_reads_every_section_and_writes_only_where_caregivers_may(patient: Patient):
    send_records(patient, fhir_patient(), observation(), appointment())
    caregiver = a_caregiver_of(patient)
    [_, theirs] = members(caregiver)
    [chart] = theirs["charts"]
    assert (chart["id"], chart["role"], theirs["given"]) == (chart_of(patient), "caregiver", "Rosa")
    writes = {"messages", "documents", "telehealth"}
    assert chart["sections"] == {name: "write" if name in writes else "read" for name in SECTIONS}
    for type_name in ("Observation", "Appointment", "MedicationRequest"):
        assert read(caregiver, patient, type_name).status == 200
    assert told(read(caregiver, patient))["total"] == 1
    assert told(ask(caregiver, "GET", f"/fhir/Patient/{chart_of(patient)}"))["id"] == chart_of(patient)


@pytest.mark.feature("C6", "X5")
def test_a_representative_reaches_exactly_the_sections_that_were_given(patient: Patient):
    pulse = observation(id="pulse", category=[VITALS])
    send_records(patient, fhir_patient(), observation(id="lab"), pulse, appointment())
    representative = a_representative_of(patient, {"labs": "read"})
    assert told(read(representative, patient))["total"] == 1
    assert read(representative, patient, "Appointment").status == 403
    assert ask(representative, "GET", f"/fhir/Patient/{chart_of(patient)}").status == 403
    found = told(read(patient, patient))["entry"]
    hidden = next(e["resource"]["id"] for e in found if e["resource"]["category"] == [VITALS])
    assert ask(representative, "GET", f"/fhir/Observation/{hidden}").status == 404
    stranger = a_patient(patient.practice, "Walter")
    assert read(stranger, patient).status == 404


@pytest.mark.feature("A8", "C8+")
@pytest.mark.parametrize(
    ("make", "kind", "name"),
    [(a_caregiver_of, "caregiver", "Ana Alvarez"), (a_representative_of, "representative", "Ruth Klein")],
)
def test_a_look_at_the_record_is_in_the_readers_log_and_in_the_patients(
    cloud: Cloud, clock: Clock, practice: Practice, make: Any, kind: str, name: str
):
    clock.at = clock.at.replace(minute=10, second=0)
    patient = a_patient(practice)
    reader = make(patient)
    for minutes in (0, 2, 2):
        clock.forward(minutes=minutes)
        told(read(reader, patient))
    for whose, by in ((reader, {"kind": "self", "name": name}), (patient, {"kind": kind, "name": name})):
        [seen] = [e for e in log(whose) if e["action"] == "record.viewed"]
        assert (seen["by"], seen["acting_for"], seen["section"]) == (by, "Rosa Alvarez", "labs,records")
        assert (seen["practice"], seen["source"]["device"]) == (patient.practice.name, "Chrome on Windows")
    clock.forward(minutes=2)
    told(read(reader, patient))
    assert len([e for e in log(patient) if e["action"] == "record.viewed"]) == 2
    cloud.settle()
    assert cloud.ops("VerifyAudit", {})["bad"] == []


@pytest.mark.feature("A8", "C8+")
def test_what_the_patients_own_account_reads_is_noted_once_and_names_the_child_it_was_for(patient: Patient):
    child = a_child_of(patient)
    told(read(patient, patient))
    told(ask(patient, "GET", f"/fhir/Observation?patient={child}"))
    seen = [e for e in log(patient) if e["action"] == "record.viewed"]
    assert {e["acting_for"] for e in seen} == {None, "Sam Alvarez"}
    assert len(seen) == 2


@pytest.mark.feature("C7+")
def test_the_patient_sees_everybody_with_access_and_when_it_was_last_used(practice: Practice, patient: Patient):
    assert shared(patient) == []
    caregiver, representative = a_caregiver_of(patient), a_representative_of(patient, {"labs": "write"})
    told(read(caregiver, patient))
    ana, ruth = shared(patient)
    assert (ana["name"], ana["role"], ana["relationship"]) == ("Ana Alvarez", "caregiver", "daughter")
    assert (ruth["name"], ruth["role"], ruth["relationship"]) == ("Ruth Klein", "representative", None)
    assert ruth["sections"] == ruth["given"] == {"labs": "write"}
    assert (ana["last_used"] is not None, ruth["last_used"], ruth["ends"]) == (True, None, None)
    for other in (caregiver, representative):
        answer = ask(other, "GET", f"/api/charts/{chart_of(patient)}/access")
        assert (answer.status, problem(answer)) == (403, "forbidden")
    assert ask(a_patient(practice, "Walter"), "GET", f"/api/charts/{chart_of(patient)}/access").status == 404


@pytest.mark.feature("C7+", "A8")
def test_the_patient_leaves_a_caregiver_less_and_gives_back_what_they_took(cloud: Cloud, patient: Patient):
    caregiver = a_caregiver_of(patient)
    given = shared(patient)[0]["given"]
    less = told(ask(patient, "PATCH", path_of(caregiver, patient), {"sections": {"labs": "read", "messages": "read"}}))
    assert less["sections"] == {"labs": "read", "messages": "read"}
    assert less["given"] == given
    assert shared(patient) == [less]
    assert members(caregiver)[1]["charts"][0]["sections"] == less["sections"]
    assert read(caregiver, patient, "Appointment").status == 403
    assert read(caregiver, patient).status == 200
    again = told(ask(patient, "PATCH", path_of(caregiver, patient), {"sections": given}))
    assert again["sections"] == given
    assert read(caregiver, patient, "Appointment").status == 200
    first = next(e for e in log(patient) if e["action"] == "access.changed")
    assert (first["whom"], first["by"]["kind"], first["kind"]) == ("Ana Alvarez", "self", "sharing")
    theirs = next(e for e in log(caregiver) if e["action"] == "access.changed")
    assert (theirs["whom"], theirs["by"]) == ("Ana Alvarez", {"kind": "primary", "name": "Rosa Alvarez"})
    assert "Ana Alvarez" in cloud.mails(patient.email)[-1]["text"]


@pytest.mark.feature("C7+", "C6")
@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"sections": {"labs": "write"}}, "sections.labs"),
        ({"sections": {"labs": "read", "billing": "read"}}, "sections.billing"),
        ({"sections": {"everything": "read"}}, "sections.everything.[key]"),
        ({"sections": {"labs": "all"}}, "sections.labs"),
        ({"ends": "2020-01-01T00:00:00Z"}, "ends"),
        ({"ends": "2036-01-01T00:00:00"}, "ends"),
        ({"ends": "9999-12-31T23:59:59-12:00"}, "ends"),
    ],
)
def test_nobody_gets_more_than_the_practice_gave(patient: Patient, wanted: Json, field: str):
    representative = a_representative_of(patient)
    answer = ask(patient, "PATCH", path_of(representative, patient), wanted)
    assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, [field])
    assert shared(patient)[0]["sections"] == {"labs": "read", "records": "read"}


@pytest.mark.feature("C7+")
def test_who_changes_nothing_is_told_how_it_is(cloud: Cloud, patient: Patient):
    ana = a_caregiver_of(patient)
    told_before, before = cloud.mails(patient.email), log(patient)
    assert told(ask(patient, "PATCH", path_of(ana, patient), {})) == shared(patient)[0]
    assert (cloud.mails(patient.email), log(patient)) == (told_before, before)


@pytest.mark.feature("C7+")
def test_access_ends_at_its_end_date_and_comes_back_with_a_later_one(clock: Clock, patient: Patient):
    caregiver = a_caregiver_of(patient)
    soon = (clock.at + timedelta(minutes=3)).isoformat()
    told(ask(patient, "PATCH", path_of(caregiver, patient), {"ends": soon}))
    assert read(caregiver, patient).status == 200
    clock.forward(minutes=3)
    assert read(caregiver, patient).status == 404
    assert [m["charts"] for m in members(caregiver)] == [[], []]
    [over] = shared(patient)
    assert over["sections"] == {}
    assert over["given"] != {}
    told(ask(patient, "PATCH", path_of(caregiver, patient), {"ends": None}))
    assert read(caregiver, patient).status == 200


@pytest.mark.feature("C7+", "A8", "A17+")
def test_the_patient_ends_access_at_once_and_both_are_told(cloud: Cloud, patient: Patient):
    caregiver = a_caregiver_of(patient)
    told(read(caregiver, patient))
    assert ask(patient, "DELETE", path_of(caregiver, patient)).status == 200
    assert read(caregiver, patient).status == 404
    assert shared(patient) == []
    assert ask(patient, "DELETE", path_of(caregiver, patient)).status == 404
    for whose in (patient, caregiver):
        assert [e["whom"] for e in log(whose, "?kind=sharing") if e["action"] == "access.ended"] == ["Ana Alvarez"]
    assert "was changed or ended" in cloud.mails(patient.email)[-1]["text"]
    [mail] = [m for m in cloud.mails(caregiver.email) if "any more" in m["subject"]]
    assert "Rosa" in mail["text"]
    assert "Rosa" not in mail["subject"]


@pytest.mark.feature("C7+", "A4", "X5")
def test_only_the_patient_changes_access_and_only_after_their_password(
    clock: Clock, practice: Practice, patient: Patient
):
    caregiver, representative = a_caregiver_of(patient), a_representative_of(patient)
    stranger = a_patient(practice, "Walter")
    for who, status in ((caregiver, 403), (representative, 403), (stranger, 404)):
        for method, body in (("PATCH", {"sections": {}}), ("DELETE", b"")):
            assert ask(who, method, path_of(representative, patient), body).status == status
    for missing in (stranger, patient):
        assert ask(patient, "DELETE", path_of(missing, patient)).status == 404
    clock.forward(minutes=6)
    for method, body in (("PATCH", {"sections": {}}), ("DELETE", b"")):
        answer = ask(patient, method, path_of(representative, patient), body)
        assert (answer.status, problem(answer)) == (403, "step-up-required")
    assert len(shared(patient)) == 2


@pytest.mark.feature("C2", "X5")
def test_others_have_access_only_while_the_patient_has_an_account(patient: Patient):
    from portal import store

    caregiver = a_caregiver_of(patient)
    store.update(store.keys.chart(chart_of(patient)), remove=["primary", "live"])
    assert read(caregiver, patient).status == 404
    assert read(patient, patient).status == 404


@pytest.mark.feature("A8", "C7+")
def test_a_look_that_comes_while_access_ends_is_refused_and_brings_nothing_back(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    from portal import audit, store

    caregiver = a_caregiver_of(patient)
    as_usual = audit.on_chart

    def too_late(acting: Any, *told: Any, **about: Any) -> Any:
        if acting.account.given == "Ana":
            with store.all_or_nothing() as write:
                write.delete(acting.access.key())
        return as_usual(acting, *told, **about)

    monkeypatch.setattr(audit, "on_chart", too_late)
    assert read(caregiver, patient).status == 404
    assert store.get(store.keys.access(account_of(caregiver), chart_of(patient))) is None
    assert [e for e in log(patient) if e["action"] == "record.viewed"] == []
