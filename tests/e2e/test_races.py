"""Two at the same moment, on the laptop cloud, whose transactions are atomic as DynamoDB's are (B9)."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.e2e.laptop import Laptop
from tests.people import Patient, Practice, a_known_patient, a_ticket, an_activation

ROUNDS = 50


def two_people_at_the_last_step(practice: Practice) -> tuple[Patient, str, list[dict[str, str]]]:
    """Two people hold the same link, know the date of birth, chose their usernames and have their codes."""
    patient = a_known_patient(practice)
    practice.send("portal.invited", {"patient_id": patient.id, "kind": "primary", "email": patient.email})
    found = re.search(r"/activate#([\w-]+)", practice.cloud.mails(patient.email)[0]["text"])
    assert found
    token, steps = found[1], []
    for number in (1, 2):
        ticket = a_ticket(patient, token)
        wanted = an_activation(patient, ticket, username=f"{patient.username}-{number}")
        assert practice.cloud.call("POST", f"/api/invites/{token}/activate", wanted).status == 200
        steps.append({"ticket": ticket, "code": practice.cloud.code(patient.email, number)})
    return patient, token, steps


@pytest.mark.feature("B9+")
def test_two_people_redeem_one_invite_at_the_same_moment(laptop: Laptop, practice: Practice) -> None:
    with ThreadPoolExecutor(8) as pool:
        prepared = list(pool.map(lambda _: two_people_at_the_last_step(practice), range(ROUNDS)))
    for _, token, steps in prepared:
        barrier = Barrier(2)

        def confirm(step: dict[str, str], token: str = token, barrier: Barrier = barrier) -> tuple[int, bytes]:
            barrier.wait()
            answer = Laptop.call(laptop, "POST", f"/api/invites/{token}/confirm", step)
            return answer.status, answer.body

        with ThreadPoolExecutor(2) as pool:
            outcomes = sorted(pool.map(confirm, steps))
        assert [status for status, _ in outcomes] == [200, 410], outcomes
        assert b"invite-used" in outcomes[1][1]
    made = Counter(
        item["email"]["S"] for item in laptop.items("table") if item["kind"]["S"] == "CREDENTIAL" and "email" in item
    )
    assert [made[patient.email] for patient, _, _ in prepared] == [1] * ROUNDS
