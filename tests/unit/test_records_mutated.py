"""Each class of bad resource is refused at its place, or cleaned, wherever it is put into a good one of any type."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.shapes import shape
from tests.bundles import Json, bundle, patient, refused, stored, taken
from tests.valid import VALID, valid

pytestmark = pytest.mark.feature("E8+")

Place = tuple[Any, str | int, str]
"""The object or list that holds a value, the value's name or number in it, and the FHIRPath to it."""

DATE = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
TYPES = st.sampled_from(sorted(VALID))


def sent(resource: Json) -> Json:
    others = [] if resource["resourceType"] == "Patient" else [patient()]
    return bundle(resource, *others)


def walk(node: Any, path: str = "Bundle.entry[0].resource") -> Iterator[Place]:
    """Every place in a resource, but for what tells its type."""
    keys = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(keys):
        if key == "resourceType":
            continue
        at = f"{path}[{key}]" if isinstance(node, list) else f"{path}.{key}"
        yield node, key, at
        if isinstance(value, dict | list):
            yield from walk(value, at)


def drawn(data: st.DataObject, type_name: str, fits: Callable[[Any, Place], bool]) -> tuple[Json, Place]:
    """A good resource and a place in it whose value fits."""
    resource = valid(type_name)
    return resource, data.draw(st.sampled_from([p for p in walk(resource) if fits(p[0][p[1]], p)]), label="place")


def found(resource: Json, place: Place, value: Any) -> str | None:
    """The issue at the place itself after a value was put there."""
    owner, key, path = place
    owner[key] = value
    return refused(sent(resource)).get(path)


@pytest.mark.parametrize("type_name", sorted(VALID))
def test_the_resources_are_good_before_they_are_changed(type_name: str) -> None:
    record = taken(sent(valid(type_name))).records[0]
    assert stored(record)["text"] == valid(type_name)["text"]


@given(TYPES, st.data())
def test_an_unknown_code(type_name: str, data: st.DataObject) -> None:
    resource = valid(type_name)
    place = data.draw(st.sampled_from(list(_coded(resource, type_name))), label="place")
    wrong = data.draw(st.sampled_from(["fnal", "Male", "ACTIVE", "active ", "x" * 200]))
    assert found(resource, place, wrong) == "code-invalid"


def _coded(node: Json, type_name: str, path: str = "Bundle.entry[0].resource") -> Iterator[Place]:
    """The places of required codes; that the codes themselves are right, test_records_codes.py shows."""
    for key, value in node.items():
        element = shape(type_name).elements.get(key)
        parts = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for number, part in parts if element else []:
            at = f"{path}.{key}" if number is None else f"{path}.{key}[{number}]"
            inner = part["resourceType"] if key == "contained" else element.type_name if element else ""
            if isinstance(part, dict):
                yield from _coded(part, inner, at)
            elif element and element.codes:
                yield (node, key, at) if number is None else (value, number, at)


@given(TYPES, st.data())
def test_a_number_or_a_truth_as_a_string(type_name: str, data: st.DataObject) -> None:
    resource, place = drawn(data, type_name, lambda value, _: isinstance(value, bool | int | float))
    value = place[0][place[1]]
    assert found(resource, place, str(value).lower()) == "structure"


@given(TYPES, st.data())
def test_a_string_as_something_else(type_name: str, data: st.DataObject) -> None:
    resource, place = drawn(data, type_name, lambda value, place: isinstance(value, str) and place[1] != "id")
    wrong = data.draw(st.sampled_from([5, 1.5, True, {"value": "x"}, ["x"]]))
    assert found(resource, place, wrong) == "structure"


@given(TYPES, st.data())
def test_an_empty_list_or_object(type_name: str, data: st.DataObject) -> None:
    resource, place = drawn(data, type_name, lambda value, _: isinstance(value, list | dict))
    assert found(resource, place, type(place[0][place[1]])()) == "structure"


@given(TYPES, st.data())
def test_a_null(type_name: str, data: st.DataObject) -> None:
    resource, place = drawn(data, type_name, lambda value, place: place[1] != "id")
    assert found(resource, place, None) == "structure"


@given(TYPES, st.data())
def test_a_list_for_one_and_one_for_a_list(type_name: str, data: st.DataObject) -> None:
    resource, place = drawn(data, type_name, lambda value, place: isinstance(value, list | dict))
    value = place[0][place[1]]
    if isinstance(place[0], list):
        wrong: Any = [value]
    else:
        wrong = value[0] if isinstance(value, list) else [value]
    assert found(resource, place, wrong) == "structure"


@given(TYPES, st.data())
def test_an_element_that_fhir_does_not_know(type_name: str, data: st.DataObject) -> None:
    resource, (owner, key, path) = drawn(data, type_name, lambda value, _: isinstance(value, dict))
    owner[key]["colour"] = "red"
    assert refused(sent(resource)).get(f"{path}.colour") == "structure"


