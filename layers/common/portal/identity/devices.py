"""Browsers and apps that an account signed in on before: who comes back to one of them is asked for less.

The key lies in a cookie or the app's store; the account keeps its digest. One browser has one key for the whole family.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from portal import ids
from portal.store.items import Credential, Device

KEPT = timedelta(days=180)
MOST = 20


def known(credential: Credential, key: str | None, at: datetime) -> Device | None:
    """The device whose key this is, unless it was not seen for half a year."""
    found = credential.devices.get(ids.digest(key)) if key else None
    return found if found and found.last_seen + KEPT > at else None


def trusted(credential: Credential, key: str | None, at: datetime) -> bool:
    """Whether no second factor is asked for there: it was proved there, and nothing important changed since."""
    found = known(credential, key, at)
    return found is not None and found.trusted == credential.epoch


def noted(credential: Credential, key: str, name: str, at: datetime, *, trust: bool) -> dict[str, Device]:
    """The account's devices with this one, seen now; the longest unseen make room."""
    before = known(credential, key, at)
    device = replace(before, last_seen=at) if before else Device(name=name, first_seen=at, last_seen=at)
    if trust:
        device = replace(device, trusted=credential.epoch)
    others = {digest: d for digest, d in credential.devices.items() if d.last_seen + KEPT > at}
    newest = sorted((others | {ids.digest(key): device}).items(), key=lambda item: item[1].last_seen)[-MOST:]
    return dict(newest)
