"""Bundles that are taken in: what becomes of numbers, ids, references and the one whose they are."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records import bodies, fhir_json, imports
from portal.records.checked import Checked
from portal.records.identity import Whose
from tests.bundles import CHART, Json, bundle, observation, patient, refused, stored, taken


@pytest.mark.parametrize("kind", ["transaction", "batch", "collection"])
def test_a_good_bundle_becomes_records(kind: str) -> None:
    got = taken(bundle(patient(), observation(), kind=kind))
    assert got.sent == {"Patient": 1, "Observation": 1}
    assert got.fhir_patient_id == "rosa"
    person, a1c = got.records
    assert (person.id, person.index.section) == (CHART, "profile")
    assert a1c.id.startswith(f"{CHART}.")
    assert (a1c.index.section, a1c.index.date) == ("labs", "2026-03-02T13:30:00.000Z")
    assert "\x1fcode=4548-4|http://loinc.org\x1f" in a1c.index.tokens
    body = stored(a1c)
    assert body["subject"] == {"reference": f"Patient/{CHART}"}
    assert body["identifier"] == [{"system": "urn:kinchart:practice:riverside", "value": "a1c-1"}]
    assert body["meta"] == {"versionId": "1", "lastUpdated": "2026-03-02T13:31:00.000Z"}
    assert {"system": "urn:kinchart:practice:riverside", "value": "rosa"} in stored(person)["identifier"]


def test_numbers_stay_as_they_were_written() -> None:
    sent = json.dumps(bundle(patient(), observation())).replace('"value": 6.1', '"value": 1.20')
    record = taken(sent).records[1]
    assert '"value":1.20,' in bodies.whole(record.type, record.id, 1, "", record.body)


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?", fullmatch=True))
def test_any_json_number_is_written_as_it_was_read(number: str) -> None:
    assert fhir_json.dump(fhir_json.parse(f"[{number}]")) == f"[{'0' if number == '-0' else number}]"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_json_is_written_as_it_was_read(value: Any) -> None:
    assert json.loads(fhir_json.dump(value)) == value


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', "[1", "[" * 200_000, '{"a": Infinity}', "1e309", "-1.5E999999999", "1e-400"]
)
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        fhir_json.parse(text)


def test_a_replay_is_the_same_to_the_byte() -> None:
    sent = json.dumps(bundle(patient(), observation()))
    again = taken(sent, Whose("riverside", "4711", CHART, fhir_patient_id="rosa"))
    assert taken(sent).records == again.records


def test_a_record_survives_the_intake_bucket() -> None:
    for record in taken(bundle(patient(), observation())).records:
        assert Checked.from_line(record.line()) == record


def test_versions_of_the_sender_are_dropped_and_profiles_kept() -> None:
    meta = {"versionId": "9", "lastUpdated": "2020-01-01T00:00:00Z", "profile": ["http://example.org/p"]}
    body = stored(taken(bundle(patient(), observation(meta=meta))).records[1])
    assert body["meta"]["profile"] == ["http://example.org/p"]
    assert body["meta"]["versionId"] == "1"


# --- references


def test_references_in_every_style_become_ours() -> None:
    doctor = {
        "resourceType": "Practitioner",
        "id": "dr1",
        "name": [{"prefix": ["Dr."], "given": ["Ana"], "family": "Ruiz"}],
    }
    doctor["identifier"] = [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "99"}]
    performers = [
        {"reference": "urn:uuid:dr1"},
        {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|99"},
        {"reference": "Practitioner/dr1"},
        {"reference": "Practitioner/dr1/_history/3"},
        {"reference": "Practitioner/dr-of-another-bundle"},
        {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|7", "display": "Dr. Lee"},
        {"reference": "urn:uuid:not-here", "display": "Dr. Who"},
        {"reference": "https://elsewhere.example/fhir/Practitioner/5"},
        {"reference": "#me"},
    ]
    contained = [{"resourceType": "Practitioner", "id": "me"}]
    got = taken(bundle(doctor, patient(), observation(performer=performers, contained=contained)))
    ours = got.records[0].id
    assert ours.startswith("riverside.")
    named = {"reference": f"Practitioner/{ours}", "display": "Dr. Ana Ruiz"}
    body = stored(got.records[2])["performer"]
    assert body[:4] == [named] * 4
    assert body[4]["reference"].startswith("Practitioner/riverside.")
    npi = {"system": "http://hl7.org/fhir/sid/us-npi", "value": "7"}
    assert body[5] == {"display": "Dr. Lee", "type": "Practitioner", "identifier": npi}
    assert body[6] == {"display": "Dr. Who"}
    assert body[7:] == [{"reference": "https://elsewhere.example/fhir/Practitioner/5"}, {"reference": "#me"}]


def test_a_reference_meets_what_another_bundle_brings() -> None:
    report = {
        "resourceType": "DiagnosticReport", "id": "r", "status": "final", "code": {"text": "A1c"},
        "subject": {"reference": "Patient/rosa"}, "result": [{"reference": "Observation/a1c-1"}],
    }  # fmt: skip
    first = taken(bundle(patient(), observation()))
    whose = Whose("riverside", "4711", CHART, fhir_patient_id="rosa")
    later = taken(bundle(report), whose)
    assert stored(later.records[0])["result"] == [{"reference": f"Observation/{first.records[1].id}"}]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ({"reference": "urn:uuid:nobody"}, "not-found"),
        ({"reference": "Patient/somebody-else"}, "forbidden"),
        ({"reference": "https://ehr.example/fhir/Patient/somebody-else"}, "forbidden"),
        ({"reference": "Patient?identifier=http://mrn|1"}, "forbidden"),
        ({"reference": "Encounter/1"}, "value"),
        ({"reference": "#nobody"}, "not-found"),
        ({"reference": "nonsense"}, "value"),
        ({"reference": "Nonsense/1"}, "value"),
        ({"reference": "Patient?name=Rosa"}, "not-supported"),
        ({"reference": "Patient/rosa", "type": "Group"}, "forbidden"),
    ],
)
def test_a_wrong_subject_is_refused(reference: Json, code: str) -> None:
    bad = observation(subject=reference)
    place = "Bundle.entry[0].resource.subject.reference"
    assert refused(bundle(bad)).get(place) == code


def test_the_patient_goes_by_several_names() -> None:
    whose = Whose("riverside", "4711", CHART, fhir_patient_id="rosa")
    for name in ("rosa", "4711", CHART):
        got = taken(bundle(observation(subject={"reference": f"Patient/{name}"})), whose)
        assert stored(got.records[0])["subject"]["reference"] == f"Patient/{CHART}"
    by_identifier = observation(subject={"identifier": {"value": "4711"}})
    assert stored(taken(bundle(by_identifier)).records[0])["subject"]["reference"] == f"Patient/{CHART}"


def test_another_patient_is_refused_once_the_first_is_known() -> None:
    known = Whose("riverside", "4711", CHART, fhir_patient_id="rosa")
    assert refused(bundle(patient(id="walter")), known) == {"Bundle.entry[0].resource": "forbidden"}
    mrn = patient(id="moved", identifier=[{"system": "http://mrn", "value": "4711"}])
    assert taken(bundle(mrn), known).fhir_patient_id == "rosa"
    two = refused(bundle(patient(), patient(id="walter")))
    assert two == {"Bundle.entry[1].resource": "forbidden"}


def test_a_record_without_its_patient_is_refused() -> None:
    lost = observation()
    del lost["subject"]
    assert refused(bundle(patient(), lost)) == {"Bundle.entry[1].resource.subject": "required"}
    visit = {"resourceType": "Appointment", "id": "v", "status": "proposed", "participant": [
        {"status": "accepted", "actor": {"display": "Dr. Ruiz"}}]}  # fmt: skip
    assert refused(bundle(patient(), visit)) == {"Bundle.entry[1].resource": "required"}


def test_what_a_practice_shares_tells_nothing_of_a_patient() -> None:
    place = {"resourceType": "Location", "id": "l", "extension": [
        {"url": "http://x", "valueReference": {"reference": "Patient/rosa"}}]}  # fmt: skip
    assert list(refused(bundle(patient(), place)).values()) == ["forbidden"]
    result = {"resourceType": "Observation", "id": "o", "status": "final", "code": {"text": "HIV"}}
    hidden = {"resourceType": "Practitioner", "id": "p", "contained": [result], "extension": [
        {"url": "http://x", "valueReference": {"reference": "#o"}}]}  # fmt: skip
    assert refused(bundle(patient(), hidden)) == {"Bundle.entry[1].resource.contained[0]": "forbidden"}


def test_a_batch_of_long_indexes_fits_into_a_transaction() -> None:
    def coded(n: int) -> Json:
        return observation(id=f"o{n}", identifier=[{"value": f"{n}-{m:04}" + "x" * 100} for m in range(700)])

    records = taken(bundle(patient(), *map(coded, range(60)))).records
    first = imports._batch(records, 0)
    assert 1 < len(first) < len(records)
    assert sum(len(each.body) + len(each.index.tokens) for each in first) < 4_000_000
