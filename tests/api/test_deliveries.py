"""What a practice's own system is told: signed, at least once; and the log of it that staff see and repeat from."""

import logging
import os
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.circle import ask, chart_of, members, told
from tests.cloud import Clock, Cloud, problem
from tests.invitees import a_caregiver, a_link, take_in
from tests.people import Patient, Practice, a_known_patient, a_patient, an_invite_for, verify
from tests.receiver import Receiver, a_listening_practice, receiving
from tests.staffing import Colleague, staff_of

Json = dict[str, Any]


@pytest.fixture
def practice(cloud: Cloud, receiver: Receiver) -> Practice:
    return a_listening_practice(cloud, receiver.url)


def listed(staff: Colleague) -> list[Json]:
    found: list[Json] = told(staff.ask("GET", "/deliveries"))["deliveries"]
    return found


def waiting(cloud: Cloud) -> list[str]:
    """The outbox items that are left."""
    items = boto3.client("dynamodb").scan(TableName="kinchart")["Items"]
    return [i["id"]["S"] for i in items if i["kind"]["S"] == "OUTBOX"]


def again(cloud: Cloud, count: int = 1) -> Json:
    """The retry queue brings what is left, for the so many-th time."""
    [outbox_id] = waiting(cloud)
    attributes = {"ApproximateReceiveCount": str(count)}
    queue = os.environ["RETRY_QUEUE"]
    boto3.client("sqs").send_message(QueueUrl=queue, MessageBody="x")
    receipt = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"][0]["ReceiptHandle"]
    record = {"messageId": "1", "body": outbox_id, "receiptHandle": receipt, "attributes": attributes}
    answer: Json = cloud.gateway.call("Deliver", {"Records": [record]})
    return answer


@pytest.mark.feature("B1")
def test_the_practice_is_told_of_every_account_that_comes_to_use_a_chart(
    cloud: Cloud, practice: Practice, receiver: Receiver
):
    patient = a_patient(practice)
    caregiver = a_caregiver(patient)
    child = a_known_patient(practice, "Sam", patient.email)
    assert take_in(patient, child, a_link(child, "primary", child.email)).status == 200
    cloud.settle()
    found = receiver.messages(practice.secret, "account.activated")
    assert [each["data"] for each in found] == [
        {"patient_id": patient.id, "kind": "primary", "email": patient.email},
        {"patient_id": patient.id, "kind": "caregiver", "email": caregiver.email},
        {"patient_id": child.id, "kind": "primary", "email": patient.email},
    ]
    assert len({each["id"] for each in found}) == 3
    assert waiting(cloud) == []


@pytest.mark.feature("B2")
def test_the_fifth_wrong_date_of_birth_tells_the_practice_and_no_earlier_one(
    cloud: Cloud, practice: Practice, receiver: Receiver
):
    patient = a_known_patient(practice)
    token = an_invite_for(patient)
    for tries in range(1, 7):
        assert verify(cloud, token, "01-01-1950").status == (403 if tries < 5 else 410)
        cloud.settle()
        assert len(receiver.got) == (tries >= 5)
    [message] = receiver.messages(practice.secret)
    assert (message["type"], message["data"]) == (
        "invite.locked", {"patient_id": patient.id, "kind": "primary", "email": patient.email},
    )  # fmt: skip


@pytest.mark.feature("B8+", "X6")
def test_the_practice_is_told_what_is_asked_of_it_and_nobody_else_reads_it(
    cloud: Cloud, practice: Practice, receiver: Receiver
):
    patient = a_patient(practice)
    wish = {"chart": chart_of(patient), "field": "birth_date", "wanted": "04-29-1956", "note": "Please look"}
    asked = told(ask(patient, "POST", f"/api/members/{members(patient)[0]['id']}/corrections", wish))
    rows = boto3.client("dynamodb").scan(TableName="kinchart")["Items"]
    kept = [row for row in rows if row["kind"]["S"] in ("DELIVERY", "OUTBOX")]
    assert kept
    assert not any(b"1956-04-29" in str(row).encode() for row in kept)
    cloud.settle()
    [message] = receiver.messages(practice.secret, "correction.requested")
    assert message["data"] == {
        "patient_id": patient.id, "correction": asked["id"], "field": "birth_date", "wanted": "1956-04-29",
        "note": "Please look",
    }  # fmt: skip


