"""`python -m tests.bench.timing`: do answers for names that nobody has take as long?

On a laptop cloud of its own: wrong passwords, SRP and forgotten passwords, by turns in random order for names of both
kinds, 300 answers each. Two-sample Kolmogorov-Smirnov test; it fails when a difference as large would be seen by chance
less than once in a thousand runs.
"""

import math
import random
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from pycognito.aws_srp import AWSSRP

from local.gateway import HttpAnswer
from local.place import ROOT
from tests.cloud import MOBILE
from tests.e2e.laptop import Laptop
from tests.signing_in import auth, initiate

NAMES, ANSWERS_PER_NAME = 80, 4
LEAST_LIKELY = 0.001


def like_chance(one: list[float], other: list[float]) -> tuple[float, float]:
    """The greatest distance of the two distributions, and how likely one as great is if they are the same."""
    at = sorted([*one, *other])
    distance = max(abs(sum(v <= t for v in one) / len(one) - sum(v <= t for v in other) / len(other)) for t in at)
    root = math.sqrt(len(one) * len(other) / (len(one) + len(other)))
    # Kolmogorov's distribution, with Stephens' correction for finite samples.
    scaled = (root + 0.12 + 0.11 / root) * distance
    series = (2 * (-1) ** (k - 1) * math.exp(-2 * k * k * scaled * scaled) for k in range(1, 101))
    return distance, min(1.0, max(0.0, sum(series)))


def wrong_password(laptop: Laptop, name: str) -> HttpAnswer:
    return initiate(laptop, name, "this is not the password")


def forgotten(laptop: Laptop, name: str) -> HttpAnswer:
    return auth(laptop, "forgot-password", {"ClientId": MOBILE, "Username": name})


def srp(laptop: Laptop, name: str) -> HttpAnswer:
    half = AWSSRP(name, "this is not the password", laptop.told["user_pool_id"], MOBILE, client=object())
    body = {"AuthFlow": "USER_SRP_AUTH", "ClientId": MOBILE, "AuthParameters": half.get_auth_params()}
    return auth(laptop, "initiate-auth", body)


def known_names(laptop: Laptop) -> list[str]:
    """Accounts as an operator makes them."""
    practice = laptop.told["practices"][0]["id"]
    names = []
    for _ in range(NAMES):
        who = {"given": "Ines", "family": "Okafor", "email": _address(), "role": "clinician"}
        names.append(str(laptop.ops("AddStaff", {"practice_id": practice, **who})["username"]))
    return names


def _address() -> str:
    return f"{uuid.uuid4().hex[:12]}@example.org"


def measure(laptop: Laptop, ask: Callable[[Laptop, str], HttpAnswer], status: int, known: list[str]) -> str:
    """A line, and whether the two can be told apart."""
    unknown = [_address() for _ in known]
    turns = [(kind, name) for kind, names in enumerate((known, unknown)) for name in names] * ANSWERS_PER_NAME
    random.shuffle(turns)
    for _ in range(20):
        laptop.call("POST", "/api/auth/get-user", {})
    taken: tuple[list[float], list[float]] = ([], [])
    for kind, name in turns:
        begun = time.perf_counter()
        answer = ask(laptop, name)
        taken[kind].append((time.perf_counter() - begun) * 1000)
        if answer.status != status:
            raise RuntimeError(f"{ask.__name__} answered {answer.status}: {answer.body!r}")
    distance, chance = like_chance(*taken)
    medians = " / ".join(f"{statistics.median(kind):.1f}" for kind in taken)
    verdict = "alike" if chance >= LEAST_LIKELY else "CAN BE TOLD APART"
    return f"{ask.__name__:<16} {len(taken[0]):>5} {medians:>16} {distance:>9.3f} {chance:>7.3f}  {verdict}"


def main() -> str | None:
    state = Path(tempfile.mkdtemp(prefix="timing-", dir=ROOT / ".local"))
    laptop = Laptop(state)
    laptop.start()
    try:
        known = known_names(laptop)
        lines = [
            measure(laptop, ask, status, known) for ask, status in ((wrong_password, 401), (srp, 200), (forgotten, 200))
        ]
    finally:
        laptop.stop()
        shutil.rmtree(state)
    print(f"{'answers':<16} {'each':>5} {'median ms k/u':>16} {'distance':>9} {'chance':>7}", *lines, sep="\n")
    return "Known names can be told from unknown ones by time." if any("APART" in line for line in lines) else None


if __name__ == "__main__":
    sys.exit(main())
