"""Everybody with access to a practice's charts, for its staff: who is on, who is off, and switching that (D6).

An account with a chart elsewhere is listed, too, but it is not this practice's to close.
"""

from dataclasses import replace
from datetime import datetime
from itertools import batched, chain
from typing import Any, Literal

from pydantic import BaseModel, Field

from portal import accounts, granting, pages, store
from portal.errors import Conflict
from portal.identity import disabling
from portal.identity.disabling import State, Status
from portal.staff import StaffMember, StaffOnAccount
from portal.store import Key
from portal.store.items import Access, Account, Chart, Credential
from portal.store.items.account import Role

Listed = Literal["enabled", "disabled"]


class User(BaseModel):
    """An account, and a patient of the practice whose record it has access to."""

    id: str
    username: str
    name: str
    role: Role
    patient: str
    chart: str
    status: Status
    last_sign_in: datetime | None
    force_password_change: bool = Field(description="a new password is asked for before anything else")
    own: bool = Field(description="whether all its charts are this practice's: then the practice may close it")


def listed(caller: StaffMember, which: Listed, cursor: str | None) -> tuple[list[User], str | None]:
    """A page, the newest access first. Who has access to several patients is there once for each of them."""
    begins = "ON#" if which == "enabled" else "OFF#"
    listing = store.keys.accesses_of_practice(caller.practice.id, begins)
    noted, after = pages.page(listing, cursor, newest_first=True)
    # The index is a moment behind: the items themselves tell.
    found = store.fetch(*chain.from_iterable(_keys(access) for access in noted))
    whole = [items for items in batched(found, 4, strict=True) if None not in items]
    return [_shown(caller, *items) for items in whole if items[0].off == (which == "disabled")], after


def _keys(access: Access) -> tuple[Key[Access], Key[Account], Key[Credential], Key[Chart]]:
    account_id = access.account_id
    own = store.keys.account(account_id), store.keys.credential(account_id)
    return (store.keys.access(account_id, access.chart_id), *own, store.keys.chart(access.chart_id))


def change(caller: StaffOnAccount, state: State | None, *, force_password_change: bool) -> User:
    """NotYoursAlone for an account that is not this practice's alone. What is so already is left as it is.

    Every session ends at its next request; what is asked for at the next sign-in is met before anything else (A12).
    """
    account, login = caller.account_named, caller.login_named
    charts, [mine, *_] = granting.charts_of(account), granting.charts_of(account, caller.practice.id)
    *accesses, chart = store.fetch(*(store.keys.access(account.id, c) for c in charts), store.keys.chart(mine))
    if chart is None or None in accesses:
        raise Conflict
    changed: dict[str, Any] = {}
    done: list[str] = []
    with store.all_or_nothing() as write:
        accounts.require_own(write, account, caller.practice.id)
        if state and state != login.state:
            disabling.list_as(write, state, accesses)
            changed["state"] = state
            done.append(disabling.done(state))
        if force_password_change and not login.must_change_password:
            changed["must_change_password"] = True
            done.append("password.change-required")
        if changed:
            disabling.change(write, login, **changed)
        for action in done:
            for entry in caller.entries(action, "account", account.id, whom=f"{account.given} {account.family}"):
                write.put(entry)
    now = replace(login, **changed)
    return _shown(caller, next(a for a in accesses if a.chart_id == mine), account, now, chart)


def _shown(caller: StaffMember, access: Access, account: Account, login: Credential, chart: Chart) -> User:
    return User(
        id=account.id,
        username=login.username,
        name=f"{account.given} {account.family}",
        role=access.role,
        patient=f"{chart.given} {chart.family}",
        chart=chart.id,
        status=disabling.status(login, caller.at),
        last_sign_in=login.last_sign_in,
        force_password_change=login.must_change_password,
        own=accounts.is_own(account, caller.practice.id),
    )
