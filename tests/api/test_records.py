"""Records from the practice's webhook to the one who reads them."""

import json
from typing import Any

import pytest
from fhir.resources.R4B.capabilitystatement import CapabilityStatement

from portal.records.parameters import SERVED, SHARED
from tests.bundles import appointment, bundle, observation, patient
from tests.cloud import ORIGIN, Cloud, problem
from tests.people import Patient, Practice, a_known_patient, a_patient

Json = dict[str, Any]
VITALS = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "vital-signs"}]}


def send_records(whom: Patient, *resources: Json, webhook_id: str = "") -> str:
    """The id of the import, which is over."""
    told = {"patient_id": whom.id, "bundle": bundle(*resources)}
    answer = whom.practice.send("records.upserted", told, webhook_id=webhook_id)
    assert answer.status == 202, answer.body
    whom.cloud.settle()
    return str(answer.json()["import"])


def import_report(practice: Practice, import_id: str) -> Json:
    answer = practice.get(f"/imports/{import_id}")
    assert answer.status == 200, answer.body
    report: Json = answer.json()
    return report


def chart_of(whom: Patient) -> str:
    members = whom.cloud.call("GET", "/api/members", token=whom.token).json()["members"]
    return str(members[0]["charts"][0]["id"])


def a1cs(count: int) -> list[Json]:
    return [observation(id=f"a1c-{n}", effectiveDateTime=f"{1750 + n}-03-02") for n in range(count)]


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def fhir(whom: Patient, path: str, status: int = 200) -> Json:
    answer = whom.cloud.call("GET", f"/fhir/{path}", token=whom.token)
    assert answer.header("content-type") == "application/fhir+json"
    body: Json = answer.json()
    assert answer.status == status, body
    if status >= 400:
        assert body["resourceType"] == "OperationOutcome"
        assert body["issue"][0]["diagnostics"]
    return body


@pytest.mark.feature("E8+")
def test_records_arrive_and_are_read(cloud: Cloud, rosa: Patient) -> None:
    sent = [patient(), observation(), appointment(), observation(id="bp", category=[VITALS])]
    report = import_report(rosa.practice, send_records(rosa, *sent))
    assert report["state"] == "complete"
    assert report["sent"] == report["stored"] == {"Patient": 1, "Observation": 2, "Appointment": 1}
    assert (report["written"], report["unchanged"]) == (4, 0)
    chart = chart_of(rosa)
    labs = fhir(rosa, f"Observation?patient={chart}&category=laboratory&code=http://loinc.org|4548-4&_sort=-date")
    assert labs["total"] == 1
    found = labs["entry"][0]
    assert found["resource"]["valueQuantity"]["value"] == 6.1
    assert found["resource"]["subject"]["reference"] == f"Patient/{chart}"
    assert found["fullUrl"].endswith(f"/fhir/Observation/{found['resource']['id']}")
    assert fhir(rosa, f"Observation/{found['resource']['id']}") == found["resource"]
    assert fhir(rosa, f"Observation?patient=Patient/{chart}")["total"] == 2
    assert fhir(rosa, f"Appointment?patient={chart}&date=ge2026-12-01&status=booked")["total"] == 1
    assert fhir(rosa, f"Patient/{chart}")["birthDate"] == "1966-02-03"
    assert fhir(rosa, f"Patient?_id={chart}")["total"] == 1


def test_before_any_bundle_the_patient_is_there(cloud: Cloud, rosa: Patient) -> None:
    chart = chart_of(rosa)
    told = fhir(rosa, f"Patient/{chart}")
    assert told["name"][0] == {"use": "official", "family": "Alvarez", "given": ["Rosa"]}
    renamed = {"id": rosa.id, "given": "Rosita", "family": "Alvarez", "birth_date": "04/28/1956"}
    assert rosa.practice.send("patient.upserted", {"patient": renamed}).status == 202
    again = fhir(rosa, f"Patient/{chart}")
    assert (again["name"][0]["given"], again["meta"]["versionId"]) == (["Rosita"], "2")
    send_records(rosa, patient(name=[{"family": "Alvarez", "given": ["Rosa", "Maria"]}]))
    assert rosa.practice.send("patient.upserted", {"patient": renamed | {"given": "R."}}).status == 202
    assert fhir(rosa, f"Patient/{chart}")["name"][0]["given"] == ["Rosa", "Maria"]


def test_pushed_again_nothing_changes(cloud: Cloud, rosa: Patient) -> None:
    sent = [patient(), *a1cs(130)]
    first = import_report(rosa.practice, send_records(rosa, *sent))
    assert first["written"] == 131
    again = import_report(rosa.practice, send_records(rosa, *sent))
    assert (again["written"], again["unchanged"], again["stored"]) == (0, 131, first["sent"])
    sent[1] = sent[1] | {"status": "amended"}
    changed = import_report(rosa.practice, send_records(rosa, *sent))
    assert (changed["written"], changed["unchanged"]) == (1, 130)
    versions = [
        e["resource"]["meta"]["versionId"]
        for e in fhir(rosa, f"Observation?patient={chart_of(rosa)}&_count=100&_sort=date")["entry"]
    ]
    assert versions == ["2"] + ["1"] * 99


