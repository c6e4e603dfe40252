"""Switching an account off and on again (A13)."""

from datetime import datetime
from typing import Literal

from portal import audit, store
from portal.errors import NotFound
from portal.identity import names
from portal.store import where


def set_state(username: str, state: Literal["active", "disabled"], at: datetime, source: dict[str, str]) -> str:
    """Every session ends at its next request, and none comes back when the account is on again. The account's id.

    NotFound for a name or address that nobody has. A second time it changes nothing but the epoch.
    """
    alias = store.get(store.keys.alias(names.alias_digest(username)))
    if alias is None:
        raise NotFound(f"Nobody has the name {username}")
    action = "account.enabled" if state == "active" else "account.disabled"
    with store.all_or_nothing(else_raise=NotFound()) as write:
        key = store.keys.credential(alias.account_id)
        write.update(key, set={"state": state}, add={"epoch": 1}, when=where("pk").exists())
        write.put(audit.entry(alias.account_id, action, event="account", at=at, by=audit.SYSTEM, source=source))
    return alias.account_id
