"""Signed addresses against a store that checks them: files of records, and the form that takes a large bundle."""

import json
import time
from typing import Any

import httpx
import pytest

from tests.api.test_record_files import a_report, file_id, forms_of
from tests.bundles import a_document, bundle, observation
from tests.bundles import patient as fhir_patient
from tests.circle import ask, chart_of
from tests.e2e.laptop import Laptop, until
from tests.people import Patient, Practice, a_patient, a_practice

Json = dict[str, Any]


def imported(practice: Practice, told: Json) -> Json:
    answer = practice.send("records.upserted", told)
    assert answer.status == 202, answer.body
    reports: list[Json] = []

    def over() -> bool:
        reports.append(practice.get(f"/imports/{answer.json()['import']}").json())
        return reports[-1]["state"] in ("complete", "refused", "failed")

    until(over, "the import is over")
    return reports[-1]


@pytest.fixture(scope="module")
def rosa(laptop: Laptop) -> Patient:
    return a_patient(a_practice(laptop))


@pytest.mark.feature("E8+", "X5")
def test_a_signed_address_is_of_one_file_for_a_short_time(laptop: Laptop, rosa: Patient) -> None:
    sent = {"patient_id": rosa.id, "bundle": bundle(fhir_patient(), a_report(a_document("One. "), a_document("Two. ")))}
    assert imported(rosa.practice, sent)["state"] == "complete"
    one, two = (file_id(form) for form in forms_of(rosa))
    url = ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/files/{one}").json()["url"]
    given = httpx.get(url)
    assert (given.status_code, given.text[:5]) == (200, "One. ")
    assert given.headers["content-disposition"].startswith('inline; filename="Report.txt"')
    assert given.headers["cache-control"] == "private, no-store"
    binary = ask(rosa, "GET", f"/fhir/Binary/{one}")
    assert httpx.get(binary.header("location") or "").text == given.text
    for other in (url.replace(one, two), url.partition("?")[0], url.replace("Expires=300", "Expires=9999")):
        assert httpx.get(other).status_code == 403, other
    signer = laptop.acting_as("GetFile", "s3")
    where = {"Bucket": laptop.told["files_bucket"], "Key": f"records/{chart_of(rosa)}/{one}"}
    short = signer.generate_presigned_url("get_object", Params=where, ExpiresIn=1)
    time.sleep(2.5)
    assert httpx.get(short).status_code == 403


@pytest.mark.feature("E8+", "X5")
def test_a_large_bundle_goes_by_the_signed_form_and_nothing_else_does(laptop: Laptop, rosa: Patient) -> None:
    text = json.dumps(bundle(fhir_patient(), *(observation(id=f"o{n}") for n in range(150))))
    place = rosa.practice.post("/uploads").json()
    url, fields = place["upload"]["url"], place["upload"]["fields"]
    assert httpx.post(url, data=fields | {"key": "bundles/other"}, files={"file": text.encode()}).status_code == 403
    unsigned = {name: value for name, value in fields.items() if name != "x-amz-signature"}
    assert httpx.post(url, data=unsigned, files={"file": text.encode()}).status_code >= 400
    assert httpx.post(url, data=fields, files={"file": b""}).status_code >= 400
    assert httpx.post(url, data=fields, files={"file": text.encode()}).status_code < 300
    told = {"patient_id": rosa.id, "bundle_url": place["bundle_url"]}
    report = imported(rosa.practice, told)
    assert (report["state"], report["stored"]["Observation"]) == ("complete", 150)
    place = rosa.practice.post("/uploads").json()
    bad = json.dumps(bundle(fhir_patient(), observation(status="fnal"))).encode()
    httpx.post(place["upload"]["url"], data=place["upload"]["fields"], files={"file": bad})
    refused = imported(rosa.practice, {"patient_id": rosa.id, "bundle_url": place["bundle_url"]})
    assert (refused["state"], refused["issues"][0]["code"]) == ("refused", "code-invalid")