def test_a_message_seen_before_gets_the_same_answer(cloud: Cloud, rosa: Patient) -> None:
    first = send_records(rosa, patient(), observation(), webhook_id="msg_1")
    told = {"patient_id": rosa.id, "bundle": {"resourceType": "not even looked at"}}
    again = rosa.practice.send("records.upserted", told, webhook_id="msg_1")
    assert (again.status, again.json()) == (202, {"import": first})


def test_an_import_that_died_goes_on(cloud: Cloud, rosa: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal import clock
    from portal.records import imports

    told = {"patient_id": rosa.id, "bundle": bundle(patient(), *a1cs(250))}
    answer = rosa.practice.send("records.upserted", told)
    import_id = answer.json()["import"]
    assert import_report(rosa.practice, import_id)["state"] == "queued"
    store_batch, batches = imports._store, []

    def dies(*args: Any, **more: Any) -> Any:
        if len(batches) == 2:
            raise ConnectionError
        batches.append(1)
        return store_batch(*args, **more)

    monkeypatch.setattr(imports, "_store", dies)
    with pytest.raises(ConnectionError):
        imports.run(rosa.practice.id, import_id, clock.now())
    halfway = import_report(rosa.practice, import_id)
    assert (halfway["state"], halfway["written"]) == ("storing", 198)
    monkeypatch.setattr(imports, "_store", store_batch)
    cloud.settle()
    done = import_report(rosa.practice, import_id)
    assert (done["state"], done["written"], done["stored"]) == ("complete", 251, {"Patient": 1, "Observation": 250})


def test_an_older_import_never_overwrites_a_newer_one(cloud: Cloud, rosa: Patient) -> None:
    from portal import clock
    from portal.records import imports

    older, newer = (
        rosa.practice.send("records.upserted", {"patient_id": rosa.id, "bundle": bundle(observation(
            subject={"reference": f"Patient/{rosa.id}"}, status=status))}).json()["import"]
        for status in ("preliminary", "final")
    )  # fmt: skip
    imports.run(rosa.practice.id, newer, clock.now())
    imports.run(rosa.practice.id, older, clock.now())
    found = fhir(rosa, f"Observation?patient={chart_of(rosa)}")["entry"]
    assert [e["resource"]["status"] for e in found] == ["final"]


@pytest.mark.feature("X3")
@pytest.mark.parametrize("sort", ["date", "-date"])
def test_pages_follow_each_other_without_gap_or_repeat(cloud: Cloud, rosa: Patient, sort: str) -> None:
    send_records(rosa, patient(), *a1cs(45), observation(id="undated", effectiveDateTime="2020"))
    seen: list[str] = []
    path: str | None = f"Observation?patient={chart_of(rosa)}&category=laboratory&_count=20&_sort={sort}"
    pages = 0
    while path:
        page = fhir(rosa, path)
        pages += 1
        seen += [e["resource"]["effectiveDateTime"] for e in page["entry"]]
        links = {link["relation"]: link["url"] for link in page["link"]}
        path = links["next"].removeprefix(f"{ORIGIN}/fhir/") if "next" in links else None
    assert pages == 3
    assert len(seen) == 46
    assert seen == sorted(seen, reverse=sort == "-date")


def test_a_cursor_is_good_for_its_own_search_only(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), *a1cs(5))
    chart = chart_of(rosa)
    page = fhir(rosa, f"Observation?patient={chart}&_count=2")
    following = next(link["url"] for link in page["link"] if link["relation"] == "next").removeprefix(f"{ORIGIN}/fhir/")
    assert len(fhir(rosa, following)["entry"]) == 2
    for forged in (
        following.replace("_count=2", "_count=3"),
        following.replace("Observation", "Appointment"),
        following[:-3] + "abc",
        f"Observation?patient={chart}&_count=2&cursor=%C3%A4",
    ):
        fhir(rosa, forged, 400)


REFUSED = {
    "Observation?patient={chart}&colour=red": 400,
    "Observation?patient={chart}&date=tomorrow": 400,
    "Observation?patient={chart}&date=2026-02-30": 400,
    "Observation?patient={chart}&_count=0": 400,
    "Observation?patient={chart}&_sort=name": 400,
    "Observation?patient={chart}&code=": 400,
    "Observation?patient={chart}&subject=x": 400,
    "Observation?patient={chart}&_format=xml": 400,
    "Observation?code=1": 400,
    "Observation": 400,
    "Nonsense?patient={chart}": 404,
    "Communication?patient={chart}": 404,
    "Practitioner?_id=1": 400,
    "Patient/{chart}/_history": 404,
    "{chart}": 404,
    "Observation?patient=somebody": 404,
    "Observation/{chart}.nothing": 404,
    "Observation/somebody.nothing": 404,
    "Patient/somebody": 404,
}


