"""Bundles that are taken in, and bundles that are refused with every bad place named."""

import contextlib
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import InvalidBundle
from portal.records import bodies, fhir_json
from portal.records.checked import Checked
from portal.records.identity import Whose
from portal.records.intake import Taken, take_in

CHART = "c" * 26
ROSA = Whose("riverside", "4711", CHART)
LAB = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory"}]}
Json = dict[str, Any]


def patient(**more: Any) -> Json:
    return {"resourceType": "Patient", "id": "rosa", "gender": "female", "birthDate": "1966-02-03"} | more


def observation(**more: Any) -> Json:
    a1c: Json = {
        "resourceType": "Observation",
        "id": "a1c-1",
        "status": "final",
        "category": [LAB],
        "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "Hemoglobin A1c"}]},
        "subject": {"reference": "urn:uuid:rosa"},
        "effectiveDateTime": "2026-03-02T08:30:00-05:00",
        "valueQuantity": {"value": 6.1, "unit": "%", "system": "http://unitsofmeasure.org", "code": "%"},
    }
    return a1c | more


def bundle(*resources: Json, kind: str = "collection") -> Json:
    entries = [{"fullUrl": f"urn:uuid:{r.get('id', 'none')}", "resource": r} for r in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries}


def taken(sent: Json | str, whose: Whose = ROSA) -> Taken:
    return take_in(fhir_json.parse(sent if isinstance(sent, str) else json.dumps(sent)), whose)


def stored(record: Checked) -> Json:
    text = bodies.whole(record.type, record.id, 1, "2026-03-02T13:31:00.000Z", record.body)
    resource: Json = json.loads(text)
    return resource


def refused(sent: Any, whose: Whose = ROSA) -> dict[str, str]:
    """FHIRPath → issue type of every issue."""
    with pytest.raises(InvalidBundle) as caught:
        taken(sent, whose)
    return {issue["expression"][0]: issue["code"] for issue in caught.value.issues}


@pytest.mark.parametrize("kind", ["transaction", "batch", "collection"])
def test_a_good_bundle_becomes_records(kind: str) -> None:
    got = taken(bundle(patient(), observation(), kind=kind))
    assert got.sent == {"Patient": 1, "Observation": 1}
    assert got.fhir_patient_id == "rosa"
    person, a1c = got.records
    assert (person.id, person.index.section) == (CHART, "profile")
    assert a1c.id.startswith(f"{CHART}.")
    assert (a1c.index.section, a1c.index.date, a1c.index.status) == ("labs", "2026-03-02T13:30:00.000Z", "final")
    assert {"4548-4", "http://loinc.org|4548-4", "http://loinc.org|"} <= set(a1c.index.code)
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


@pytest.mark.parametrize("text", ['{"a": NaN}', "[1", "[" * 200_000, '{"a": Infinity}'])
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


# --- what fhir.resources lets through, and more

Spoil = Callable[[Json], Any]


