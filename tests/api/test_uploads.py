"""Bundles that are too large for a message: uploaded, checked in the background, and told of entry by entry."""

import base64
import json
import os
from typing import Any

import boto3
import pytest

from tests.api.test_records import Json, a1cs, chart_of, fhir, import_report
from tests.bundles import bundle, observation, patient
from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.people import Patient, Practice, a_patient, a_practice


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def offered(practice: Practice) -> Json:
    answer = practice.post("/uploads")
    assert answer.status == 201, answer.body
    found: Json = answer.json()
    return found


def uploaded(practice: Practice, content: Any) -> str:
    """Put where the form would put it; the form itself is tried on the laptop cloud. The bundle_url."""
    place = offered(practice)
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    boto3.client("s3").put_object(Bucket=os.environ["INTAKE_BUCKET"], Key=place["upload"]["fields"]["key"], Body=body)
    return str(place["bundle_url"])


def named(whom: Patient, bundle_url: str, webhook_id: str = "") -> str:
    told = {"patient_id": whom.id, "bundle_url": bundle_url}
    answer = whom.practice.send("records.upserted", told, webhook_id=webhook_id)
    assert answer.status == 202, answer.body
    return str(answer.json()["import"])


@pytest.mark.feature("E8+")
def test_an_uploaded_bundle_is_checked_in_the_background_and_stored(cloud: Cloud, rosa: Patient) -> None:
    import_id = named(rosa, uploaded(rosa.practice, bundle(patient(), *a1cs(120))))
    before = import_report(rosa.practice, import_id)
    assert (before["state"], before["sent"], before["issues"]) == ("checking", {}, [])
    cloud.settle()
    done = import_report(rosa.practice, import_id)
    assert (done["state"], done["sent"]) == ("complete", {"Patient": 1, "Observation": 120})
    assert done["stored"] == done["sent"]
    assert len(fhir(rosa, f"Observation?patient={chart_of(rosa)}&_count=100")["entry"]) == 100


@pytest.mark.feature("E8+")
def test_a_refused_upload_names_every_bad_entry_and_stores_nothing(cloud: Cloud, rosa: Patient) -> None:
    sent = bundle(patient(), observation(status="fnal"), observation(id="other", performer=[]))
    import_id = named(rosa, uploaded(rosa.practice, sent))
    cloud.settle()
    told = import_report(rosa.practice, import_id)
    assert (told["state"], told["stored"]) == ("refused", {})
    assert {issue["expression"][0]: issue["code"] for issue in told["issues"]} == {
        "Bundle.entry[1].resource.status": "code-invalid",
        "Bundle.entry[2].resource.performer": "structure",
    }
    assert "entry" not in fhir(rosa, f"Observation?patient={chart_of(rosa)}")


def test_a_flood_of_mistakes_fits_into_the_report(cloud: Cloud, rosa: Patient) -> None:
    bad = [observation(id=f"o{n}", status="fnal") for n in range(1200)]
    import_id = named(rosa, uploaded(rosa.practice, bundle(patient(), *bad)))
    cloud.settle()
    told = import_report(rosa.practice, import_id)
    assert (told["state"], len(told["issues"])) == ("refused", 1001)


@pytest.mark.parametrize(("content", "code"), [(b"no JSON", "structure"), (b"[]", "structure"), (b"\xff", "structure")])
def test_what_is_no_bundle_is_refused(cloud: Cloud, rosa: Patient, content: bytes, code: str) -> None:
    import_id = named(rosa, uploaded(rosa.practice, content))
    cloud.settle()
    told = import_report(rosa.practice, import_id)
    assert (told["state"], [issue["code"] for issue in told["issues"]]) == ("refused", [code])


def test_what_was_never_uploaded_is_refused(cloud: Cloud, rosa: Patient) -> None:
    import_id = named(rosa, offered(rosa.practice)["bundle_url"])
    cloud.settle()
    told = import_report(rosa.practice, import_id)
    assert (told["state"], [issue["code"] for issue in told["issues"]]) == ("refused", ["not-found"])


@pytest.mark.feature("X5")
def test_only_an_address_that_this_practice_was_given_is_taken(cloud: Cloud, rosa: Patient) -> None:
    mine, others = offered(rosa.practice)["bundle_url"], offered(a_practice(cloud))["bundle_url"]
    for url in (
        others,
        "http://169.254.169.254/latest/meta-data/",
        "https://practice.example/bundle.json",
        mine + "/../../x",
        mine.replace("/uploads/", "/uploads/../"),
        mine + "\n",
        "",
    ):
        answer = rosa.practice.send("records.upserted", {"patient_id": rosa.id, "bundle_url": url})
        assert wrong_fields(answer) == {"data.bundle_url": "unknown"}, url


def test_a_bundle_or_its_address_is_sent_and_not_both(cloud: Cloud, rosa: Patient) -> None:
    both = {"bundle": bundle(patient()), "bundle_url": offered(rosa.practice)["bundle_url"]}
    for told in ({}, both):
        answer = rosa.practice.send("records.upserted", {"patient_id": rosa.id} | told)
        assert wrong_fields(answer) == {"data.bundle": "missing"}


@pytest.mark.feature("X2")
def test_a_message_sent_again_and_a_second_worker_store_an_upload_once(cloud: Cloud, rosa: Patient) -> None:
    url = uploaded(rosa.practice, bundle(patient(), *a1cs(3)))
    first = named(rosa, url, webhook_id="msg_upload")
    assert named(rosa, url, webhook_id="msg_upload") == first
    cloud.settle()
    body = json.dumps({"kind": "import", "practice_id": rosa.practice.id, "import_id": first})
    record = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
    assert cloud.gateway.call("ImportRecords", {"Records": [record]})["batchItemFailures"] == []
    assert import_report(rosa.practice, first)["written"] == 4


@pytest.mark.feature("X2")
def test_an_import_on_which_nobody_works_any_more_has_failed(cloud: Cloud, clock: Clock, rosa: Patient) -> None:
    waiting = named(rosa, uploaded(rosa.practice, bundle(patient())))
    assert import_report(rosa.practice, waiting)["state"] == "checking"
    clock.forward(hours=3, seconds=1)
    assert import_report(rosa.practice, waiting)["state"] == "failed"
    cloud.settle()
    assert import_report(rosa.practice, waiting)["state"] == "complete", "it was only late"


def test_a_place_to_upload_is_for_the_practice_that_signs_and_bounded(cloud: Cloud, practice: Practice) -> None:
    assert problem(cloud.call("POST", f"/api/practices/{practice.id}/uploads")) == "bad-signature"
    fields = offered(practice)["upload"]["fields"]
    policy = json.loads(base64.b64decode(fields["policy"]))
    assert ["content-length-range", 1, 100_000_000] in policy["conditions"]
    assert {"key": fields["key"]} in policy["conditions"]
    assert fields["key"].startswith(f"uploads/{practice.id}/")


def test_a_message_over_six_megabytes_is_told_of_uploads(cloud: Cloud, rosa: Patient) -> None:
    told = {"patient_id": rosa.id, "bundle": bundle(patient(), observation(note=[{"text": "x" * 7_000_000}]))}
    answer = rosa.practice.send("records.upserted", told)
    assert answer.status == 413
    assert "pload" in answer.json()["detail"]
