"""Messages to a practice's own system, on the laptop cloud: retried until they are taken, whoever dies on the way."""

import os
import signal
from typing import Any

from tests.e2e.laptop import Laptop, until
from tests.e2e.test_operations import outbox, workers_of
from tests.people import Patient, a_known_patient, an_invite_for, verify
from tests.receiver import Receiver, a_listening_practice, receiving


def lock(patient: Patient) -> None:
    token = an_invite_for(patient)
    for _ in range(5):
        verify(patient.cloud, token, "01-01-1950")


def delivery(laptop: Laptop) -> dict[str, Any]:
    return next(item for item in laptop.items("table") if item["kind"]["S"] == "DELIVERY")


def quickly_back(laptop: Laptop) -> None:
    """What a dead sender had comes back within seconds, not minutes."""
    queue = laptop.aws("sqs").list_queues(QueueNamePrefix="kinchart-local-RetryQueue")["QueueUrls"][0]
    laptop.aws("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "5"})


def test_a_message_arrives_though_it_is_refused_once_and_its_sender_is_killed(laptop: Laptop) -> None:
    quickly_back(laptop)
    with receiving() as receiver:
        practice = a_listening_practice(laptop, receiver.url)
        receiver.answers = [500]
        lock(a_known_patient(practice))
        until(lambda: len(receiver.got) == 2, "what was refused is sent again")
        until(lambda: delivery(laptop)["state"]["S"] == "delivered", "that it arrived is noted")
        first, second = receiver.messages(practice.secret, "invite.locked")
        assert first == second
        assert delivery(laptop)["attempts"]["N"] == "2"
        _killed(laptop, receiver, a_known_patient(practice))
        third, fourth = receiver.messages(practice.secret)[2:]
        assert third == fourth != first


def _killed(laptop: Laptop, receiver: Receiver, patient: Patient) -> None:
    """While it waits for the answer: the message has arrived, and nobody knows."""
    receiver.pause = 5
    lock(patient)
    until(lambda: len(receiver.got) == 3, "the message is under way")
    for worker in workers_of(laptop, "Deliver"):
        os.kill(worker, signal.SIGKILL)
    receiver.pause = 0
    _lease_ends(laptop)
    until(lambda: len(receiver.got) == 4, "it is sent once more")
    until(lambda: not outbox(laptop), "nothing is left to send")


def _lease_ends(laptop: Laptop) -> None:
    """As it does after 45 s."""
    for item in laptop.items("table"):
        if item["kind"]["S"] == "OUTBOX":
            key = {name: item[name] for name in ("pk", "sk")}
            change = {"TableName": laptop.told["table"], "UpdateExpression": "REMOVE busy_until"}
            laptop.aws("dynamodb").update_item(Key=key, **change)
