"""What /fhir gives: every type, shared ones, pages, what is included, and to apps of any origin."""

from typing import Any
from urllib.parse import urlencode

import pytest

from local.gateway import HttpAnswer
from local.recorder import Recorder
from portal import store
from portal.records.parameters import SERVED, SHARED, parameters
from tests.api.test_records import chart_of, fhir, send_records
from tests.bundles import appointment, patient
from tests.circle import account_of, ask, told
from tests.cloud import ORIGIN, Cloud
from tests.e2e.records import VIDEO
from tests.invitees import a_link, a_representative, take_in
from tests.made_up import Maker
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
DOCTOR = {"resourceType": "Practitioner", "id": "dr", "name": [{"family": "Nair", "given": ["Priya"]}]}
CLINIC = {"resourceType": "Organization", "id": "clinic", "name": "Riverside"}


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def by_form(whom: Patient, type_name: str, form: str, address: str = "", **headers: str) -> HttpAnswer:
    headers = {"content_type": FORM} | headers
    return whom.cloud.call("POST", f"/fhir/{type_name}/_search{address}", form, token=whom.token, **headers)


def ids(bundle: Json) -> list[str]:
    return [entry["resource"]["id"] for entry in bundle.get("entry", []) if entry["search"]["mode"] == "match"]


def included(bundle: Json) -> list[str]:
    return [entry["resource"]["id"] for entry in bundle.get("entry", []) if entry["search"]["mode"] == "include"]


@pytest.mark.feature("E8+")
def test_every_type_is_read_and_searched_with_one_query(rosa: Patient) -> None:
    send_records(rosa, *Maker(2).some(2))
    chart = chart_of(rosa)
    for type_name in SERVED:
        search = f"_id={chart}" if type_name == "Patient" else f"patient={chart}"
        every = "".join(
            f"&{p.name}={'ge2020' if p.kind == 'date' else 'x'}" for p in parameters(type_name).values() if p.paths
        )
        for more in ("&_count=1", f"&_sort=date&_lastUpdated=ge2020{every}"):
            with Recorder().calls() as calls:
                fhir(rosa, f"{type_name}?{search}{more}")
            assert sum(call.operation == "Query" for call in calls) <= 1, more
            assert len(calls) <= 3, more
        with Recorder().calls() as calls:
            found = fhir(rosa, f"{type_name}?{search}&_revinclude=Provenance:target")
        assert sum(call.operation == "Query" for call in calls) == 2
        assert ids(found), type_name
        for id_ in ids(found):
            assert fhir(rosa, f"{type_name}/{id_}") in [entry["resource"] for entry in found["entry"]]


@pytest.mark.feature("E8+")
def test_provenance_comes_along_for_who_may_see_it(rosa: Patient) -> None:
    made = Maker(3)
    about = [made.one("MedicationRequest"), made.one("MedicationRequest"), made.one("Procedure")]
    target = [{"reference": f"urn:uuid:{each['id']}"} for each in about[1:]]
    send_records(rosa, *made.made, made.one("Provenance", target=target), made.one("Provenance", target=target[:1]))
    chart = chart_of(rosa)
    prescriptions = fhir(rosa, f"MedicationRequest?patient={chart}&_revinclude=Provenance:target")
    assert (prescriptions["total"], len(ids(prescriptions)), len(included(prescriptions))) == (2, 2, 2)
    procedures = fhir(rosa, f"Procedure?patient={chart}&_revinclude=Provenance:target")
    assert (len(ids(procedures)), len(included(procedures))) == (1, 1)
    assert set(included(procedures)) < set(included(prescriptions))
    assert set(ids(fhir(rosa, f"Provenance?patient={chart}&target=Procedure/{ids(procedures)[0]}"))) == set(
        included(procedures)
    )
    son = a_representative(rosa, permissions={"prescriptions": "read"})
    found = fhir(son, f"MedicationRequest?patient={chart}&_revinclude=Provenance:target")
    assert (len(ids(found)), included(found)) == (2, [])


@pytest.mark.feature("E1", "C3")
def test_a_video_link_is_not_given_to_who_has_no_telehealth(rosa: Patient) -> None:
    other = {"url": "https://example.org/parking", "valueString": "behind the house"}
    send_records(rosa, patient(), appointment(extension=[*VIDEO, other]), appointment(id="v2", extension=VIDEO))
    chart = chart_of(rosa)
    mine = fhir(rosa, f"Appointment?patient={chart}")["entry"]
    assert str(mine).count("video.example.org") == 2
    son = a_representative(rosa, permissions={"appointments": "write"})
    his = fhir(son, f"Appointment?patient={chart}")["entry"]
    his_by_id = [fhir(son, f"Appointment/{entry['resource']['id']}") for entry in mine]
    for entry, read in zip(his, his_by_id, strict=True):
        assert entry["resource"] == read
        assert "video.example.org" not in str(read)
        assert "blue door" not in str(read)
        assert read.get("extension", [other]) == [other]
    daughter = a_representative(rosa, permissions={"appointments": "read", "telehealth": "read"})
    assert fhir(daughter, f"Appointment?patient={chart}")["entry"] == mine


