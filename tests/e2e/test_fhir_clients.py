"""FHIR clients, unmodified and told only the address and a token, read and page a patient's labs."""

import json
import os
import subprocess

import pytest
from fhirclient.client import FHIRClient
from fhirclient.models.observation import Observation
from fhirclient.models.patient import Patient as FhirPatient
from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import ResourceNotFound

from local.place import ROOT
from tests.api.test_records import a1cs
from tests.bundles import bundle
from tests.bundles import patient as fhir_patient
from tests.e2e.laptop import Laptop
from tests.people import Patient, a_patient, a_practice

LABS = 130


@pytest.fixture(scope="module")
def rosa(laptop: Laptop) -> Patient:
    rosa = a_patient(a_practice(laptop))
    told = {"patient_id": rosa.id, "bundle": bundle(fhir_patient(), *a1cs(LABS))}
    answer = rosa.practice.send("records.upserted", told)
    assert answer.status == 202, answer.body
    imported = answer.json()["import"]
    while rosa.practice.get(f"/imports/{imported}").json()["state"] not in ("complete", "failed"):
        pass
    return rosa


@pytest.fixture(scope="module")
def chart(rosa: Patient) -> str:
    members = rosa.cloud.call("GET", "/api/members", token=rosa.token).json()["members"]
    return str(members[0]["charts"][0]["id"])


@pytest.mark.feature("E8+")
def test_fhirclient(laptop: Laptop, rosa: Patient, chart: str) -> None:
    auth = {"app_id": "app", "access_token": rosa.token}
    server = {"base_uri": f"{laptop.web}/fhir/", "auth_type": "oauth2", "auth": auth}
    client = FHIRClient(state={"app_id": "app", "server": server})
    assert client.ready
    search = Observation.where({"patient": chart, "category": "laboratory", "_count": "50"})
    found = list(search.perform_resources_iter(client.server))
    assert len({each.id for each in found}) == LABS
    assert Observation.read(found[0].id, client.server).as_json() == found[0].as_json()
    assert FhirPatient.read(chart, client.server).birthDate.isostring == "1966-02-03"
    assert client.server.capabilityStatement.fhirVersion == "4.0.1"


@pytest.mark.feature("E8+")
def test_fhirpy(laptop: Laptop, rosa: Patient, chart: str) -> None:
    client = SyncFHIRClient(f"{laptop.web}/fhir", authorization=f"Bearer {rosa.token}")
    labs = client.resources("Observation").search(patient=chart, category="laboratory").sort("-date").limit(50)
    found = labs.fetch_all()
    assert len({each.id for each in found}) == LABS
    assert labs.fetch() == found[:50]
    assert client.reference("Observation", found[0].id).to_resource() == found[0]
    assert client.resources("Patient").search(_id=chart).get()["birthDate"] == "1966-02-03"
    with pytest.raises(ResourceNotFound):
        client.reference("Observation", "somebody.else").to_resource()


@pytest.mark.feature("E8+")
def test_fhir_kit_client(laptop: Laptop, rosa: Patient, chart: str) -> None:
    told = {"baseUrl": f"{laptop.web}/fhir", "token": rosa.token, "patient": chart}
    command = ["node", str(ROOT / "tests/clients/fhir-kit-client.mjs")]
    environment = os.environ | {"KINCHART": json.dumps(told)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert len(set(found["labs"])) == LABS
    assert found["posted"] == found["labs"]
    assert (found["first"], found["fhirVersion"]) == (found["labs"][0], "4.0.1")
    assert found["refused"] == {"status": 404, "code": "not-found"}
