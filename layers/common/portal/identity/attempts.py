"""Guessing is slowed, the same for names that no account has, and nobody is locked out for good (A14).

Every attempt is counted before the password is compared, and stays counted until a sign-in is finished: who knows only
the password cannot ask for code after code. After five of them the next one has to wait 1 s, then 2 s,
4 s … up to 15 minutes; attempts made meanwhile are refused unseen, even with the right password, and do not count.

Wrong ones are counted for the network address, too: many people may share one, so it has more of them free.
"""

import ipaddress
import math
from datetime import datetime, timedelta
from typing import Any

from portal import sealing, store
from portal.errors import TooMany
from portal.store import Key, Writes
from portal.store.items import Credential, Rate

FREE = 5
FREE_FROM_ADDRESS = 30
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)
BURST = timedelta(seconds=15)
WAITS = ("free_at", "failing_since")
"""What a finished sign-in removes, with `failures` set to 0."""


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


def unfinished(counted: Credential, at: datetime) -> dict[str, Any]:
    """What to write of an attempt that did not end in a session: when the next one may be made.

    Five within BURST are a program's, and many more may be on their way: those wait until it is over.
    """
    if counted.failures < FREE:
        # Nothing of the bar: a later attempt of the same moment may have set it meanwhile.
        return {"failing_since": at} if counted.failures <= 1 else {}
    burst_ends = (counted.failing_since or at) + BURST
    return {"free_at": max(at + _wait(counted.failures - FREE), burst_ends)}


def _wait(beyond: int) -> timedelta:
    """2^n seconds, up to the longest; nothing below zero."""
    return timedelta(0) if beyond < 0 else min(timedelta(seconds=2.0 ** min(beyond, 20)), LONGEST)


def address(ip: str) -> Key[Rate]:
    """Where the wrong attempts from a network address are counted; who has an IPv6 address has its /64."""
    try:
        told = ipaddress.ip_address(ip)
    except ValueError:
        network = ip
    else:
        network = str(ipaddress.ip_network((told, 64), strict=False)) if told.version == 6 else str(told)
    return store.keys.rate(sealing.mac("alias", "attempts", network))


def check_address(from_here: Rate | None, at: datetime) -> None:
    """TooMany while the address has to wait."""
    if from_here and from_here.last:
        free_at = from_here.last + _wait(from_here.count - FREE_FROM_ADDRESS)
        if free_at > at:
            raise TooMany(retry_after=math.ceil((free_at - at).total_seconds()))


def count_wrong(write: Writes, ip: str, from_here: Rate | None, at: datetime) -> None:
    """One more wrong attempt from an address; forgotten after a day without one."""
    try:
        if ipaddress.ip_address(ip).is_loopback:
            # Only where there is no network in between, as on a laptop: it is everybody's address there.
            return
    except ValueError:
        pass
    key = address(ip)
    kept: dict[str, Any] = {"kind": Rate.kind, "digest": key.pk.removeprefix("RATE#")}
    kept |= {"last": at, "ttl": int((at + FORGOTTEN).timestamp())}
    if from_here and from_here.ttl <= at.timestamp():
        write.update(key, set=kept | {"count": 1})
    else:
        # The table adds up, not we: of many at the same moment each counts.
        write.update(key, set=kept, add={"count": 1})