@pytest.mark.feature("E8+", "X5")
def test_what_a_practice_shares_is_read_by_who_may_see_anything_of_a_chart_there(
    cloud: Cloud, practice: Practice, rosa: Patient
) -> None:
    role = {"resourceType": "PractitionerRole", "id": "role", "practitioner": {"reference": "urn:uuid:dr"}}
    place = {"resourceType": "Location", "id": "room", "name": "Room 7"}
    send_records(rosa, patient(generalPractitioner=[{"reference": "urn:uuid:dr"}]), DOCTOR, CLINIC, role, place)
    found = fhir(rosa, f"Patient/{chart_of(rosa)}")["generalPractitioner"][0]["reference"]
    assert fhir(rosa, found)["name"][0]["family"] == "Nair"
    son = a_representative(rosa, permissions={"billing": "read"})
    assert fhir(son, found) == fhir(rosa, found)
    assert fhir(a_patient(practice, "Walter"), found) == fhir(rosa, found)
    fhir(a_patient(a_practice(cloud, "Harbor Clinic")), found, 404)
    fhir(rosa, f"Practitioner/{practice.id}.nothing", 404)
    fhir(rosa, f"Practitioner/{chart_of(rosa)}", 404)
    fhir(rosa, f"Observation/{found.partition('/')[2]}", 404)
    chart = chart_of(rosa)
    store.update(store.keys.access(account_of(son), chart), set={"off": True})
    fhir(son, found, 404)
    for type_name in SHARED:
        fhir(rosa, f"{type_name}?patient={chart}", 400)


@pytest.mark.feature("E8+")
def test_patients_are_found_among_ones_own_charts_one_on_each_page(practice: Practice, rosa: Patient) -> None:
    send_records(rosa, patient(name=[{"family": "Álvarez", "given": ["Rosa"]}], birthDate="1956-04-28"))
    child = a_known_patient(practice, "Sam", rosa.email)
    take_in(rosa, child, a_link(child, "primary", rosa.email))
    a_patient(practice, "Walter")

    def found(query: str) -> list[str]:
        names, path = [], f"Patient?{query}"
        while path:
            with Recorder().calls() as calls:
                page = fhir(rosa, path)
            assert len(calls) <= 3
            assert len(page.get("entry", [])) <= 1
            names += [entry["resource"]["name"][0]["given"][0] for entry in page.get("entry", [])]
            following = [link["url"] for link in page["link"] if link["relation"] == "next"]
            path = following[0].removeprefix(f"{ORIGIN}/fhir/") if following else ""
        assert page["total"] == len(names)
        return sorted(names)

    assert found("") == ["Rosa", "Sam"]
    assert found("name=alv") == found("family=ALVAREZ") == ["Rosa", "Sam"]
    assert found("given=ro") == ["Rosa"]
    assert found("given=osa") == []
    assert found("birthdate=1956-04-28&name=rosa") == ["Rosa"]
    assert found("birthdate=lt1900") == []
    assert found(f"identifier={rosa.id}") == found(f"identifier=urn:kinchart:practice:{practice.id}|{rosa.id}")
    assert found("name=walter") == []
    charts = [each["charts"][0]["id"] for each in told(ask(rosa, "GET", "/api/members"))["members"]]
    assert found(f"_id={','.join(charts)},nobody") == ["Rosa", "Sam"]
    for refused in ("name:exact=Rosa", "_sort=name", "general-practitioner=x", "cursor=x"):
        fhir(rosa, f"Patient?{refused}", 400)


