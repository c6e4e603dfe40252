"""How much goes out, codes above all: so much an hour for an account and an address. Unknown names count, too."""

from datetime import datetime, timedelta
from typing import Literal

from portal import sealing, store
from portal.errors import TooMany
from portal.store import Writes

Purpose = Literal[
    "sign-in", "forgot", "verify", "sign-up", "correction", "export", "upload", "link", "thread", "message", "given",
]  # fmt: skip
# A sign-up lives for an hour, and its invite pays for ten codes: this cap is reached before. A new thread may bring a
# mail to each member of a team; nobody who writes by hand comes near the last three.
PER_HOUR = {
    "sign-in": 30, "forgot": 10, "verify": 10, "sign-up": 4, "correction": 20, "export": 6, "upload": 200, "link": 20,
    "thread": 60, "message": 200, "given": 60,
}  # fmt: skip
HOUR = timedelta(hours=1)


def count_sending(write: Writes, purpose: Purpose, who: str, at: datetime) -> None:
    """Count one sending in its own transaction. `who` is an account's id, or an address or number."""
    hour = int(at.timestamp() // HOUR.total_seconds())
    key = store.keys.rate(sealing.mac("alias", "sending", purpose, who, str(hour)))
    few = store.ABSENT | store.where("count").lt(PER_HOUR[purpose])
    wait = int((hour + 1) * HOUR.total_seconds() - at.timestamp()) + 1
    kept = {"kind": "RATE", "digest": key.pk.removeprefix("RATE#"), "ttl": int((at + 2 * HOUR).timestamp())}
    write.update(key, set=kept, add={"count": 1}, when=few, else_raise=TooMany(retry_after=wait))
