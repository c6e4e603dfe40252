"""Files of records, uploads and new results, each branch that asks AWS for something else."""

import json
import os
import random
from typing import Any

import boto3

from tests.api.test_records import chart_of, fhir, send_records
from tests.bundles import LAB, a_document, bundle, observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_representative_of, ask
from tests.cloud import Clock, Cloud
from tests.people import Patient, Practice, a_known_patient, a_patient


def intake(cloud: Cloud, clock: Clock, practice: Practice) -> None:
    rosa = a_patient(practice)
    _files(cloud, rosa)
    _long_bodies(rosa)
    _uploads(cloud, rosa)
    _early(cloud, clock, rosa)
    known = a_known_patient(practice)
    cloud.ops("ImportBundle", {"practice_id": practice.id, "patient_id": known.id, "bundle": _report("By hand. ")})
    cloud.settle()


def _report(text: str) -> dict[str, Any]:
    report = {"resourceType": "DiagnosticReport", "id": "report", "status": "final", "category": [LAB]}
    about = {"code": {"text": "A finding"}, "subject": {"reference": "urn:uuid:rosa"}}
    return bundle(fhir_patient(), report | about | {"presentedForm": [a_document(text)]})


def _files(cloud: Cloud, rosa: Patient) -> None:
    """One, then a new version of its record, whose file takes its place; read by the patient and by another."""
    for text in ("First. ", "Second. "):
        send_records(rosa, *(entry["resource"] for entry in _report(text)["entry"]))
    [report] = fhir(rosa, f"DiagnosticReport?patient={chart_of(rosa)}")["entry"]
    file_id = report["resource"]["presentedForm"][0]["url"].removeprefix("Binary/")
    for path in (f"/api/charts/{chart_of(rosa)}/files/{file_id}", f"/fhir/Binary/{file_id}"):
        for whom in (rosa, a_representative_of(rosa, {"labs": "read"})):
            assert ask(whom, "GET", path).status in (200, 307)


def _long_bodies(rosa: Patient) -> None:
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=600_000))
    send_records(rosa, fhir_patient(), observation(id="long", note=[{"text": noise}]))
    [found] = fhir(rosa, f"Observation?patient={chart_of(rosa)}")["entry"]
    fhir(rosa, f"Observation/{found['resource']['id']}")
    form = {"body": f"patient={chart_of(rosa)}", "content_type": "application/x-www-form-urlencoded"}
    assert rosa.cloud.call("POST", "/fhir/Observation/_search", token=rosa.token, **form).status == 200


def _uploads(cloud: Cloud, rosa: Patient) -> None:
    """A good one, a bad one, and one that never came."""
    for content in (bundle(fhir_patient(), observation(id="uploaded")), bundle(observation(status="fnal")), None):
        place = rosa.practice.post("/uploads").json()
        if content is not None:
            key = place["upload"]["fields"]["key"]
            body = json.dumps(content).encode()
            boto3.client("s3").put_object(Bucket=os.environ["INTAKE_BUCKET"], Key=key, Body=body)
        told = {"patient_id": rosa.id, "bundle_url": place["bundle_url"]}
        assert rosa.practice.send("records.upserted", told).status == 202
        cloud.settle()


def _early(cloud: Cloud, clock: Clock, rosa: Patient) -> None:
    """A notice of new results waits until an hour has passed since the one before."""
    rows = boto3.client("dynamodb").scan(TableName=os.environ["TABLE"])["Items"]
    keys = [{"pk": row["pk"], "sk": row["sk"]} for row in rows if row["kind"]["S"] == "OUTBOX" and "after" in row]
    clock.forward(hours=1, minutes=1)
    for key in keys:
        cloud.gateway.call("Deliver", {"Records": [{"dynamodb": {"Keys": key}}]})