def lock(patient: Patient) -> None:
    """One message: an invitation that is locked."""
    token = an_invite_for(patient)
    for _ in range(5):
        verify(patient.cloud, token, "01-01-1950")


def test_what_was_not_taken_is_sent_again_with_the_same_id_and_a_signature_of_its_own_time(
    cloud: Cloud, clock: Clock, practice: Practice, receiver: Receiver, caplog: pytest.LogCaptureFixture
):
    staff = staff_of(practice)
    receiver.answers = [500, 200]
    with caplog.at_level(logging.INFO):
        lock(a_known_patient(practice))
        cloud.settle()
    assert receiver.url not in caplog.text
    [failing] = listed(staff)
    assert (failing["state"], failing["attempts"], failing["last_status"]) == ("failing", 1, 500)
    clock.forward(seconds=30)
    assert again(cloud) == {"batchItemFailures": []}
    first, second = receiver.messages(practice.secret)
    assert first == second
    assert receiver.got[0][0]["webhook-timestamp"] < receiver.got[1][0]["webhook-timestamp"]
    [arrived] = listed(staff)
    assert (arrived["id"], arrived["type"]) == (first["id"], "invite.locked")
    assert (arrived["state"], arrived["attempts"], arrived["last_status"]) == ("delivered", 2, 200)
    assert arrived["last_attempt"] > failing["last_attempt"]
    assert waiting(cloud) == []


@pytest.mark.parametrize("status", [204, 301, 302, 307, 308, 400, 404, 410, 429, 503])
def test_only_2xx_counts_and_no_redirect_is_followed(cloud: Cloud, practice: Practice, receiver: Receiver, status: int):
    receiver.answers = [status]
    lock(a_known_patient(practice))
    cloud.settle()
    assert len(receiver.got) == 1
    assert len(waiting(cloud)) == (status >= 300)