@pytest.mark.feature("E8+")
def test_a_search_by_form_gives_the_same_answer(rosa: Patient) -> None:
    send_records(rosa, *Maker(4).some(2))
    chart = chart_of(rosa)
    query = urlencode({"patient": f"Patient/{chart}", "category": "laboratory,survey", "_sort": "date"})
    given = fhir(rosa, f"Observation?{query}")
    answers = [by_form(rosa, "Observation", query), by_form(rosa, "Observation", "_sort=date", f"?{query[:-11]}")]
    answers.append(by_form(rosa, "Observation", "", f"?{query}"))
    for answer in answers:
        assert answer.status == 200, answer.body
        assert ids(answer.json()) == ids(given)
    assert by_form(rosa, "Observation", query, content_type="application/json").status == 415
    assert by_form(rosa, "Observation", "x" * 70_000).status == 413
    assert by_form(rosa, "Observation", "a=1&" * 300).status == 400
    assert by_form(rosa, "Observation", "code=x").status == 400
    assert by_form(rosa, "Nonsense", query).status == 404


def test_what_was_not_changed_is_not_sent_again(rosa: Patient) -> None:
    send_records(rosa, patient(), appointment())
    id_ = ids(fhir(rosa, f"Appointment?patient={chart_of(rosa)}"))[0]
    answer = rosa.cloud.call("GET", f"/fhir/Appointment/{id_}", token=rosa.token)
    tag = answer.header("etag") or ""
    again = rosa.cloud.call("GET", f"/fhir/Appointment/{id_}", token=rosa.token, if_none_match=tag)
    assert (tag, again.status, again.body, again.header("etag")) == ('W/"1"', 304, b"", tag)
    other = rosa.cloud.call("GET", f"/fhir/Appointment/{id_}", token=rosa.token, if_none_match='W/"0"')
    assert other.status == 200


@pytest.mark.feature("E8+")
def test_apps_of_any_origin_may_ask_and_nothing_goes_along_by_itself(cloud: Cloud, rosa: Patient) -> None:
    preflight = {"origin": "https://app.example", "access_control_request_headers": "authorization,prefer"}
    for path in ("Patient", "Observation/1", "Observation/_search", "metadata", "Binary/1", "a/b/c"):
        asked = cloud.call("OPTIONS", f"/fhir/{path}", access_control_request_method="GET", **preflight)
        assert (asked.status, asked.header("access-control-allow-origin")) == (204, "*")
        assert {"authorization", "content-type", "prefer"} <= set(
            (asked.header("access-control-allow-headers") or "").split(",")
        )
        assert asked.header("access-control-allow-credentials") is None
    for path, token in (("Patient", rosa.token), ("Patient", ""), ("metadata", ""), ("Nonsense", ""), ("a/b/c", "")):
        answer = cloud.call("GET", f"/fhir/{path}", token=token, origin="https://app.example")
        assert answer.header("access-control-allow-origin") == "*", path
        assert "ETag" in (answer.header("access-control-expose-headers") or "")


ELSEWHERE = {
    ("DELETE", "Observation/1"): (405, "not-supported", "GET"),
    ("PUT", "Patient/1"): (405, "not-supported", "GET"),
    ("PATCH", "Patient/1"): (405, "not-supported", "GET"),
    ("POST", "Observation"): (405, "not-supported", "GET"),
    ("POST", "metadata"): (405, "not-supported", "GET"),
    ("PUT", "Observation/_search"): (405, "not-supported", "POST"),
    ("GET", "Observation/1/_history"): (404, "not-found", None),
    ("GET", "Observation/1/_history/1"): (404, "not-found", None),
    ("POST", "Practitioner/_search"): (401, "login", None),
    ("GET", "Nonsense/1/2"): (404, "not-found", None),
    ("POST", "Nonsense"): (404, "not-found", None),
}


def test_what_is_no_operation_is_refused_in_fhirs_words(cloud: Cloud) -> None:
    for (method, path), (status, code, allowed) in ELSEWHERE.items():
        answer = cloud.call(method, f"/fhir/{path}")
        assert (answer.status, answer.json()["issue"][0]["code"]) == (status, code), (method, path, answer.body)
        assert answer.header("allow") == allowed
        assert answer.header("content-type") == "application/fhir+json"
    assert "Observation" in cloud.call("POST", "/fhir/Nonsense").json()["issue"][0]["diagnostics"]


def test_who_wants_to_be_understood_leniently_says_so(rosa: Patient) -> None:
    send_records(rosa, patient(), appointment())
    path = f"/fhir/Appointment?patient={chart_of(rosa)}&colour=red&_summary=true&_total=accurate&_pretty=true"
    assert rosa.cloud.call("GET", path, token=rosa.token).status == 400
    answer = rosa.cloud.call("GET", path, token=rosa.token, prefer="respond-async, handling=lenient")
    assert len(ids(answer.json())) == 1
    assert "colour" not in answer.json()["link"][0]["url"]
    assert rosa.cloud.call("GET", f"{path}&status:not=x", token=rosa.token, prefer="handling=lenient").status == 400