@given(TYPES, st.data(), st.sampled_from(["x" * 65, "a b", "a/b", "é", "a\n", "../x", ""]))
def test_an_id_that_is_none(type_name: str, data: st.DataObject, wrong: str) -> None:
    resource, place = drawn(data, type_name, lambda _, place: place[1] == "id")
    issues = refused(sent(resource | {"id": wrong} if place[0] is resource else _with(resource, place, wrong)))
    assert issues.get(place[2]) == ("value" if wrong or place[0] is not resource else "required")


def _with(resource: Json, place: Place, value: Any) -> Json:
    place[0][place[1]] = value
    return resource


@given(TYPES, st.data(), st.sampled_from(["2026-02-30", "2026-13-01", "tomorrow", "03/02/2026", "2026-03-02T25:00Z"]))
def test_a_day_that_is_none(type_name: str, data: st.DataObject, wrong: str) -> None:
    resource, place = drawn(data, type_name, lambda value, _: isinstance(value, str) and bool(DATE.fullmatch(value)))
    assert found(resource, place, wrong) in ("value", "invariant")


def _bound(value: Any, place: Place) -> bool:
    """A reference that may not be to anything."""
    return place[1] == "reference" and not re.search(r"\.(extension|target|what)\b", place[2]) and value != "#doctor"


@given(TYPES.filter(lambda t: t != "QuestionnaireResponse" and any(_bound(p[0][p[1]], p) for p in walk(valid(t)))),
       st.data())  # fmt: skip
def test_a_reference_to_the_wrong_type(type_name: str, data: st.DataObject) -> None:
    resource, place = drawn(data, type_name, _bound)
    assert found(resource, place, "SearchParameter/x") == "value"


@given(TYPES, st.data(), st.sampled_from(["Patient/walter", "https://ehr.example/fhir/Patient/walter",
                                          "Patient?identifier=urn:mrn|walter"]))  # fmt: skip
def test_a_reference_to_another_patient(type_name: str, data: st.DataObject, walter: str) -> None:
    resource, place = drawn(data, type_name, lambda _, place: place[1] == "reference")
    assert found(resource, place, walter) == "forbidden"


@given(TYPES, st.data(), st.sampled_from(["#nobody", "urn:uuid:nobody"]))
def test_a_reference_to_nothing(type_name: str, data: st.DataObject, nothing: str) -> None:
    resource, place = drawn(data, type_name, lambda _, place: place[1] == "reference")
    assert found(resource, place, nothing) == "not-found"


SUBJECT = ("subject", "patient", "beneficiary")


@pytest.mark.parametrize("type_name", [name for name in VALID if set(SUBJECT) & VALID[name].keys()])
@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/walter"},
        {"type": "Patient", "identifier": {"value": "walter"}},
        {"display": "Walter"},
        {"reference": "Group/g"},
        {"reference": "#doctor"},
        None,
    ],
)
def test_a_subject_that_is_another_or_none(type_name: str, subject: Json | None) -> None:
    """A device may be nobody's; whoever else lacks the patient is refused."""
    resource = valid(type_name)
    name = next(name for name in SUBJECT if name in resource)
    if type_name == "Device" and not (subject and ("walter" in str(subject) or subject.get("reference") == "Group/g")):
        return
    if subject is None:
        del resource[name]
    else:
        resource[name] = [subject] if isinstance(resource[name], list) else subject
    issues = refused(sent(resource))
    assert any(place.startswith(f"Bundle.entry[0].resource.{name}") for place in issues), issues
    assert set(issues.values()) <= {"forbidden", "required", "value"}, issues


@given(TYPES, st.data(), st.sampled_from(["javascript:alert(1)", " JavaScript:x", "vbscript:x", "data:text/html,x"]))
def test_an_address_that_runs_code(type_name: str, data: st.DataObject, wrong: str) -> None:
    resource, place = drawn(data, type_name, lambda _, place: place[1] in ("url", "system", "valueUrl", "profile"))
    if isinstance(place[0][place[1]], list):
        place = (place[0][place[1]], 0, f"{place[2]}[0]")
    if place[0].get("use") if isinstance(place[0], dict) else False:
        return  # A telephone's system is a code.
    assert found(resource, place, wrong) == "security"


@given(TYPES, st.data(), st.sampled_from(["ftp://x.example/y", "file:///etc/passwd", "Binary/1", "//x.example", "x"]))
def test_an_attachment_elsewhere_than_on_the_web(type_name: str, data: st.DataObject, wrong: str) -> None:
    resource, place = drawn(data, type_name, lambda _, place: place[1] == "url" and "contentType" in place[0])
    assert found(resource, place, wrong) == "security"


OPEN, CLOSE = '<div xmlns="http://www.w3.org/1999/xhtml">', "</div>"


