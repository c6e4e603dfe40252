"""Another patient's records by every way to which a search or an id can be bent, and searches that make no sense."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local.gateway import HttpAnswer
from portal.records.parameters import SERVED, parameters
from tests.api.test_fhir_reading import by_form
from tests.api.test_records import chart_of, fhir, send_records
from tests.cloud import ORIGIN, Cloud, running
from tests.made_up import Maker
from tests.people import Patient, a_patient, a_practice

Json = dict[str, Any]


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    """One for all tests here: nothing is changed by who reads."""
    with running() as cloud:
        yield cloud


@pytest.fixture(scope="module")
def rosa(cloud: Cloud) -> Patient:
    """Whose records are wanted."""
    return _with_records(a_patient(a_practice(cloud)), 5)


@pytest.fixture(scope="module")
def walter(rosa: Patient) -> Patient:
    """Who wants them, a patient of the same practice with records of his own."""
    return _with_records(a_patient(rosa.practice, "Walter"), 6)


@pytest.fixture(scope="module")
def hers(rosa: Patient) -> dict[str, list[Json]]:
    chart = chart_of(rosa)
    found = {name: fhir(rosa, f"{name}?{_of(name, chart)}&_count=100") for name in SERVED}
    return {name: [entry["resource"] for entry in bundle["entry"]] for name, bundle in found.items()}


def _with_records(whom: Patient, seed: int) -> Patient:
    send_records(whom, *Maker(seed).some(2))
    return whom


def _of(type_name: str, chart: str) -> str:
    return f"_id={chart}" if type_name == "Patient" else f"patient={chart}"


def nothing_of(chart: str, answer: HttpAnswer, asked: object) -> None:
    """Refused, or an answer that has only one's own. The links repeat what was asked."""
    assert answer.status in (200, 400, 403, 404), (asked, answer.status, answer.body)
    told = answer.json()
    if answer.status != 200:
        assert told["resourceType"] == "OperationOutcome"
        assert chart not in str(told), asked
        return
    assert told["resourceType"] == "Bundle", asked
    assert chart not in str(told.get("entry", "")), asked


@pytest.mark.feature("X5", "E8+")
def test_another_patients_id_leads_nowhere(rosa: Patient, walter: Patient, hers: dict[str, list[Json]]) -> None:
    chart, mine = chart_of(rosa), chart_of(walter)
    for type_name, resources in hers.items():
        id_ = resources[0]["id"]
        assert fhir(walter, f"{type_name}/{id_}", 404) == fhir(walter, f"{type_name}/{chart}.nothing", 404)
        for bent in (
            f"{mine}.{id_}",
            quote(f"{mine}/../{id_}", safe=""),
            f"{id_}%00",
            f"{mine}%23{id_}",
        ):
            answer = walter.cloud.call("GET", f"/fhir/{type_name}/{bent}", token=walter.token)
            assert answer.status == 404, bent
        for query in _searches_for(type_name, id_, chart, mine):
            answer = walter.cloud.call("GET", f"/fhir/{type_name}?{query}", token=walter.token)
            nothing_of(chart, answer, query)
            nothing_of(chart, by_form(walter, type_name, query), query)


def _searches_for(type_name: str, id_: str, chart: str, mine: str) -> list[str]:
    own = _of(type_name, mine)
    return [
        _of(type_name, chart),
        f"patient=Patient/{chart}",
        f"patient={ORIGIN}/fhir/Patient/{chart}",
        f"_id={id_}",
        f"{own}&_id={id_}",
        f"_id={id_}&{own}",
        f"{own}&{_of(type_name, chart)}",
        f"{_of(type_name, chart)}&{own}",
        f"patient={mine},{chart}",
        f"patient={mine}%2C{chart}",
        f"_id={mine}.x,{id_}",
        f"{own}&subject=Patient/{chart}",
        f"subject=Patient/{chart}",
        f"patient:Patient={chart}",
        f"{own}&patient:Patient={chart}",
        f"patient.identifier={chart}&{own}",
        f"{own}&_has:Provenance:target:recorded=ge2000",
        f"{own}&_include={type_name}:patient",
        f"{own}&_revinclude=Provenance:target&_id={id_}",
        f"patient={mine}%23{chart}",
        f"patient=%20{chart}",
        f"PATIENT={chart}",
        f"patient[]={chart}",
        f"{own}&__proto__={chart}",
    ]


