"""Six-digit codes: random, kept as HMAC, bound to what they were made for, good for ten minutes and five tries."""

import secrets
from datetime import timedelta

from portal import sealing
from portal.errors import AttemptsExceeded, CodeExpired, CodeRefused

LIFE = timedelta(minutes=10)
TRIES = 5


def new(bound_to: str) -> tuple[str, str]:
    """A code, and what to store of it."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    return code, sealing.mac("code", bound_to, code)


def check(given: str, stored: str, bound_to: str, *, tries: int, expired: bool) -> None:
    """`tries` was counted up before this, so that guesses at the same moment cannot share one try.

    After the fifth wrong one the right one fails too.
    """
    if tries > TRIES:
        raise AttemptsExceeded
    right = sealing.same(sealing.mac("code", bound_to, given.replace(" ", "").replace("-", "")), stored)
    if expired:
        raise CodeExpired
    if not right:
        raise CodeRefused if tries < TRIES else AttemptsExceeded
