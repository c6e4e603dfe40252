"""Setting a new password, and proving the one there is: each attempt counts as one at signing in (A4, A6, A12)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from portal import audit, outbox, store
from portal.access import STEP_UP, Caller
from portal.errors import IncorrectCredentials, Invalid, SessionEnded
from portal.identity import attempts, challenges, passwords, sessions, srp
from portal.settings import settings
from portal.store.items import Account, Credential


def new_password(credential: Credential, account: Account, text: str, *, field: str) -> dict[str, Any]:
    """What changes in the credential. Invalid, at `field`: `too_short`, `too_long`, `common`, `context` or `same`.

    It may not be the one before, so a temporary one never becomes permanent. To tell is to compare: whoever gets the
    answer `same` has to have proved the account by something else.
    """
    changed = _allowed(credential, account, text, field)
    if passwords.right(text, credential.password, credential.account_id):
        raise _same(field)
    return changed | _kept(credential, text)


def _allowed(credential: Credential, account: Account, text: str, field: str) -> dict[str, Any]:
    shortest = passwords.SHORTEST_WITH_SECOND_FACTOR if challenges.strong(credential) else passwords.SHORTEST
    local_part = credential.email.partition("@")[0]
    personal = (credential.username, local_part, account.given, account.family)
    errors = passwords.errors(text, *personal, shortest=shortest)
    if errors:
        raise Invalid(errors=[replace(error, field=field) for error in errors])
    return {"short_password": passwords.short(text), "must_change_password": False, "temporary_until": None}


def _same(field: str) -> Invalid:
    return Invalid.field(field, "same", "Choose a password that is not the one you had")


def _kept(credential: Credential, text: str) -> dict[str, Any]:
    account_id = credential.account_id
    return {"password": passwords.hashed(text, account_id), "srp": srp.sealed(text, account_id)}


def change(caller: Caller, previous: str, proposed: str) -> None:
    """Every other session ends. The new one is looked at first: an answer about it tells nothing of the old one."""
    field = "ProposedPassword"
    changed = _allowed(caller.credential, caller.account, proposed, field)
    if passwords.equal(previous, proposed):
        raise _same(field)
    credential = _prove(caller, previous, "password.change-failed")
    changed |= _kept(credential, proposed) | {"failures": 0}
    with store.all_or_nothing() as write:
        sessions.end_others(write, credential, caller.session, remove=attempts.WAITS, **changed)
        write.put(_entry(caller, "password.changed"))
        link = settings().portal_url
        write.put(outbox.mail(credential.email, "password-changed", credential.language, caller.at, link=link))


def confirm(caller: Caller, password: str) -> datetime:
    """The step-up (A4): until when changes that matter are open to this session."""
    credential = _prove(caller, password, "password.confirm-failed")
    unchanged = store.where("epoch").eq(credential.epoch) & store.where("state").eq("active")
    with store.all_or_nothing(else_raise=SessionEnded()) as write:
        write.update(credential.key(), set={"failures": 0}, remove=attempts.WAITS, when=unchanged)
        write.update(caller.session.key(), set={"proved": caller.at}, when=store.where("pk").exists())
        write.put(_entry(caller, "password.confirmed"))
    return caller.at + STEP_UP


def _prove(caller: Caller, password: str, failed: str) -> Credential:
    """The credential as it was when this attempt was counted; IncorrectCredentials, TooMany while one has to wait."""
    credential = attempts.count(caller.account.id, True, caller.at)
    if credential.epoch != caller.credential.epoch or credential.state != "active":
        raise SessionEnded
    if not passwords.right(password, credential.password, credential.account_id):
        with store.all_or_nothing() as write:
            if waits := attempts.unfinished(credential, caller.at):
                write.update(credential.key(), set=waits)
            write.put(_entry(caller, failed))
        raise IncorrectCredentials
    return credential


def _entry(caller: Caller, action: str) -> store.Item:
    by, source = audit.person(caller), caller.request.source
    return audit.entry(caller.account.id, action, event="account", at=caller.at, by=by, source=source)
