"""Attachments and long bodies: kept in S3, given by an address that is good for five minutes and for that file only."""

import base64
import json
import os
import random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from tests.api.test_records import Json, chart_of, fhir, send_records
from tests.bundles import LAB, a_document, observation, patient
from tests.circle import a_representative_of, ask
from tests.cloud import Cloud, problem
from tests.people import Patient, Practice, a_patient

PDF = base64.b64encode(b"%PDF-1.7\n" + b"x" * 5000).decode()


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def a_report(*attachments: Json, **more: Any) -> Json:
    return {
        "resourceType": "DiagnosticReport",
        "id": "report",
        "status": "final",
        "category": [LAB],
        "code": {"text": "A finding"},
        "subject": {"reference": "urn:uuid:rosa"},
        "presentedForm": list(attachments),
    } | more


def forms_of(whom: Patient) -> list[Json]:
    [entry] = fhir(whom, f"DiagnosticReport?patient={chart_of(whom)}")["entry"]
    found: list[Json] = entry["resource"]["presentedForm"]
    return found


def file_id(attachment: Json) -> str:
    return str(attachment["url"]).removeprefix("Binary/")


def told_of(whom: Patient, attachment: Json, status: int = 200) -> Json:
    answer = ask(whom, "GET", f"/api/charts/{chart_of(whom)}/files/{file_id(attachment)}")
    assert answer.status == status, answer.body
    found: Json = answer.json()
    return found


def fetched(url: str) -> Any:
    """The object that a signed address is of, as S3 answers for it."""
    place = urlsplit(url)
    bucket, _, key = place.path.lstrip("/").partition("/")
    if place.hostname and place.hostname.endswith("amazonaws.com") and not place.hostname.startswith("s3."):
        bucket, key = place.hostname.partition(".")[0], place.path.lstrip("/")
    return boto3.client("s3").get_object(Bucket=bucket, Key=key)


@pytest.mark.feature("E8+")
def test_an_attachments_data_becomes_a_file_and_short_ones_stay(cloud: Cloud, rosa: Patient) -> None:
    short = {"contentType": "text/plain", "data": base64.b64encode(b"short").decode()}
    send_records(rosa, patient(), a_report(a_document(hash="d3Jvbmc=", size=1), short))
    long, kept = forms_of(rosa)
    assert kept == short
    assert "data" not in long
    content = fetched(told_of(rosa, long)["url"])
    body = content["Body"].read()
    assert body.startswith(b"Nothing unusual was found.")
    assert (long["size"], long["title"]) == (len(body), "Report")
    assert len(base64.b64decode(long["hash"])) == 20
    assert content["ContentType"] == "text/plain; charset=utf-8"
    assert content["ContentDisposition"].startswith('inline; filename="Report.txt"')


@pytest.mark.feature("E8+", "X6")
def test_a_files_address_is_signed_for_five_minutes_and_tells_nothing(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), a_report(a_document(title="A secret finding")))
    [form] = forms_of(rosa)
    url = told_of(rosa, form)["url"]
    query = parse_qs(urlsplit(url).query)
    assert query["X-Amz-Expires"] == ["300"]
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert "secret" not in url
    binary = cloud.call("GET", f"/fhir/Binary/{file_id(form)}", token=rosa.token)
    assert binary.status == 307
    assert urlsplit(binary.header("location") or "").path == urlsplit(url).path
    assert told_of(rosa, form).keys() == {"url", "content_type", "size", "name"}


@pytest.mark.parametrize("media", ["text/html", "image/svg+xml", "application/xml", "text/xml", "TEXT/HTML; x=y"])
def test_what_could_run_as_a_page_is_downloaded(cloud: Cloud, rosa: Patient, media: str) -> None:
    send_records(rosa, patient(), a_report(a_document("<script>x</script>", contentType=media, title='../é\r\n"x')))
    shown = fetched(told_of(rosa, forms_of(rosa)[0])["url"])["ContentDisposition"]
    assert shown.startswith("attachment; ")
    assert shown.isprintable()
    assert ".." not in shown
    assert "%C3%A9" in shown


