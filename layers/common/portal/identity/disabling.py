"""How an account stands (D6), and switching it off and on again (A13)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import batched
from typing import Any, Literal

from portal import audit, store
from portal.errors import NotFound
from portal.identity import attempts, names
from portal.store import Writes, where
from portal.store.items import Access, Credential

State = Literal["active", "disabled"]
Status = Literal["invited", "active", "locked", "disabled"]
# Of a transaction's hundred writes; some are for what else happens in it.
SWITCHED_AT_ONCE = 90


def status(credential: Credential, at: datetime) -> Status:
    """`invited`: the practice made it, and nobody has used it yet. `locked`: guessed at, so a sign-in has to wait."""
    if credential.state == "disabled":
        return "disabled"
    if credential.failures >= attempts.FREE and credential.free_at and credential.free_at > at:
        return "locked"
    return "invited" if credential.activates else "active"


def set_state(username: str, state: State, at: datetime, source: dict[str, str]) -> str:
    """For operators: the account's id. NotFound for a name or address that nobody has.

    Every session ends at its next request, and none comes back when the account is on again. A second time it changes
    nothing but the epoch.
    """
    alias = store.get(store.keys.alias(names.alias_digest(username)))
    items = list(store.every(store.keys.accesses_and_credential(alias.account_id))) if alias else []
    credential = next((i for i in items if isinstance(i, Credential)), None)
    if credential is None:
        raise NotFound(f"Nobody has the name {username}")
    account_id = credential.account_id
    with store.all_or_nothing() as write:
        list_as(write, state, [i for i in items if isinstance(i, Access)])
        change(write, credential, state=state)
        write.put(audit.entry(account_id, done(state), event="account", at=at, by=audit.SYSTEM, source=source))
    return account_id


def done(state: State) -> str:
    """The audit's word for it."""
    return "account.enabled" if state == "active" else "account.disabled"


def change(write: Writes, credential: Credential, **changed: Any) -> None:
    """In the caller's transaction; every session ends. Conflict when the credential's own have ended meanwhile."""
    write.update(credential.key(), set=changed, add={"epoch": 1}, when=where("epoch").eq(credential.epoch))


def list_as(write: Writes, state: State, accesses: Sequence[Access]) -> None:
    """In the caller's transaction: practices list an access by whether its account is off.

    Of very many the first are changed before; it is the credential that counts.
    """
    *before, last = list(batched(accesses, SWITCHED_AT_ONCE, strict=False)) or [()]
    for some in before:
        with store.all_or_nothing() as more:
            _list_as(more, state, some)
    _list_as(write, state, last)


def _list_as(write: Writes, state: State, accesses: Sequence[Access]) -> None:
    off = state == "disabled"
    for access in accesses:
        listed = replace(access, off=off).index()
        write.update(access.key(), set={"off": off} | listed, when=where("granted").eq(access.granted))
