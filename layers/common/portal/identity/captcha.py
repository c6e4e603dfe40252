"""The CAPTCHA is ALTCHA's proof of work: nothing leaves the site, and nobody has to read crooked letters.

The library accepts a solution as often as it is sent, so a used one is remembered until it expires.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from altcha import v1 as altcha

from portal import ids, sealing
from portal.errors import Invalid
from portal.store import ABSENT, Writes
from portal.store.items import Seen

LIFE = timedelta(minutes=20)
# On average half of this many SHA-256 hashes: under a second in a phone's browser.
WORK = 50_000


@dataclass(frozen=True)
class Challenge:
    """What ALTCHA's clients solve. `maxnumber` is their name for the bound of the search."""

    algorithm: str
    challenge: str
    maxnumber: int
    salt: str
    signature: str


def new(at: datetime) -> Challenge:
    made = altcha.create_challenge(
        altcha.ChallengeOptions(hmac_key=sealing.key("captcha"), max_number=WORK, expires=at + LIFE)
    )
    return Challenge(made.algorithm, made.challenge, made.max_number, made.salt, made.signature)


def check(payload: str, at: datetime) -> str:
    """The digest to remember of a right solution. Invalid with code `invalid` or `expired` otherwise."""
    try:
        good, _ = altcha.verify_solution(payload, sealing.key("captcha"), check_expires=False)
        solved = altcha.Payload.from_base64(payload) if good else None
        expires = solved.parse_salt()[1] if solved else None
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        solved, expires = None, None
    if solved is None or expires is None:
        raise Invalid.field("captcha", "invalid", "The check was not solved")
    if expires <= at.timestamp():
        raise Invalid.field("captcha", "expired", "The check has expired. Please try again")
    # The signature is the challenge's own: the same solution in other JSON is the same solution.
    return ids.digest(solved.signature)


def use(write: Writes, digest: str, at: datetime) -> None:
    """A solution counts once."""
    used = Invalid.field("captcha", "used", "The check was already used. Please try again")
    write.put(Seen(digest=digest, ttl=int((at + 2 * LIFE).timestamp())), when=ABSENT, else_raise=used)
