"""Addresses and numbers when things happen at the same moment, where conditions are DynamoDB's own (A3, A11)."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from local.gateway import HttpAnswer
from tests.cloud import problem
from tests.e2e.laptop import Laptop
from tests.e2e.test_guessing import GUESSES, slugs, wrong_codes
from tests.people import Patient, Practice, a_patient


@pytest.fixture
def patient(laptop: Laptop, practice: Practice) -> Patient:
    return a_patient(practice)


def add(patient: Patient, address: str) -> None:
    answer = patient.cloud.call("POST", "/api/account/emails", {"address": address}, token=patient.token)
    assert answer.status == 200, answer.body


def verify(patient: Patient, code: str) -> HttpAnswer:
    return patient.cloud.call("POST", "/api/account/emails/verify", {"code": code}, token=patient.token)


def at_once(asked: list[tuple[Patient, str]]) -> list[HttpAnswer]:
    barrier = Barrier(len(asked))

    def one(about: tuple[Patient, str]) -> HttpAnswer:
        barrier.wait()
        return verify(*about)

    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(one, asked))


def addresses(patient: Patient) -> list[str]:
    answer = patient.cloud.call("GET", "/api/account/emails", token=patient.token)
    return [email["address"] for email in answer.json()["emails"]]


@pytest.mark.feature("A3")
def test_two_accounts_that_verify_one_address_at_once_do_not_share_it(laptop: Laptop, practice: Practice) -> None:
    """Both asked before it was anybody's, and both codes are right."""
    people = [a_patient(practice, name) for name in ("Rosa", "Walter")]
    for number in range(8):
        shared = f"{number}.{people[0].email}"
        asked = []
        for nth, person in enumerate(people, 1):
            add(person, shared)
            asked.append((person, laptop.code(shared, nth)))
        outcomes = sorted((answer.status, answer.body) for answer in at_once(asked))
        assert [status for status, _ in outcomes] == [200, 400], outcomes
        assert json.loads(outcomes[1][1])["type"] == "/problems/code-mismatch"
        assert [shared in addresses(person) for person in people].count(True) == 1


@pytest.mark.feature("A3")
def test_of_two_tabs_with_the_same_code_one_wins(laptop: Laptop, patient: Patient) -> None:
    for number in range(8):
        address = f"{number}.{patient.email}"
        add(patient, address)
        code = laptop.code(address)
        outcomes = sorted(answer.status for answer in at_once([(patient, code)] * 2))
        assert outcomes in ([200, 400], [200, 409]), outcomes
        assert addresses(patient).count(address) == 1


@pytest.mark.feature("A3", "A14+")
def test_of_two_hundred_codes_at_once_five_are_compared_and_the_right_one_then_fails(
    laptop: Laptop, patient: Patient
) -> None:
    address = f"new.{patient.email}"
    add(patient, address)
    right = laptop.code(address)
    wrong = list(zip(range(GUESSES), wrong_codes(right), strict=False))
    found = slugs(lambda n: verify(patient, wrong[n][1]))
    assert found["code-mismatch"] <= 4, found
    assert found.keys() <= {"code-mismatch", "attempts-exceeded"}, found
    assert problem(verify(patient, right)) == "attempts-exceeded"
    assert addresses(patient) == [patient.email]


@pytest.mark.feature("A11")
def test_a_text_reaches_the_inbox_and_proves_the_number(laptop: Laptop, patient: Patient) -> None:
    number = "+12025550142"
    body = {"number": "(202) 555-0142"}
    assert laptop.call("POST", "/api/account/phone", body, token=patient.token).status == 200
    given = {"code": laptop.text_code(number)}
    assert laptop.call("POST", "/api/account/phone/verify", given, token=patient.token).json()["phone"] == number
    assert f"Kinchart code: {given['code']}".encode() in laptop.call("GET", "/__inbox").body
