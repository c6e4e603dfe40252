"""Mail leaves after the commit, survives failures, and goes out once (the outbox)."""

from typing import Any

import boto3
import pytest

from tests.circle import told
from tests.cloud import Clock, Cloud
from tests.people import Practice, a_known_patient, an_invite_for, verify
from tests.receiver import a_listening_practice
from tests.staffing import staff_of


def waiting(cloud: Cloud) -> list[str]:
    items = boto3.client("dynamodb").scan(TableName="kinchart")["Items"]
    return [i["pk"]["S"].removeprefix("OUTBOX#") for i in items if i["kind"]["S"] == "OUTBOX"]


def invite(practice: Practice):
    patient = a_known_patient(practice)
    practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": patient.email})
    return patient


def test_nothing_is_sent_before_the_commit_and_what_waits_is_unreadable(cloud: Cloud, practice: Practice):
    patient = invite(practice)
    [item] = [i for i in boto3.client("dynamodb").scan(TableName="kinchart")["Items"] if i["kind"]["S"] == "OUTBOX"]
    assert patient.email.encode() not in item["content"]["B"]
    assert len(cloud.mails(patient.email)) == 1
    assert waiting(cloud) == []


def test_a_mail_that_failed_goes_out_by_the_retry_queue(
    cloud: Cloud, practice: Practice, monkeypatch: pytest.MonkeyPatch
):
    patient = invite(practice)
    with monkeypatch.context() as broken:
        broken.setattr("portal.delivery.render", _fail)
        cloud.settle()
    [outbox_id] = waiting(cloud)
    record = {"messageId": "1", "body": outbox_id, "receiptHandle": "r", "attributes": {"ApproximateReceiveCount": "1"}}
    answer = cloud.gateway.call("Deliver", {"Records": [record]})
    assert answer == {"batchItemFailures": []}
    assert len(cloud.mails(patient.email)) == 1


def test_a_record_that_comes_twice_is_sent_once(cloud: Cloud, practice: Practice):
    patient = invite(practice)
    [outbox_id] = waiting(cloud)
    record = {"dynamodb": {"Keys": {"pk": {"S": f"OUTBOX#{outbox_id}"}, "sk": {"S": "OUTBOX"}}}}
    for _ in range(3):
        cloud.gateway.call("Deliver", {"Records": [record]})
    assert len(cloud.mails(patient.email)) == 1


def test_a_sender_that_died_half_way_frees_its_item_after_a_while(cloud: Cloud, clock: Clock, practice: Practice):
    patient = invite(practice)
    [outbox_id] = waiting(cloud)
    key = {"pk": {"S": f"OUTBOX#{outbox_id}"}, "sk": {"S": "OUTBOX"}}
    busy = {":until": {"S": f"{(clock.at).isoformat(timespec='seconds')[:10]}T99"}}
    boto3.client("dynamodb").update_item(
        TableName="kinchart", Key=key, UpdateExpression="SET busy_until = :until", ExpressionAttributeValues=busy
    )
    cloud.gateway.call("Deliver", {"Records": [{"dynamodb": {"Keys": key}}]})
    assert waiting(cloud) == [outbox_id]
    clock.forward(days=2)
    cloud.gateway.call("Deliver", {"Records": [{"dynamodb": {"Keys": key}}]})
    assert waiting(cloud) == []
    assert len(cloud.mails(patient.email)) == 1


def test_a_sender_that_fails_late_does_not_free_what_another_is_sending(
    cloud: Cloud, clock: Clock, practice: Practice, monkeypatch: pytest.MonkeyPatch
):
    """Slow beyond its lease: meanwhile another delivery has taken the item and is still at it."""
    from portal import delivery, store

    patient = invite(practice)
    [outbox_id] = waiting(cloud)
    key = store.keys.outbox(outbox_id)

    def slow(*_: object) -> None:
        clock.forward(seconds=60)
        store.update(key, set={"busy_until": clock.at + delivery.LEASE})
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("portal.delivery.render", slow)
        with pytest.raises(RuntimeError):
            delivery.deliver(outbox_id, clock.now())
    with pytest.raises(delivery.Busy):
        delivery.deliver(outbox_id, clock.now())
    clock.forward(seconds=60)
    delivery.deliver(outbox_id, clock.now())
    assert len(cloud.mails(patient.email)) == 1


def _fail(*_: object) -> None:
    raise RuntimeError("the mail service is away")


def test_a_webhook_that_arrived_meanwhile_by_another_sender_is_not_failing(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
):
    from portal import store

    def slow(_url: str, _secret: str, delivery: Any, _at: Any) -> int:
        store.update(delivery.key(), set={"state": "delivered"})
        return 503

    practice = a_listening_practice(cloud, "http://127.0.0.1:9/")
    staff, token = staff_of(practice), an_invite_for(a_known_patient(practice))
    for _ in range(5):
        verify(cloud, token, "01-01-1950")
    monkeypatch.setattr("portal.posting._post", slow)
    cloud.settle()
    assert [each["state"] for each in told(staff.ask("GET", "/deliveries"))["deliveries"]] == ["delivered"]
    [left] = waiting(cloud)
    cloud.gateway.call("Deliver", {"Records": [{"messageId": "1", "body": left, "receiptHandle": "x"}]})
    assert waiting(cloud) == []
