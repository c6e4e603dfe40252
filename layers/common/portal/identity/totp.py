"""Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30-second steps), each accepted once.

The library accepts a code as often as it is shown, so the last accepted step is kept: Credential.totp_step.
"""

from datetime import datetime
from typing import cast

import pyotp

from portal import sealing
from portal.errors import CodeRefused, CodeReplayed
from portal.settings import settings

STEP_SECONDS = 30
# Clocks of phones differ a little.
DRIFT = 1
SEED_LENGTH = 32
"""160 bits, as RFC 4226 recommends, in base32."""


def new_seed() -> str:
    """A seed in base32, as `otpauth://` links and people's apps take it."""
    return pyotp.random_base32(SEED_LENGTH)


def _context(account_id: str) -> str:
    return f"{settings().user_pool_id}|{account_id}|totp"


def seal(seed: str, account_id: str) -> bytes:
    """What is stored of a seed."""
    return sealing.seal(seed, _context(account_id))


def accepted_step(sealed: bytes, account_id: str, code: str, last_step: int, at: datetime) -> int:
    """The step whose code this is. The caller stores it under the condition that the stored one is still lower.

    CodeReplayed when that step is not after `last_step`, CodeRefused when the code is of no step around `at`.
    """
    generator = pyotp.TOTP(cast(str, sealing.unseal(sealed, _context(account_id))), interval=STEP_SECONDS)
    given, now = code.replace(" ", ""), int(at.timestamp()) // STEP_SECONDS
    # Every step is compared, so that the time tells nothing.
    steps = range(now - DRIFT, now + DRIFT + 1)
    right = [step for step in steps if sealing.same(generator.generate_otp(step), given)]
    if not right:
        raise CodeRefused
    if right[-1] <= last_step:
        raise CodeReplayed
    return right[-1]
