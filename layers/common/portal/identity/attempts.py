"""Guessing is slowed, the same for names that no account has, and nobody is locked out for good (A14).

Every attempt is counted before the password is compared, and stays counted until a sign-in is finished: who knows only
the password cannot ask for code after code. After five of them the next one has to wait 1 s, then 2 s,
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
    wait, one is compared. For names that no account has the same item is kept. Either count is forgotten after a day
    without an attempt, so that an old one does not tell which names are known.
    """
    key = store.keys.credential(account_id)
    few = store.where("failures").not_exists() | store.where("failures").lt(FREE)
    changed: dict[str, Any] = {"free_at": at + LONGEST, "kind": Credential.kind, "account_id": account_id}
    if not known:
        changed["ttl"] = int((at + LONGEST + FORGOTTEN).timestamp())
    stale = at - FORGOTTEN
    recent = store.where("free_at").not_exists() | store.where("free_at").gt(stale)
    counted = store.update(key, set=changed, add={"failures": 1}, when=(few | store.where("free_at").lte(at)) & recent)
    if counted is None:
        slowed = store.get(key)
        before = slowed.free_at if slowed else None
        if before and before <= stale:
            counted = store.update(key, set=changed | {"failures": 1}, when=store.where("free_at").eq(before))
        if counted is None:
            left = (before - at).total_seconds() if before else 1
            raise TooMany(retry_after=max(1, math.ceil(left)))
    return counted


def free_after(counted: Credential, at: datetime) -> datetime:
    """When the attempt after this one, which did not end in a session, may be made."""
    if counted.failures < FREE:
        return at
    return at + min(timedelta(seconds=2.0 ** min(counted.failures - FREE, 20)), LONGEST)
