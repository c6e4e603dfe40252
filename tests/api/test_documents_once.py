"""Uploads that are cut off: wherever it was, there is one document or none, and the retry makes exactly one."""

import json
from collections.abc import Iterator

import pytest

from tests.api.test_messages_once import Cut, cut_off, rows
from tests.circle import ask, told
from tests.cloud import Clock, Cloud
from tests.documents import (
    PDF,
    a_folder,
    begun,
    bytes_at,
    document_of,
    documents_of,
    folders_of,
    path_of,
    put,
    uploaded,
)
from tests.people import Patient, Practice, a_patient

pytestmark = pytest.mark.feature("X2", "G5")
CALLS = 12
"""More than any of these asks of AWS."""


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def cuts() -> Iterator[tuple[int, bool]]:
    yield from ((at, after) for at in range(1, CALLS + 1) for after in (False, True))


def test_an_upload_that_is_cut_off_anywhere_is_begun_once_when_it_is_asked_for_again(clock: Clock, rosa: Patient):
    cut = 0
    for number, (at, after) in enumerate(cuts()):
        key, wanted = f"upload-{number}", {"name": f"{number}.pdf", "size": 5}
        with cut_off(at, after=after) as asked:
            first = ask(rosa, "POST", path_of(rosa), wanted, idempotency_key=key)
        if len(asked) < at:
            assert first.status == 201
            break
        assert (first.status, len(documents_of(rosa)) - cut) in ((500, 0), (500, 1))
        clock.forward(seconds=31)
        cut += 1
        for _ in range(2):
            again = ask(rosa, "POST", path_of(rosa), wanted, idempotency_key=key)
            assert again.status == 201, again.body
            assert again.json()["upload"]["fields"]["key"].endswith(again.json()["document"]["id"])
            assert len(documents_of(rosa)) == cut
    assert cut >= 8


def test_a_check_that_is_cut_off_anywhere_keeps_one_when_it_comes_again(cloud: Cloud, rosa: Patient):
    folder, cut = a_folder(rosa), 0
    for number, (at, after) in enumerate(cuts()):
        content = PDF + str(number).encode()
        upload = begun(rosa, f"{number}.pdf", content, folder=folder)
        put(upload, content)
        with cut_off(at, after=after) as asked:
            failed = tell(cloud, upload)
        if len(asked) < at:
            assert not failed
            break
        cut += 1
        state = document_of(rosa, upload["document"])["state"]
        assert state in ("uploading", "ready")
        for _ in range(2):
            assert not tell(cloud, upload)
            shown = document_of(rosa, upload["document"])
            assert (shown["state"], len(rows("SAME-FILE"))) == ("ready", cut)
            assert bytes_at(told(ask(rosa, "GET", f"{path_of(rosa, shown)}/file"))["url"]) == content
    found = folders_of(rosa)
    assert cut >= 6
    assert found["folders"][0]["documents"] == len(rows("SAME-FILE"))
    assert found["storage"]["used"] == sum(d["size"] for d in documents_of(rosa, f"?folder={folder}"))


def tell(cloud: Cloud, upload: dict[str, dict[str, dict[str, str]]]) -> list[dict[str, str]]:
    """S3 tells of the upload."""
    body = json.dumps({"Records": [{"s3": {"object": {"key": upload["upload"]["fields"]["key"]}}}]})
    record = {"messageId": "1", "body": body, "attributes": {"ApproximateReceiveCount": "1"}}
    failures: list[dict[str, str]] = cloud.gateway.call("CheckDocument", {"Records": [record]})["batchItemFailures"]
    return failures


@pytest.mark.parametrize("what", ["delete", "restore", "give", "purge"])
def test_what_is_done_with_a_document_is_done_once_wherever_it_was_cut_off(
    cloud: Cloud, clock: Clock, rosa: Patient, monkeypatch: pytest.MonkeyPatch, what: str
):
    # Each day that it looks at is another call.
    monkeypatch.setattr("portal.documents.purging.LOOKED_BACK", 2)
    for number, (at, after) in enumerate(cuts()):
        content = PDF + str(number).encode()
        document = uploaded(rosa, f"{number}.pdf", content)
        path, key = path_of(rosa, document), f"{what}-{number}"
        if what in ("restore", "purge"):
            told(ask(rosa, "DELETE", path))

        def go(path: str = path, key: str = key) -> int:
            if what == "delete":
                return ask(rosa, "DELETE", path, idempotency_key=key).status
            if what == "restore":
                return ask(rosa, "PATCH", path, {"deleted": False}, idempotency_key=key).status
            if what == "give":
                return ask(rosa, "POST", f"{path}/recipients", {"to": "team:front-desk"}, idempotency_key=key).status
            return 200 if cloud.ops("PurgeDocuments", {})["purged"] <= 1 else 500

        if what == "purge":
            clock.forward(days=32)
        with cut_off(at, after=after) as asked:
            try:
                first = go()
            except Cut:
                first = 500
        done = len(asked) < at
        assert first == 500 or done
        clock.forward(seconds=31)
        assert go() in (200, 201)
        storage = rows("STORAGE")[0]["used"]["N"]
        ready = [row for row in rows("DOCUMENT") if "deleted" not in row]
        assert int(storage) == sum(int(row["size"]["N"]) for row in ready)
        assert len(rows("SAME-FILE")) == len(ready)
        if what == "give":
            assert len(rows("GIVEN")) == len(rows("DOCUMENT"))
        if what == "purge":
            assert rows("DOCUMENT") == []
            sign_in_again(rosa)
        if done:
            return
    raise AssertionError("it asks more of AWS than this test cuts")


def sign_in_again(whom: Patient) -> None:
    from tests.exporting import signs_in

    signs_in(whom)
