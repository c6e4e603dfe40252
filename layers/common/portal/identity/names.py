"""Usernames and e-mail addresses: their form, and how they lead to an account."""

import re
import unicodedata
import uuid

from portal import sealing
from portal.errors import FieldError
from portal.settings import settings

USERNAME_SHORTEST, USERNAME_LONGEST, EMAIL_LONGEST = 3, 64, 254
# Nobody's is as long. To put the marks of a letter in order takes the square of their number: minutes for a whole body.
LONGEST_TYPED = 1024
_USERNAME = re.compile(r"[\w.@+-]+", re.UNICODE)
# What HTML's <input type=email> takes, with a dot in the domain; SES takes no other characters.
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)


_ACCOUNT_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)


def normal(identifier: str) -> str:
    """What is compared: NFKC, lower case, no space around. Passwords are never treated so."""
    folded = unicodedata.normalize("NFKC", identifier[:LONGEST_TYPED]).strip().casefold()
    # Folding can undo the first form: a name has to lead to the same account when it is treated so twice.
    return unicodedata.normalize("NFKC", folded).casefold()


def alias_digest(identifier: str) -> str:
    """Where the alias lies: names and addresses themselves are not keys of the table."""
    return sealing.mac("alias", settings().user_pool_id, normal(identifier))


def is_account_id(identifier: str) -> bool:
    """After SRP, clients of Cognito go on with USER_ID_FOR_SRP, an account's id, as the name they sign in with."""
    return bool(_ACCOUNT_ID.fullmatch(identifier))


def nobody(identifier: str) -> str:
    """The id for a name that nobody has, to count and answer it: always the same, and formed like an account's.

    An id that no account has is its own, so that a made-up one, given as a name, is answered like a real one.
    """
    name = normal(identifier)
    return name if is_account_id(name) else str(uuid.UUID(alias_digest(name)[:32], version=4))


def is_email(address: str) -> bool:
    return len(address) <= EMAIL_LONGEST and bool(_EMAIL.fullmatch(address))


def username_errors(username: str, own_email: str) -> list[FieldError]:
    """A username may be an e-mail address only if it is the one that the account verifies: no one takes another's."""
    wanted = normal(username)
    if len(wanted) < USERNAME_SHORTEST:
        return [FieldError("username", "too_short", "Use at least 3 characters")]
    if len(wanted) > USERNAME_LONGEST and "@" not in wanted:
        return [FieldError("username", "too_long", "Use at most 64 characters")]
    if not _USERNAME.fullmatch(wanted) or is_account_id(wanted):
        return [FieldError("username", "characters", "Use letters, digits and . _ - + @ only")]
    if "@" in wanted and wanted != normal(own_email):
        return [FieldError("username", "not_your_email", "Use your own e-mail address, or a name without @")]
    return []


def masked(email: str) -> str:
    """`r***@e***`, as Cognito shows where a code went. Small letters: a capital would tell that it is not made up."""
    local, _, domain = normal(email).partition("@")
    return f"{local[:1]}***@{domain[:1]}***"


def masked_phone(number: str) -> str:
    """`+*******0199`, as Cognito shows it."""
    return f"+*******{number[-4:]}"
