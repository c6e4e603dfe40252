"""Bundles that are refused: every bad place is named, by its FHIRPath, at once."""

import contextlib
import copy
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import InvalidBundle
from portal.records import narrative
from tests.bundles import Json, appointment, bundle, observation, patient, refused, stored, taken

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
        ({"contentType": "text/plain\r\nx: y", "data": "aGVsbG8="}, "contentType", "value"),
        ({"contentType": "text/" + "x" * 300, "data": "aGVsbG8="}, "contentType", "value"),
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


def test_a_record_too_large_for_an_answer_is_refused() -> None:
    noise = "ab" * 1_000_000
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


@pytest.mark.parametrize("div", ["<" + " " * 300_000, "< " * 150_000, "<br " * 100_000, "<" * 300_000])
def test_no_narrative_takes_long_to_look_through(div: str) -> None:
    begun = time.process_time()
    assert not narrative.has_script(div)
    narrative.cleaned(div)
    assert time.process_time() - begun < 2


def test_a_bundle_has_so_many_entries() -> None:
    assert refused({"resourceType": "Bundle", "type": "batch", "entry": [{}] * 100_001}) == {"Bundle.entry": "too-long"}


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


def test_a_place_whose_name_has_no_end_is_cut() -> None:
    [place] = refused(bundle(patient(**{"x" * 100_000: 1})))
    assert len(place) == 500


DOCTOR = {"resourceType": "Practitioner", "id": "d", "name": [{"given": ["Ana"], "prefix": ["Dr."]}],
          "identifier": [{"system": "http://npi", "value": "9"}]}  # fmt: skip
REFERRING = observation(
    contained=[{"resourceType": "Organization", "id": "o", "name": "Lab"}],
    performer=[{"reference": "#o"}, {"reference": "Practitioner?identifier=http://npi|9"}, {"reference": "urn:uuid:d"}],
    subject={"type": "Patient", "identifier": {"value": "4711"}},
)


@given(st.data())
def test_whatever_is_sent_ends_in_records_or_a_refusal(data: st.DataObject) -> None:
    """Some parts of a good bundle replaced by anything: never another exception."""
    scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
    anything = st.recursive(scalars, lambda x: st.lists(x) | st.dictionaries(st.text(), x), max_leaves=5)
    sent = copy.deepcopy(bundle(patient(), DOCTOR, REFERRING, appointment()))
    for _ in range(data.draw(st.integers(1, 3))):
        _spoil(sent, data, anything)
    with contextlib.suppress(InvalidBundle):
        taken(sent)


def _spoil(node: Any, data: st.DataObject, anything: st.SearchStrategy[Any]) -> None:
    while isinstance(node, dict | list) and node:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.integers(0, 4)) == 0:
            node[key] = data.draw(anything)
            return
        node = node[key]


def test_a_bad_element_does_not_hide_a_bad_reference() -> None:
    both = observation(status="fnal", subject={"reference": "Patient/walter"})
    assert refused(bundle(patient(), both)) == {
        "Bundle.entry[1].resource.status": "code-invalid",
        "Bundle.entry[1].resource.subject.reference": "forbidden",
    }
