"""Temporary passwords: generated, told once, changed at the next sign-in, and of no use after a week (D4, D5)."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from portal.identity import passwords, srp
from portal.store.items import Credential

LIFE = timedelta(days=7)
"""Cognito's TemporaryPasswordValidityDays, where nobody sets it."""
# None that looks like another: people read it to each other.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LENGTH = 4, 4


def new(account_id: str, at: datetime) -> tuple[str, dict[str, Any]]:
    """A password of 79 random bits, and what it sets in the credential."""
    text = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    changed = {"must_change_password": True, "temporary_until": at + LIFE, "short_password": False}
    return text, changed | {"password": passwords.hashed(text, account_id), "srp": srp.sealed(text, account_id)}


def expired(credential: Credential, at: datetime) -> bool:
    """Then it is refused as a wrong one is: only the practice can give another."""
    until = credential.temporary_until
    return credential.must_change_password and until is not None and until <= at
