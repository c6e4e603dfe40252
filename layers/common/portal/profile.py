"""Account Info (A11): username, names, language, time zone, and which notices are wanted."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, reduce
from importlib.resources import files
from operator import and_
from typing import Any, Literal, TypedDict

from portal import addresses, audit, store
from portal.access import STEP_UP, Caller
from portal.errors import Conflict, FieldError, Invalid
from portal.identity import challenges, clients, names
from portal.store import Writes, where
from portal.store.items import Account, Alias, Credential
from portal.store.items.account import Factor, Language

LONGEST_NAME = 100
NOTICES = ("new_result", "new_form", "new_message", "access")
"""Kinds of notice that one may switch off. What is about the account's safety is always told."""


class Changes(TypedDict, total=False):
    """What is not named stays as it is. A time zone of None is none."""

    username: str
    given: str
    family: str
    language: Language
    time_zone: str | None
    notices: dict[str, bool]


@dataclass(frozen=True)
class Notices:
    """New results, new forms to fill in, new messages, and somebody else's access to the record."""

    new_result: bool
    new_form: bool
    new_message: bool
    access: bool


@dataclass(frozen=True)
class SecondFactors:
    """`authenticator` is the name that the app was given; `required` says that the account may not be without one."""

    enabled: list[Factor]
    preferred: Factor | None
    authenticator: str | None
    recovery_codes_left: int
    required: bool


@dataclass(frozen=True)
class Profile:
    """`proved_until`: until then the last check of the password counts for changes that matter (A4)."""

    username: str
    given: str
    family: str
    email: str
    phone: str | None
    language: Language
    time_zone: str | None
    notices: Notices
    mfa: SecondFactors
    proved_until: datetime


def of(caller: Caller, account: Account | None = None, credential: Credential | None = None) -> Profile:
    """As it is now: what a change gave, else as the caller was read."""
    account, credential = account or caller.account, credential or caller.credential
    return Profile(
        username=credential.username,
        given=account.given,
        family=account.family,
        email=credential.email,
        phone=credential.phone,
        language=credential.language,
        time_zone=credential.time_zone,
        notices=Notices(**{kind: account.notices.get(kind, True) for kind in NOTICES}),
        mfa=SecondFactors(
            enabled=credential.mfa,
            preferred=credential.preferred_mfa,
            authenticator=credential.totp_name if credential.totp else None,
            recovery_codes_left=len(credential.recovery),
            required=challenges.required(credential, clients.client(caller.session.client_id)),
        ),
        proved_until=caller.session.proved + STEP_UP,
    )


def update(caller: Caller, wanted: Changes) -> Profile:
    with store.all_or_nothing() as write:
        return of(caller, *change(write, caller, wanted))


def change(write: Writes, caller: Caller, wanted: Changes) -> tuple[Account, Credential]:
    """The same in the caller's transaction. Invalid names each wrong field; StepUpRequired for a new username."""
    account = replace(caller.account, **_checked(caller, wanted))
    credential = replace(
        caller.credential,
        username=names.normal(wanted.get("username", caller.credential.username)),
        language=wanted.get("language", caller.credential.language),
        time_zone=wanted.get("time_zone", caller.credential.time_zone),
    )
    holds: list[store.Condition] = []
    if credential.username != caller.credential.username:
        caller.require_just_proved()
        holds.append(where("emails").eq(account.emails))
        _rename(write, caller, credential)
    _write_account(write, caller, account, holds)
    if credential != caller.credential:
        as_read = where("username").eq(caller.credential.username) & where("state").eq("active")
        changed = {"username": credential.username, "language": credential.language}
        if credential.time_zone:
            changed["time_zone"] = credential.time_zone
        removed = () if credential.time_zone else ("time_zone",)
        write.update(credential.key(), set=changed, remove=removed, when=as_read, else_raise=Conflict())
    same = (credential.language, credential.time_zone) == (caller.credential.language, caller.credential.time_zone)
    if replace(account, notices=caller.account.notices) != caller.account or not same:
        write.put(audit.by_oneself(caller, "profile.changed"))
    return account, credential


def _write_account(write: Writes, caller: Caller, account: Account, holds: list[store.Condition]) -> None:
    changed: dict[str, Any] = {
        name: getattr(account, name)
        for name in ("given", "family", "notices")
        if getattr(account, name) != getattr(caller.account, name)
    }
    if "notices" in changed:
        holds = [*holds, where("notices").eq(caller.account.notices)]
        write.put(audit.by_oneself(caller, "notices.changed"))
    condition = reduce(and_, holds, where("pk").exists())
    if changed:
        write.update(account.key(), set=changed, when=condition, else_raise=Conflict())
    elif holds:
        write.check(account.key(), when=condition, else_raise=Conflict())


def _checked(caller: Caller, wanted: Changes) -> dict[str, Any]:
    """The account's own new values, in their stored form; every wrong field of all is named at once."""
    errors: list[FieldError] = []
    changed: dict[str, Any] = {}
    names_of_a_person: tuple[Literal["given", "family"], ...] = ("given", "family")
    for name in names_of_a_person:
        if name in wanted:
            changed[name] = " ".join(wanted[name].split())
            if not 1 <= len(changed[name]) <= LONGEST_NAME or not changed[name].isprintable():
                errors += Invalid.field(name, "impossible", "Enter a name of at most 100 characters").errors
    if wanted.get("time_zone") is not None and wanted["time_zone"] not in time_zones():
        errors += Invalid.field("time_zone", "unknown", "Choose a time zone, such as America/New_York").errors
    if "notices" in wanted:
        changed["notices"] = caller.account.notices | wanted["notices"]
    if "username" in wanted and names.normal(wanted["username"]) != caller.credential.username:
        own = {names.normal(address) for address in caller.account.emails}
        one_of_mine = names.normal(wanted["username"]) in own
        errors += names.username_errors(
            wanted["username"], wanted["username"] if one_of_mine else caller.credential.email
        )
    if errors:
        raise Invalid(errors=errors)
    return changed


@cache
def time_zones() -> frozenset[str]:
    """IANA's names, from the package tzdata: a Lambda has none of its own."""
    return frozenset((files("tzdata") / "zones").read_text().split())


def _rename(write: Writes, caller: Caller, credential: Credential) -> None:
    """The new name leads to the account from now on, the old one does not, unless it is one of its addresses."""
    own = {names.alias_digest(address) for address in caller.account.emails}
    new, old = names.alias_digest(credential.username), names.alias_digest(caller.credential.username)
    taken = Invalid.field("username", "taken", "This username is taken. Please choose another")
    if new not in own:
        write.put(Alias(digest=new, account_id=caller.account.id), when=store.ABSENT, else_raise=taken)
    if old not in own:
        write.delete(store.keys.alias(old))
    write.put(audit.by_oneself(caller, "username.changed"))
    addresses.tell(write, caller, caller.account.emails, "username-changed", username=credential.username)
