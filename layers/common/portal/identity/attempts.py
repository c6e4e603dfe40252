"""Guessing is slowed, the same for names that no account has, and nobody is locked out for good (A14).

Every attempt is counted before the password is compared. After five failures the next one has to wait 1 s, then 2 s,
4 s … up to 15 minutes; attempts made meanwhile are refused unseen, even with the right password, and do not count.
"""

import math
from datetime import datetime, timedelta

from portal import store
from portal.errors import TooMany
from portal.store.items import Credential

FREE = 5
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


def wait_until(credential: Credential) -> datetime | None:
    """When the next attempt is allowed; None when at once."""
    if credential.failures < FREE or credential.last_attempt is None:
        return None
    delay = min(timedelta(seconds=2.0 ** min(credential.failures - FREE, 20)), LONGEST)
    return credential.last_attempt + delay


def count(account_id: str, known: bool, at: datetime) -> Credential:
    """Count one attempt and give the credential as it is then. TooMany while the wait is not over.

    For names that no account has the same item is kept, for a day.
    """
    key = store.keys.credential(account_id)
    changed: dict[str, object] = {"last_attempt": at, "kind": Credential.kind, "account_id": account_id}
    if not known:
        changed["ttl"] = int((at + FORGOTTEN).timestamp())
    few = store.where("failures").not_exists() | store.where("failures").lt(FREE)
    counted = store.update(key, set=changed, add={"failures": 1}, when=few)
    if counted:
        return counted
    slowed = store.get(key)
    until = wait_until(slowed) if slowed else None
    if slowed and (until is None or until <= at):
        # Of several that come at the end of the wait, the first one counts.
        unchanged = store.where("failures").eq(slowed.failures)
        counted = store.update(key, set=changed, add={"failures": 1}, when=unchanged)
        if counted:
            return counted
    left = (until - at).total_seconds() if until else 1
    raise TooMany(retry_after=max(1, math.ceil(left)))
