"""Guessing is slowed, the same for names that no account has, and nobody is locked out for good (A14).

Every attempt is counted before the password is compared. After five failures the next one has to wait 1 s, then 2 s,
4 s … up to 15 minutes; attempts made meanwhile are refused unseen, even with the right password, and do not count.
"""

import math
from datetime import datetime, timedelta
from typing import Any

from portal import store
from portal.errors import TooMany
from portal.store.items import Credential

FREE = 5
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


def count(account_id: str, known: bool, at: datetime) -> Credential:
    """Count one attempt and give the credential as it is then. TooMany while the wait is not over.

    The count bars everybody else for the longest wait, the failure then shortens it: of many that come at the end of a
    wait, one is compared. For names that no account has the same item is kept, for a day.
    """
    key = store.keys.credential(account_id)
    few = store.where("failures").not_exists() | store.where("failures").lt(FREE)
    changed: dict[str, Any] = {"free_at": at + LONGEST, "kind": Credential.kind, "account_id": account_id}
    if not known:
        changed["ttl"] = int((at + FORGOTTEN).timestamp())
    counted = store.update(key, set=changed, add={"failures": 1}, when=few | store.where("free_at").lte(at))
    if counted is None:
        slowed = store.get(key)
        left = (slowed.free_at - at).total_seconds() if slowed and slowed.free_at else 1
        raise TooMany(retry_after=max(1, math.ceil(left)))
    return counted


def free_after(counted: Credential, at: datetime) -> datetime | None:
    """When the attempt after this failed one may be made; None when at once."""
    if counted.failures < FREE:
        return None
    return at + min(timedelta(seconds=2.0 ** min(counted.failures - FREE, 20)), LONGEST)