@pytest.mark.parametrize(
    ("place", "code", "spoil"),
    [
        ("status", "code-invalid", lambda o: o.update(status="fnal")),
        ("status", "structure", lambda o: o.update(status=None)),
        ("status", "required", lambda o: o.pop("status")),
        ("code", "required", lambda o: o.pop("code")),
        ("valueQuantity.value", "structure", lambda o: o["valueQuantity"].update(value="6.1")),
        ("valueQuantity.value", "structure", lambda o: o["valueQuantity"].update(value=True)),
        ("valueQuantity.system", "invariant", lambda o: o["valueQuantity"].pop("system")),
        ("valueQuantity.comparator", "code-invalid", lambda o: o["valueQuantity"].update(comparator="=")),
        ("performer", "structure", lambda o: o.update(performer=[])),
        ("performer[0]", "structure", lambda o: o.update(performer=[{}])),
        ("performer[0]", "structure", lambda o: o.update(performer=[None])),
        ("performer", "structure", lambda o: o.update(performer={"display": "x"})),
        ("code", "structure", lambda o: o.update(code={})),
        ("code.text", "value", lambda o: o["code"].update(text=" ")),
        ("code.text", "value", lambda o: o["code"].update(text="a\x00b")),
        ("code.text", "value", lambda o: o["code"].update(text="\ud800")),
        ("code.coding[0].system", "security", lambda o: o["code"]["coding"][0].update(system="javascript:alert(1)")),
        ("id", "value", lambda o: o.update(id="x" * 65)),
        ("id", "value", lambda o: o.update(id="a/b")),
        ("id", "value", lambda o: o.update(id="a\n")),
        ("effectiveDateTime", "value", lambda o: o.update(effectiveDateTime="2026-02-30")),
        ("dataAbsentReason", "invariant", lambda o: o.update(dataAbsentReason={"text": "lost"})),
        ("referenceRange[0]", "invariant", lambda o: o.update(referenceRange=[{"age": {"low": {"value": 1}}}])),
        ("colour", "structure", lambda o: o.update(colour="red")),
        ("colour", "structure", lambda o: o.update(colour=None)),
        ("extension[0]", "invariant", lambda o: o.update(extension=[{"url": "http://x"}])),
        ("contained[0]", "structure", lambda o: o.update(contained=[{"resourceType": "Nothing"}])),
        ("contained[0]", "not-supported", lambda o: o.update(contained=[patient()])),
        ("contained[0].gender", "code-invalid", lambda o: o.update(
            contained=[{"resourceType": "Practitioner", "id": "x", "gender": "Male"}])),
        ("text.div", "security", lambda o: o.update(
            text={"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml"><SCRIPT>x</SCRIPT></div>'})),
        ("effectivePeriod.end", "invariant", lambda o: (o.pop("effectiveDateTime"), o.update(
            effectivePeriod={"start": "2026-03-02", "end": "2026-03-01"}))),
    ],
)  # fmt: skip
def test_a_bad_place_is_named(place: str, code: str, spoil: Spoil) -> None:
    bad = observation()
    spoil(bad)
    sent = bundle(patient(), observation(id="good"), bad)
    assert refused(sent).get(f"Bundle.entry[2].resource.{place}") == code


def test_every_bad_place_is_named_at_once() -> None:
    issues = refused(bundle(patient(gender="Male"), observation(status="fnal", performer=[])))
    assert issues == {
        "Bundle.entry[0].resource.gender": "code-invalid",
        "Bundle.entry[1].resource.status": "code-invalid",
        "Bundle.entry[1].resource.performer": "structure",
    }


def appointment(**more: Any) -> Json:
    who = [{"status": "accepted", "actor": {"reference": "Patient/rosa"}}]
    times = {"start": "2026-12-01T09:00:00Z", "end": "2026-12-01T09:30:00Z"}
    return {"resourceType": "Appointment", "id": "v1", "status": "booked", "participant": who} | times | more


@pytest.mark.parametrize(
    ("place", "spoil"),
    [
        ("start", lambda a: a.pop("start")),
        ("end", lambda a: a.pop("end")),
        ("start", lambda a: (a.pop("start"), a.pop("end"))),
        ("end", lambda a: a.update(end="2026-12-01T09:30:00+02:00")),
        ("cancelationReason", lambda a: a.update(cancelationReason={"text": "ill"})),
    ],
)
def test_an_appointments_times_belong_together(place: str, spoil: Spoil) -> None:
    bad = appointment()
    spoil(bad)
    assert refused(bundle(patient(), bad)) == {f"Bundle.entry[1].resource.{place}": "invariant"}
    assert taken(bundle(patient(), appointment())).records[1].index.date == "2026-12-01T09:00:00.000Z"


@pytest.mark.parametrize(
    ("attachment", "place", "code"),
    [
        ({"url": "javascript:alert(1)"}, "url", "security"),
        ({"url": "ftp://files.example/x"}, "url", "security"),
        ({"url": "Binary/1"}, "url", "security"),
        ({"contentType": "text/plain", "data": "not base64!"}, "data", "value"),
        ({"data": "aGVsbG8="}, "contentType", "invariant"),
        ({"contentType": "text/plain", "data": "QUFB" * 70_000}, "data", "too-long"),
    ],
)
def test_a_bad_attachment_is_named(attachment: Json, place: str, code: str) -> None:
    note = {
        "resourceType": "DocumentReference",
        "id": "n",
        "status": "current",
        "subject": {"reference": "Patient/rosa"},
    }
    at = f"Bundle.entry[1].resource.content[0].attachment.{place}"
    assert refused(bundle(patient(), note | {"content": [{"attachment": attachment}]})).get(at) == code


def test_a_record_too_large_for_the_table_is_refused() -> None:
    import random

    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=500_000))
    assert refused(bundle(patient(), observation(note=[{"text": noise}]))) == {"Bundle.entry[1].resource": "too-long"}


def test_unclean_narratives_are_cleaned_and_clean_ones_untouched() -> None:
    def kept(div: str) -> str:
        text = {"status": "generated", "div": div}
        body: str = stored(taken(bundle(patient(text=text))).records[0])["text"]["div"]
        return body

    open_, close = '<div xmlns="http://www.w3.org/1999/xhtml">', "</div>"
    clean = f"{open_}<p class='x'>Taken  <b>daily</b><br/></p>{close}"
    assert kept(clean) == clean
    unclean = '<p onclick="x()">A<br>B <a href="javascript:x">c</a><iframe src="x">d</iframe></p>'
    assert kept(open_ + unclean + close) == f"{open_}<p>A<br/>B <a>c</a></p>{close}"


@pytest.mark.parametrize(
    ("sent", "place", "code"),
    [
        ([], "Bundle", "structure"),
        ({"resourceType": "Patient"}, "Bundle", "structure"),
        (bundle(patient(), kind="searchset"), "Bundle.type", "value"),
        (bundle(), "Bundle.entry", "required"),
        (bundle({"resourceType": "Nothing", "id": "x"}), "Bundle.entry[0].resource.resourceType", "structure"),
        (bundle({"resourceType": "Resource", "id": "x"}), "Bundle.entry[0].resource.resourceType", "structure"),
        (bundle({"resourceType": "Bundle", "id": "x"}), "Bundle.entry[0].resource", "not-supported"),
        (bundle(patient(), patient(id="x")), "Bundle.entry[1].resource", "forbidden"),
        (bundle(patient(), observation(), observation()), "Bundle.entry[2].resource", "duplicate"),
    ],
)  # fmt: skip
def test_a_bad_envelope_is_refused(sent: Any, place: str, code: str) -> None:
    assert refused(sent).get(place) == code


def test_entries_without_an_id_a_resource_or_a_known_method_are_refused() -> None:
    anonymous = patient()
    del anonymous["id"]
    sent = bundle(observation(), kind="transaction")
    sent["entry"] += [{"resource": anonymous}, {"fullUrl": "urn:uuid:x"}, {}]
    sent["entry"][0]["request"] = {"method": "DELETE", "url": "Observation"}
    issues = refused(sent)
    assert issues["Bundle.entry[0].request.method"] == "not-supported"
    assert issues["Bundle.entry[1].resource.id"] == "required"
    assert issues["Bundle.entry[2].resource"] == issues["Bundle.entry[3].resource"] == "required"


def test_a_source_id_may_come_from_the_full_url() -> None:
    nameless = observation()
    del nameless["id"]
    sent = bundle(patient(), nameless)
    sent["entry"][1]["fullUrl"] = "urn:uuid:a1c-1"
    assert taken(sent).records[1].id == taken(bundle(patient(), observation())).records[1].id


def test_nesting_has_an_end() -> None:
    deep: Json = {"url": "http://x", "valueString": "end"}
    for _ in range(60):
        deep = {"url": "http://x", "extension": [deep]}
    assert "structure" in refused(bundle(patient(extension=[deep]))).values()


def test_an_answer_to_a_flood_of_mistakes_ends() -> None:
    with pytest.raises(InvalidBundle) as caught:
        taken(bundle(*[{"resourceType": "Nothing", "id": f"x{n}"} for n in range(1500)]))
    assert len(caught.value.issues) == 1001
    assert "500" in caught.value.issues[-1]["diagnostics"]


@given(st.data())
def test_whatever_is_sent_ends_in_records_or_a_refusal(data: st.DataObject) -> None:
    """Any part of a good bundle replaced by anything: never another exception."""
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
    anything = st.recursive(scalars, lambda x: st.lists(x) | st.dictionaries(st.text(), x), max_leaves=5)
    sent = copy.deepcopy(bundle(patient(), observation(), appointment()))
    node: Any = sent
    while True:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            node[key] = data.draw(anything)
            break
        node = node[key]
    with contextlib.suppress(InvalidBundle):
        taken(sent)