@pytest.mark.feature("X5", "E8+")
def test_no_parameter_finds_what_another_patient_has(
    rosa: Patient, walter: Patient, hers: dict[str, list[Json]]
) -> None:
    chart, mine = chart_of(rosa), chart_of(walter)
    for type_name in SERVED:
        some = {"code": "4548-4", "identifier": "n1", "name": "rosa", "target": f"Patient/{chart}"}
        for parameter in parameters(type_name).values():
            value = "ge1900" if parameter.kind == "date" else some.get(parameter.name, "active")
            for query in (
                {parameter.name: value},
                {"_id": mine if type_name == "Patient" else f"{mine}.x", parameter.name: value},
                {"_id": hers[type_name][0]["id"], parameter.name: value},
            ):
                answer = walter.cloud.call("GET", f"/fhir/{type_name}?{urlencode(query)}", token=walter.token)
                nothing_of(chart, answer, query)
    for name in ("rosa", "alvarez", ""):
        answer = walter.cloud.call("GET", f"/fhir/Patient?name={name}", token=walter.token)
        nothing_of(chart, answer, name)


@pytest.mark.feature("X5", "E8+")
def test_anothers_cursor_opens_nothing(rosa: Patient, walter: Patient) -> None:
    def following(whom: Patient, query: str) -> str:
        links = fhir(whom, f"Observation?{query}&_count=1")["link"]
        return next(link["url"] for link in links if link["relation"] == "next").removeprefix(f"{ORIGIN}/fhir/")

    chart, mine = chart_of(rosa), chart_of(walter)
    page = following(rosa, f"patient={chart}")
    fhir(walter, page, 404)
    fhir(walter, page.replace(chart, mine), 400)
    own = following(walter, f"patient={mine}")
    fhir(walter, own)
    fhir(walter, own.replace(mine, chart), 404)
    fhir(rosa, own.replace(mine, chart), 400)
    for bent in (own.replace("_count=1", "_count=100"), own.replace("Observation", "Procedure"), own + "A", own[:-1]):
        fhir(walter, bent, 400)


NAMES = sorted({name for type_name in SERVED for name in parameters(type_name)} | {
    "_id", "_count", "_sort", "_format", "_revinclude", "_summary", "_elements", "_total", "cursor", "subject",
    "code:not", "patient:Patient", "_include", "",
})  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["active", "a|b", "|", "a,b", ",", "\\", "a\\,b", "\\|", "-date", "Provenance:target", "json", "1", "0"]
    ),
    st.from_regex(
        r"(eq|ne|ge|gt|le|lt|sa|eb|ap)?[0-9]{4}(-[0-9]{2}){0,2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?)?", fullmatch=True
    ),
    st.lists(st.sampled_from(["2026", "a", "x|y"]), min_size=1, max_size=120).map(",".join),
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    type_name=st.one_of(st.sampled_from(SERVED), st.text(min_size=1, max_size=10)),
    query=st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUES), max_size=6),
    lenient=st.booleans(),
    by_post=st.booleans(),
)
@pytest.mark.feature("E8+", "X1")
def test_no_search_is_too_odd(
    walter: Patient, rosa: Patient, type_name: str, query: list[tuple[str, str]], lenient: bool, by_post: bool
) -> None:
    given = urlencode([("patient", chart_of(walter)), *query], errors="replace")
    prefer = {"prefer": "handling=lenient"} if lenient else {}
    path = quote(type_name, safe="", errors="replace")
    if by_post:
        answer = by_form(walter, path, given, **prefer)
    else:
        answer = walter.cloud.call("GET", f"/fhir/{path}?{given}", token=walter.token, **prefer)
    nothing_of(chart_of(rosa), answer, given)
