"""Recovery codes: ten that a person keeps on paper for the day the phone is lost. Each counts once.

They have 60 random bits, so what is stored, an HMAC, cannot be searched. No code holds i, l, o or u: who reads them
as the digits they look like is understood.
"""

import secrets

from portal import sealing
from portal.store.items import Credential

COUNT = 10
GROUPS, GROUP_LENGTH = 3, 4
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_READ_AS = str.maketrans("ilo", "110", " -")


def new(account_id: str) -> tuple[list[str], list[str]]:
    """Ten codes to show once, like `4k7x-m2q9-0zrt`, and what to store of them (Credential.recovery)."""
    shown = ["-".join(_group() for _ in range(GROUPS)) for _ in range(COUNT)]
    return shown, [_mac(account_id, code) for code in shown]


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(GROUP_LENGTH))


def _mac(account_id: str, code: str) -> str:
    return sealing.mac("recovery", account_id, code.casefold().translate(_READ_AS))


def find(credential: Credential, given: str) -> str | None:
    """What is stored of this code, or None when it is none of those left.

    The caller removes it, under the condition that the list is still the one that was read.
    """
    mac = _mac(credential.account_id, given)
    return next((stored for stored in credential.recovery if sealing.same(stored, mac)), None)