def test_a_server_that_does_not_answer_holds_up_nothing_and_is_asked_again(
    cloud: Cloud, practice: Practice, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("portal.posting.LONGEST", 0.2)
    staff, receiver.pause = staff_of(practice), 1
    patient = a_known_patient(practice)
    lock(patient)
    # A mail that comes after it is not behind it: the stream does not wait for the practice.
    assert len(cloud.mails(patient.email)) == 1
    assert receiver.got == []
    cloud.settle()
    [failing] = listed(staff)
    assert (failing["state"], failing["last_status"]) == ("failing", "no answer")
    receiver.pause = 0
    again(cloud)
    assert [each["state"] for each in listed(staff)] == ["delivered"]


def test_a_server_that_is_not_there_is_noted_too(cloud: Cloud):
    with receiving() as gone:
        practice = a_listening_practice(cloud, gone.url)
    staff = staff_of(practice)
    lock(a_known_patient(practice))
    cloud.settle()
    [failing] = listed(staff)
    assert (failing["state"], failing["attempts"], failing["last_status"]) == ("failing", 1, "no answer")
    assert again(cloud, 3) == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert listed(staff)[0]["attempts"] == 2


def test_a_sender_that_dies_before_it_notes_the_answer_sends_the_same_message_once_more(
    cloud: Cloud, clock: Clock, practice: Practice, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    class DiedError(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise DiedError

    lock(a_known_patient(practice))
    cloud._stream_once("Deliver")
    with monkeypatch.context() as broken:
        broken.setattr("portal.store.writing.Writes.update", die)
        with pytest.raises(DiedError):
            again(cloud)
    # Another delivery at the same moment waits: the dead one might live.
    assert again(cloud)["batchItemFailures"]
    assert len(receiver.got) == 1
    clock.forward(minutes=3)
    assert again(cloud) == {"batchItemFailures": []}
    first, second = receiver.messages(practice.secret)
    assert first == second
    assert waiting(cloud) == []


def test_a_practice_without_a_webhook_has_no_deliveries(cloud: Cloud):
    from tests.people import a_practice

    practice = a_practice(cloud)
    staff = staff_of(practice)
    a_patient(practice)
    cloud.settle()
    assert listed(staff) == []
    assert waiting(cloud) == []


@pytest.mark.feature("D9", "X2")
def test_an_administrator_repeats_a_delivery_which_arrives_under_the_same_id(
    cloud: Cloud, practice: Practice, receiver: Receiver
):
    staff = staff_of(practice)
    lock(a_known_patient(practice))
    cloud.settle()
    [arrived] = listed(staff)
    path = f"/deliveries/{arrived['id']}/repeat"
    repeated = staff.ask("POST", path)
    assert (repeated.status, repeated.json()) == (202, arrived | {"state": "waiting"})
    # Asked for twice before it goes out, it goes out once.
    assert staff.ask("POST", path).status == 202
    cloud.settle()
    first, second = receiver.messages(practice.secret)
    assert first == second
    assert [(each["state"], each["attempts"]) for each in listed(staff)] == [("delivered", 2)]
    assert staff.ask("POST", "/deliveries/never/repeat").status == 404


@pytest.mark.feature("D9", "X5")
def test_only_administrators_of_that_practice_see_and_repeat_deliveries(cloud: Cloud, practice: Practice):
    lock(a_known_patient(practice))
    [delivery] = listed(staff_of(practice))
    path = f"/deliveries/{delivery['id']}/repeat"
    for role in ("clinician", "front-desk"):
        staff = staff_of(practice, role)
        for answer in (staff.ask("GET", "/deliveries"), staff.ask("POST", path)):
            assert (answer.status, problem(answer)) == (403, "forbidden")
    other = a_listening_practice(cloud, "https://ehr.example.org/hook")
    elsewhere = staff_of(other)
    assert elsewhere.ask("POST", path).status == 404
    assert listed(elsewhere) == []
    elsewhere.practice = practice
    assert elsewhere.ask("GET", "/deliveries").status == 404


@pytest.mark.feature("X3")
def test_deliveries_come_page_by_page_and_a_cursor_leads_nowhere_else(cloud: Cloud, clock: Clock, practice: Practice):
    from portal import deliveries, store

    staff, names = staff_of(practice), []
    for number in range(30):
        clock.forward(seconds=1)
        with store.all_or_nothing() as write:
            deliveries.announce(write, practice.id, "invite.locked", {"number": number}, clock.now())
    page = told(staff.ask("GET", "/deliveries"))
    names += page["deliveries"]
    assert len(names) == 25
    rest = told(staff.ask("GET", f"/deliveries?cursor={page['cursor']}"))
    assert (len(rest["deliveries"]), rest["cursor"]) == (5, None)
    found = [each["created"] for each in names + rest["deliveries"]]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 30
    other = staff_of(a_listening_practice(cloud, "https://ehr.example.org/hook"))
    for cursor in (page["cursor"], "x", "eA==", page["cursor"][:-8] + "AAAAAAA="):
        answer = other.ask("GET", f"/deliveries?cursor={cursor}")
        assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, ["cursor"]), cursor


@pytest.mark.parametrize(
    "url",
    [
        "http://ehr.example.org/hook", "ehr.example.org", "https://", "ftp://127.0.0.1/", "https://u:p@ehr.example.org/",
        "https://büro.example/", "http://127.0.0.1.example.org/", "http://localhost@ehr.example.org/", "",
    ],
)  # fmt: skip
def test_a_webhook_has_tls_but_on_a_laptop_itself(cloud: Cloud, url: str, monkeypatch: pytest.MonkeyPatch):
    event = {"name": "Hillside Clinic", "phone": "555-0150", "webhook_url": url}
    refused = cloud.ops("RegisterPractice", event)
    assert [e["field"] for e in refused["errors"]] == ["webhook_url"]
    monkeypatch.setenv("EDGE_KEY", "where there is CloudFront")
    from tests.cloud import forget

    forget()
    for wanted, taken in (("http://localhost:9001/", False), ("https://ehr.example.org:8443/hook?a=b", True)):
        assert ("practice_id" in cloud.ops("RegisterPractice", event | {"webhook_url": wanted})) == taken


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(cloud: Cloud, tmp_path: Path):
    with receiving(tls=tmp_path) as receiver:
        practice = a_listening_practice(cloud, receiver.url)
        staff = staff_of(practice)
        lock(a_known_patient(practice))
        cloud.settle()
        assert receiver.got == []
    assert [(each["state"], each["last_status"]) for each in listed(staff)] == [("failing", "no answer")]