@pytest.mark.feature("X5", "C6")
def test_a_file_is_for_those_who_may_read_its_section(cloud: Cloud, practice: Practice, rosa: Patient) -> None:
    send_records(rosa, patient(), a_report(a_document()))
    form = forms_of(rosa)[0]
    walter = a_patient(practice, "Walter")
    path = f"/api/charts/{chart_of(rosa)}/files/{file_id(form)}"
    assert problem(ask(walter, "GET", path)) == "not-found"
    assert problem(ask(walter, "GET", f"/api/charts/{chart_of(walter)}/files/{file_id(form)}")) == "not-found"
    assert cloud.call("GET", f"/fhir/Binary/{file_id(form)}", token=walter.token).status == 404
    assert cloud.call("GET", path).status == 401
    assert problem(ask(a_representative_of(rosa, {"billing": "read"}), "GET", path)) == "forbidden"
    assert ask(a_representative_of(rosa, {"labs": "read"}), "GET", path).status == 200
    assert told_of(rosa, {"url": f"Binary/{chart_of(rosa)}.never"}, 404)


@pytest.mark.feature("A8")
def test_fetching_a_file_is_in_all_logs(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), a_report(a_document()))
    path = f"/api/charts/{chart_of(rosa)}/files/{file_id(forms_of(rosa)[0])}"
    reader = a_representative_of(rosa, {"labs": "read"})
    for _ in range(2):
        assert ask(reader, "GET", path).status == 200
    for whom, by in ((rosa, "representative"), (reader, "self")):
        log = cloud.call("GET", "/api/audit?kind=record", token=whom.token).json()["entries"]
        assert [(e["action"], e["section"]) for e in log if e["by"]["kind"] == by and e["acting_for"]] == [
            ("record.viewed", "labs")
        ]


def test_sent_again_nothing_changes_and_a_new_version_takes_its_old_file_away(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), a_report(a_document()))
    before = forms_of(rosa)[0]
    objects = keys()
    send_records(rosa, patient(), a_report(a_document()))
    assert (forms_of(rosa)[0], keys()) == (before, objects)
    send_records(rosa, patient(), a_report({"contentType": "application/pdf", "data": PDF}))
    after = forms_of(rosa)[0]
    told_of(rosa, before, 404)
    shown = told_of(rosa, after)
    assert (shown["content_type"], shown["name"]) == ("application/pdf", None)
    assert fetched(shown["url"])["ContentDisposition"].startswith('inline; filename="document.pdf"')


def test_a_title_without_end_is_cut_for_the_file_only(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), a_report(a_document(title="é" * 500_000)))
    form = forms_of(rosa)[0]
    assert (len(form["title"]), len(told_of(rosa, form)["name"])) == (500_000, 150)


def test_many_files_of_old_versions_end_a_batch_early(cloud: Cloud, rosa: Patient) -> None:
    def reports(word: str) -> list[Json]:
        return [a_report(*(a_document(f"{word} {n} {m} ") for m in range(4)), id=f"r{n}") for n in range(24)]

    send_records(rosa, patient(), *reports("first"))
    old = {form["url"] for form in _all_forms(rosa)}
    send_records(rosa, patient(), *reports("second"))
    new = {form["url"] for form in _all_forms(rosa)}
    assert (len(old), len(new), old & new) == (96, 96, set())
    told_of(rosa, {"url": sorted(old)[0]}, 404)
    told_of(rosa, {"url": sorted(new)[0]})


def _all_forms(whom: Patient) -> list[Json]:
    entries = fhir(whom, f"DiagnosticReport?patient={chart_of(whom)}&_count=100")["entry"]
    return [form for entry in entries for form in entry["resource"]["presentedForm"]]


def test_a_long_body_is_kept_and_read_as_any_other(cloud: Cloud, rosa: Patient) -> None:
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=600_000))
    send_records(rosa, patient(), observation(note=[{"text": noise}]))
    [entry] = fhir(rosa, f"Observation?patient={chart_of(rosa)}")["entry"]
    assert entry["resource"]["note"] == [{"text": noise}]
    assert fhir(rosa, f"Observation/{entry['resource']['id']}") == entry["resource"]
    assert json.dumps(keys()).count(f"records/{chart_of(rosa)}/") == 1


def keys() -> list[str]:
    listed = boto3.client("s3").list_objects_v2(Bucket=os.environ["FILES_BUCKET"])
    return sorted(each["Key"] for each in listed.get("Contents", []))