def test_a_search_that_cannot_be_is_refused_in_fhirs_way(cloud: Cloud, rosa: Patient) -> None:
    chart = chart_of(rosa)
    for query, status in REFUSED.items():
        fhir(rosa, query.format(chart=chart), status)


@pytest.mark.feature("X5")
def test_others_records_are_not_there(cloud: Cloud, practice: Practice, rosa: Patient) -> None:
    send_records(rosa, patient(), observation())
    chart = chart_of(rosa)
    mine = fhir(rosa, f"Observation?patient={chart}")["entry"][0]["resource"]["id"]
    walter = a_patient(practice, "Walter")
    for path in (f"Observation?patient={chart}", f"Observation/{mine}", f"Patient/{chart}", f"Patient?_id={chart}"):
        assert fhir(walter, path, 404) == fhir(walter, path.replace(chart, "nobody"), 404)
    for path in (f"Observation?patient={chart}", f"Observation/{mine}", "Nonsense/1", "Observation"):
        anonymous = cloud.call("GET", f"/fhir/{path}")
        assert anonymous.status == 401
        assert anonymous.json()["issue"][0]["code"] == "login"


def test_sections_decide_what_a_search_finds(cloud: Cloud, rosa: Patient) -> None:
    from portal import store
    from portal.store.items import Access

    send_records(rosa, patient(), observation(), observation(id="bp", category=[VITALS]), appointment())
    chart = chart_of(rosa)
    bp = fhir(rosa, f"Observation?patient={chart}&category=vital-signs")["entry"][0]["resource"]["id"]
    account = cloud.call("POST", "/api/auth/get-user", {}, token=rosa.token).json()["UserAttributes"][0]["Value"]
    key = store.keys.access(account, chart)
    assert isinstance(store.update(key, set={"sections": {"labs": "read"}}), Access)
    assert [e["resource"]["id"] for e in fhir(rosa, f"Observation?patient={chart}")["entry"]] != [bp]
    assert fhir(rosa, f"Observation?patient={chart}")["total"] == 1
    fhir(rosa, f"Observation?patient={chart}&category=vital-signs", 403)
    fhir(rosa, f"Observation/{bp}", 404)
    fhir(rosa, f"Appointment?patient={chart}", 403)
    fhir(rosa, f"Patient/{chart}", 403)


@pytest.mark.feature("A8")
def test_reading_is_audited_before_the_answer(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), observation())
    for _ in range(3):
        fhir(rosa, f"Observation?patient={chart_of(rosa)}&category=laboratory")
    entries = cloud.call("GET", "/api/audit?kind=record", token=rosa.token).json()["entries"]
    assert [(e["action"], e["section"]) for e in entries] == [("record.viewed", "labs")]


def test_metadata_is_for_everybody(cloud: Cloud) -> None:
    answer = cloud.call("GET", "/fhir/metadata")
    assert (answer.status, answer.header("content-type")) == (200, "application/fhir+json")
    assert CapabilityStatement.model_validate_json(answer.body)
    searched = {
        each["type"]: {p["name"]: p["type"] for p in each.get("searchParam", [])}
        for each in answer.json()["rest"][0]["resource"]
    }
    assert len(searched) == len(SERVED) + len(SHARED)
    assert searched["Condition"]["onset-date"] == "date"
    assert searched["Encounter"]["class"] == "token"
    assert searched["Practitioner"] == {}


def test_operators_import_a_bundle(cloud: Cloud, practice: Practice) -> None:
    known = a_known_patient(practice)
    event = {"practice_id": practice.id, "patient_id": known.id, "bundle": bundle(patient(), observation())}
    made = cloud.ops("ImportBundle", event)
    assert made["sent"] == {"Patient": 1, "Observation": 1}
    cloud.settle()
    assert import_report(practice, made["id"])["state"] == "complete"
    refused = cloud.ops("ImportBundle", event | {"bundle": bundle(observation(status="fnal"))})
    assert "Bundle.entry[0].resource.status" in json.dumps(refused)
    assert cloud.ops("ImportBundle", event | {"patient_id": "nobody"})["status"] == 404


def test_imports_are_told_to_their_own_practice_only(cloud: Cloud, practice: Practice, rosa: Patient) -> None:
    from tests.people import a_practice

    import_id = send_records(rosa, patient())
    assert problem(a_practice(cloud).get(f"/imports/{import_id}")) == "not-found"
    assert problem(cloud.call("GET", f"/api/practices/{practice.id}/imports/{import_id}")) == "bad-signature"