@given(TYPES, st.sampled_from(["<script>x</script>", "<SCRIPT src='x'/>", "<svg:script>x</svg:script>", "</script >"]))
def test_a_script_in_a_narrative(type_name: str, script: str) -> None:
    resource = valid(type_name)
    resource["text"]["div"] = f"{OPEN}<p>A</p>{script}{CLOSE}"
    assert refused(sent(resource)).get("Bundle.entry[0].resource.text.div") == "security"


@given(TYPES, st.sampled_from(['<p onclick="x()">A</p>', '<a href="javascript:x">A</a>', '<img src="https://x/y"/>A',
                               '<iframe src="x"></iframe>A', '<p style="position:fixed">A</p>', "<form>A</form>",
                               '<a href="data:text/html,x">A</a>', "<p>A"]))  # fmt: skip
def test_an_unclean_narrative_is_cleaned(type_name: str, unclean: str) -> None:
    resource = valid(type_name)
    resource["text"]["div"] = OPEN + unclean + CLOSE
    div = stored(taken(sent(resource)).records[0])["text"]["div"]
    assert "A" in div
    assert not re.search(r"onclick|javascript|src=|iframe|style|form|data:", div)


BROKEN: list[tuple[str, str, Callable[[Json], Any]]] = [
    ("Appointment", "start", lambda a: a.pop("start")),
    ("Appointment", "end", lambda a: a.pop("end")),
    ("Appointment", "cancelationReason", lambda a: a.update(cancelationReason={"text": "ill"})),
    ("Appointment", "participant[0]", lambda a: a["participant"][0].pop("actor")),
    ("AllergyIntolerance", "clinicalStatus", lambda a: a.pop("clinicalStatus")),
    ("CarePlan", "activity[0].reference", lambda c: c["activity"][0].update(reference={"display": "x"})),
    ("Condition", "clinicalStatus", lambda c: c.update(abatementString="over")),
    ("Goal", "target[0].measure", lambda g: g["target"][0].pop("measure")),
    ("Immunization", "education[0]", lambda i: i["education"][0].pop("documentType")),
    ("Medication", "ingredient[0].strength", lambda m: m["ingredient"][0]["strength"].pop("denominator")),
    ("MedicationAdministration", "dosage", lambda m: (m["dosage"].pop("dose"), m["dosage"].pop("rateRatio"),
                                                      m["dosage"].update(text="x"))),
    ("MedicationDispense", "whenHandedOver", lambda m: m.update(whenHandedOver="2020-01-01")),
    ("MedicationRequest", "dosageInstruction[0].timing.repeat.periodUnit",
     lambda m: m["dosageInstruction"][0]["timing"]["repeat"].pop("periodUnit")),
    ("Observation", "component[0].dataAbsentReason",
     lambda o: o["component"][0].update(dataAbsentReason={"text": "x"})),
    ("Observation", "referenceRange[0]", lambda o: o.update(referenceRange=[{"age": {"low": {"value": 1}}}])),
    ("Patient", "contact[0]", lambda p: p["contact"][0].pop("name")),
    ("Patient", "telecom[0].system", lambda p: p["telecom"][0].pop("system")),
    ("Invoice", "totalNet.currency", lambda i: i["totalNet"].update(currency="dollars")),
    ("Questionnaire", "item", lambda q: q["item"].append({"linkId": "1", "type": "string"})),
    ("Questionnaire", "item[2].item", lambda q: q["item"][2].pop("item")),
    ("Questionnaire", "item[1].enableWhen[0].answerBoolean",
     lambda q: q["item"][1].update(enableWhen=[{"question": "0", "operator": "exists", "answerString": "x"}])),
    ("QuestionnaireResponse", "item[1].item", lambda q: q["item"][1].update(answer=[{"valueInteger": 1}])),
    ("ServiceRequest", "code", lambda s: s.pop("code")),
]  # fmt: skip


@pytest.mark.parametrize(("type_name", "place", "spoil"), BROKEN)
def test_a_broken_invariant(type_name: str, place: str, spoil: Callable[[Json], Any]) -> None:
    resource = valid(type_name)
    spoil(resource)
    issues = refused(sent(resource))
    assert issues.get(f"Bundle.entry[0].resource.{place}") in ("invariant", "code-invalid", "required"), issues


@given(TYPES, st.data())
def test_a_period_that_ends_before_it_starts(type_name: str, data: st.DataObject) -> None:
    resource, (owner, key, path) = drawn(
        data, type_name, lambda value, _: isinstance(value, dict) and value.keys() == {"start", "end"}
    )
    owner[key]["end"] = "2020-01-01"
    assert refused(sent(resource)).get(f"{path}.end") == "invariant"


@given(TYPES, st.data())
def test_a_unit_without_its_system_and_a_file_without_its_type(type_name: str, data: st.DataObject) -> None:
    resource, (owner, key, path) = drawn(
        data, type_name, lambda value, _: isinstance(value, dict) and bool(value.keys() & {"unit", "data"})
    )
    missing = "system" if "unit" in owner[key] else "contentType"
    del owner[key][missing]
    assert refused(sent(resource)).get(f"{path}.{missing}") == "invariant"
