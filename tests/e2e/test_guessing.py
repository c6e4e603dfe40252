"""Many guesses at the same moment, and two refreshes with one token, where conditions are DynamoDB's own."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from local.gateway import HttpAnswer
from tests.cloud import MOBILE, problem
from tests.e2e.laptop import Laptop
from tests.people import Patient, Practice, a_patient
from tests.signing_in import auth, by_code, challenge, initiate, refresh, respond, result, totp, with_an_authenticator

GUESSES, AT_ONCE, ROUNDS = 200, 16, 50
WRONG = "this is not the password"


@pytest.fixture
def patient(laptop: Laptop, practice: Practice) -> Patient:
    return a_patient(practice)


def slugs(guess: Callable[[int], HttpAnswer]) -> Counter[str]:
    """What two hundred guesses are answered, as many at once as the laptop takes."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(problem(answer) for answer in pool.map(guess, range(GUESSES)))


def wrong_codes(right: str) -> Iterator[str]:
    return (f"{n:06d}" for n in range(1_000_000) if f"{n:06d}" != right)


def begun(laptop: Laptop, patient: Patient) -> tuple[str, str]:
    """A sign-in that waits for its mailed code, and the code."""
    before = len(laptop.codes(patient.email))
    session = challenge(initiate(laptop, patient.username), "EMAIL_OTP")["Session"]
    return session, laptop.code(patient.email, before + 1)


@pytest.mark.feature("A14+")
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_of_two_hundred_passwords_at_once_five_are_compared(laptop: Laptop, patient: Patient, known: bool) -> None:
    name = patient.username if known else f"nobody-{patient.username}"
    found = slugs(lambda _: initiate(laptop, name, WRONG))
    assert found["incorrect-credentials"] <= 5, found
    assert found.keys() <= {"incorrect-credentials", "too-many-attempts"}
    right = initiate(laptop, name)
    assert (right.status, problem(right)) == (429, "too-many-attempts")


@pytest.mark.feature("A14+", "A5")
@pytest.mark.parametrize("way", ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "RECOVERY_CODE"])
def test_of_two_hundred_codes_at_once_five_are_compared_and_the_right_one_then_fails(
    laptop: Laptop, patient: Patient, way: str
) -> None:
    name = patient.username
    if way == "EMAIL_OTP":
        session, right = begun(laptop, patient)
    else:
        seed = with_an_authenticator(patient)
        codes = laptop.call("POST", "/api/account/recovery-codes", {}, token=patient.token).json()["codes"]
        session = challenge(initiate(laptop, name), "SOFTWARE_TOKEN_MFA")["Session"]
        right = codes[0] if way == "RECOVERY_CODE" else totp(seed, time.time() + 30)
    wrong = list(zip(range(GUESSES), wrong_codes(right), strict=False))
    answers = f"{way}_CODE" if way != "RECOVERY_CODE" else way
    found = slugs(lambda n: respond(laptop, way, session, name, **{answers: wrong[n][1]}))
    assert found["code-mismatch"] <= 4, found
    assert found.keys() <= {"code-mismatch", "attempts-exceeded"}, found
    assert problem(respond(laptop, way, session, name, **{answers: right})) == "attempts-exceeded"


@pytest.mark.feature("A7", "A14+")
@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_of_two_hundred_reset_codes_at_once_five_are_compared_and_the_right_one_then_fails(
    laptop: Laptop, patient: Patient, known: bool
) -> None:
    name = patient.email if known else f"nobody-{patient.email}"
    before = len(laptop.codes(patient.email))
    assert auth(laptop, "forgot-password", {"ClientId": MOBILE, "Username": name}).status == 200
    right = ""
    if known:
        right = laptop.code(patient.email, before + 1)
    wrong = list(zip(range(GUESSES), wrong_codes(right), strict=False))

    def guess(code: str) -> HttpAnswer:
        body = {"ClientId": MOBILE, "Username": name, "ConfirmationCode": code, "Password": "a heron in the shallows"}
        return auth(laptop, "confirm-forgot-password", body)

    found = slugs(lambda n: guess(wrong[n][1]))
    assert found["code-mismatch"] <= 5, found
    assert found.keys() <= {"code-mismatch", "attempts-exceeded"}, found
    assert problem(guess(right or "000000")) == "attempts-exceeded"


@pytest.mark.feature("A15+")
def test_two_refreshes_with_one_token_at_once_never_make_two_families(laptop: Laptop, patient: Patient) -> None:
    session, code = begun(laptop, patient)
    token = result(by_code(laptop, session, patient.username, code))["RefreshToken"]
    for _ in range(ROUNDS):
        barrier = Barrier(2)

        def turn(_: int, token: str = token, barrier: Barrier = barrier) -> HttpAnswer:
            barrier.wait()
            return refresh(laptop, token)

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(turn, range(2)))
        given = {result(answer)["RefreshToken"] for answer in answers if answer.status == 200}
        # Who comes second within the grace gets what the first one got: one family, whoever of them goes on.
        assert len(given) == 1, [answer.body for answer in answers]
        [token] = given


@pytest.mark.feature("A5")
def test_one_authenticator_code_opens_one_of_two_sign_ins_at_once(laptop: Laptop, patient: Patient) -> None:
    seed = with_an_authenticator(patient)
    sessions = [challenge(initiate(laptop, patient.username), "SOFTWARE_TOKEN_MFA")["Session"] for _ in range(2)]
    # The next step's code: that of this one was used to set it up.
    code, barrier = totp(seed, time.time() + 30), Barrier(2)

    def answer(session: str) -> int:
        barrier.wait()
        given = {"SOFTWARE_TOKEN_MFA_CODE": code}
        return respond(laptop, "SOFTWARE_TOKEN_MFA", session, patient.username, **given).status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, sessions)) == [200, 400]


@pytest.mark.feature("A14+")
def test_a_mailed_code_opens_one_of_two_at_once(laptop: Laptop, patient: Patient) -> None:
    session, code = begun(laptop, patient)
    barrier = Barrier(2)

    def answer(_: int) -> int:
        barrier.wait()
        return by_code(laptop, session, patient.username, code).status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, range(2))) == [200, 400]
