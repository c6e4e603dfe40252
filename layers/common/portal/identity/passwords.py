"""Passwords: rules (NIST SP 800-63B-4) and argon2id hashes, sealed at rest."""

import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from portal import sealing
from portal.errors import FieldError
from portal.settings import settings

SHORTEST, LONGEST = 15, 128
SHORTEST_WITH_SECOND_FACTOR = 8
# OWASP's second choice of argon2id parameters: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def _text(password: str) -> str:
    """NFC, so that the same keys give the same password on every device. Nothing is cut off or trimmed of what may be
    one: four letters become one at most, so what is left of a longer text is too long still."""
    return unicodedata.normalize("NFC", password[: 8 * LONGEST])


def _context(owner: str) -> str:
    return f"{settings().user_pool_id}|{owner}|password"


def hashed(password: str, owner: str) -> bytes:
    """What is stored: argon2id, sealed for this owner (an account or a sign-up)."""
    return sealing.seal(_hasher.hash(_text(password)), _context(owner))


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


def right(password: str, sealed: bytes | None, owner: str) -> bool:
    """Compare. Without a stored hash the same work is done and the answer is no."""
    stored = sealing.unseal(sealed, _context(owner)) if sealed else _nobody()
    try:
        _hasher.verify(stored, _text(password))
    except (VerificationError, InvalidHashError):
        return False
    return sealed is not None


@cache
def _common() -> frozenset[str]:
    """Long passwords that people often choose; shorter ones are refused by their length."""
    return frozenset((files("portal.identity") / "common_passwords.txt").read_text().splitlines())


def errors(password: str, *personal: str, shortest: int = SHORTEST) -> list[FieldError]:
    """Why a password is not accepted: `too_short`, `too_long`, `common` or `context`. No composition rules."""
    text = _text(password)
    if len(text) < shortest:
        return [FieldError("password", "too_short", f"Use at least {shortest} characters")]
    if len(text) > LONGEST:
        return [FieldError("password", "too_long", "Use at most 128 characters")]
    folded = text.casefold()
    if folded in _common() or _repeats(folded):
        return [FieldError("password", "common", "This password is too easy to guess")]
    for word in ("kinchart", *personal):
        if len(word) > 3 and word.casefold() in folded and len(text) - len(word) < shortest - 3:
            return [FieldError("password", "context", "Do not build the password on your name, e-mail or Kinchart")]
    return []


def equal(one: str, other: str) -> bool:
    """Whether the two are one password, however each device composes its letters."""
    return sealing.same(_text(one), _text(other))


def short(password: str) -> bool:
    """Whether only a second factor allows it."""
    return len(_text(password)) < SHORTEST


def _repeats(text: str) -> bool:
    """`aaaaaaaaaaaaaaa`, `abcabcabcabcabc`: one short piece over and over."""
    return any(text == (text[:n] * (len(text) // n + 1))[: len(text)] for n in range(1, 6))
