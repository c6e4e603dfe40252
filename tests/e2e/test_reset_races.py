"""A forgotten password from two places at once, where transactions and conditions are DynamoDB's."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from local.gateway import HttpAnswer
from tests.cloud import problem
from tests.e2e.laptop import Laptop
from tests.people import Patient, Practice, a_patient
from tests.resets import NEW, confirm, forgot
from tests.signing_in import challenge, initiate, respond, totp, with_an_authenticator

GUESSES, AT_ONCE = 200, 16


@pytest.fixture
def patient(laptop: Laptop, practice: Practice) -> Patient:
    return a_patient(practice)


def mailed_code(laptop: Laptop, patient: Patient) -> str:
    before = len(laptop.codes(patient.email))
    assert forgot(laptop, patient.email).status == 200
    return laptop.code(patient.email, before + 1)


def at_once(*calls: Callable[[], HttpAnswer]) -> list[HttpAnswer]:
    barrier = Barrier(len(calls))

    def run(call: Callable[[], HttpAnswer]) -> HttpAnswer:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.feature("A7")
def test_a_code_sets_one_of_two_passwords(laptop: Laptop, patient: Patient) -> None:
    code = mailed_code(laptop, patient)
    wanted = [NEW, "four white egrets at noon"]
    answers = at_once(*(lambda word=word: confirm(laptop, patient.email, code, word) for word in wanted))
    assert sorted(answer.status for answer in answers)[0] == 200
    assert [answer.status for answer in answers].count(200) == 1, [answer.body for answer in answers]
    won = wanted[[answer.status for answer in answers].index(200)]
    assert challenge(initiate(laptop, patient.username, won), "EMAIL_OTP")


@pytest.mark.feature("A5", "A7", "A14+")
def test_of_two_hundred_second_factors_five_are_compared_and_the_right_one_then_fails(
    laptop: Laptop, patient: Patient
) -> None:
    seed = with_an_authenticator(patient)
    code = mailed_code(laptop, patient)
    right = totp(seed, time.time() + 30)

    def guess(number: int) -> HttpAnswer:
        wrong = f"{(int(right) + 7 * (number + 1)) % 1_000_000:06d}"
        return confirm(laptop, patient.email, code, NEW, SOFTWARE_TOKEN_MFA_CODE=wrong)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = Counter(problem(answer) for answer in pool.map(guess, range(GUESSES)))
    assert found["code-mismatch"] <= 5, found
    assert found.keys() <= {"code-mismatch", "attempts-exceeded"}, found
    late = confirm(laptop, patient.email, code, NEW, SOFTWARE_TOKEN_MFA_CODE=right)
    assert problem(late) == "attempts-exceeded"


@pytest.mark.feature("A5", "A7")
def test_an_authenticators_code_resets_or_signs_in_but_not_both(laptop: Laptop, patient: Patient) -> None:
    seed = with_an_authenticator(patient)
    code = mailed_code(laptop, patient)
    session = challenge(initiate(laptop, patient.username), "SOFTWARE_TOKEN_MFA")["Session"]
    shown = totp(seed, time.time() + 30)
    answers = at_once(
        lambda: confirm(laptop, patient.email, code, NEW, SOFTWARE_TOKEN_MFA_CODE=shown),
        lambda: respond(laptop, "SOFTWARE_TOKEN_MFA", session, patient.username, SOFTWARE_TOKEN_MFA_CODE=shown),
    )
    assert [answer.status for answer in answers].count(200) == 1, [answer.body for answer in answers]
