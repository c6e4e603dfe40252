"""Second factors of an account: setting up an authenticator app, choosing which are asked for, recovery codes (A5).

Each change ends every session but the one that makes it, and every trust in a device.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from portal import audit, ids, outbox, store
from portal.access import Caller
from portal.errors import (
    AttemptsExceeded,
    CodeRefused,
    Conflict,
    FactorNotSet,
    Forbidden,
    Invalid,
    InvalidSession,
    SetupMismatch,
)
from portal.identity import challenges, clients, codes, recovery, sessions, totp
from portal.settings import settings
from portal.store import where
from portal.store.items import Challenge, Credential
from portal.store.items.account import Factor


@dataclass(frozen=True)
class Wish:
    """What SetUserMFAPreference says about one factor."""

    enabled: bool
    preferred: bool


Wishes = dict[Factor, Wish]


def associate(caller: Caller) -> str:
    """A new authenticator's seed. It counts only after its first code (`verify`); until then the old one stays."""
    seed = totp.new_seed()
    pending = {"totp_pending": totp.seal(seed, caller.account.id)}
    if store.update(caller.credential.key(), set=pending, when=_as_read(caller.credential)) is None:
        raise Conflict
    return seed


def associate_in_sign_in(session: str, at: datetime) -> tuple[str, str]:
    """The same for a sign-in that waits for MFA_SETUP: the seed, and the Session that goes on."""
    key = store.keys.challenge(ids.digest(session))
    waiting = _setting_up(store.get(key), at)
    seed = totp.new_seed()
    with store.all_or_nothing(else_raise=InvalidSession()) as write:
        next_session = _go_on(write, waiting, secret=totp.seal(seed, waiting.account_id), setup=None)
    return seed, next_session


def verify(caller: Caller, code: str, name: str | None) -> None:
    """The first code of the new authenticator: from now on it is the one. Whether it is asked for is a preference."""
    credential = caller.credential
    if credential.totp_pending is None:
        raise SetupMismatch
    step = _first_step(credential.totp_pending, credential.account_id, code, caller.at)
    # The step is kept, so that the code which proved the new app opens no session.
    changed: dict[str, Any] = {"totp": credential.totp_pending, "totp_step": step}
    forgotten = ["totp_pending"]
    if name:
        changed["totp_name"] = name
    else:
        forgotten.append("totp_name")
    with store.all_or_nothing() as write:
        sessions.end_others(write, credential, caller.session, remove=forgotten, **changed)
        # One that is not asked for yet changes nothing: the preference, which follows, is told.
        told = "factor-changed" if "SOFTWARE_TOKEN_MFA" in credential.mfa else None
        _tell(write, caller, "factor.authenticator-added", told, ["SOFTWARE_TOKEN_MFA"])


def verify_in_sign_in(session: str, code: str, name: str | None, at: datetime) -> str:
    """The same within a sign-in: its seed counts when MFA_SETUP is answered with the Session given here."""
    key = store.keys.challenge(ids.digest(session))
    counted = store.update(key, add={"tries": 1}, when=where("account_id").exists())
    waiting = _setting_up(counted, at)
    if waiting.tries > codes.TRIES:
        raise AttemptsExceeded
    if waiting.secret is None:
        raise SetupMismatch
    step = _first_step(waiting.secret, waiting.account_id, code, at)
    with store.all_or_nothing(else_raise=InvalidSession()) as write:
        return _go_on(write, waiting, setup=step, setup_name=name)


def _as_read(credential: Credential) -> store.Condition:
    return where("epoch").eq(credential.epoch) & where("state").eq("active")


def _first_step(pending: bytes, account_id: str, code: str, at: datetime) -> int:
    try:
        return totp.accepted_step(pending, account_id, code, 0, at)
    except CodeRefused:
        raise SetupMismatch from None


def _setting_up(waiting: Challenge | None, at: datetime) -> Challenge:
    """InvalidSession unless this sign-in waits for MFA_SETUP."""
    if waiting is None or waiting.name != "MFA_SETUP" or waiting.state != "waiting" or waiting.expires <= at:
        raise InvalidSession
    credential = store.get(store.keys.credential(waiting.account_id))
    if credential is None or credential.state != "active" or credential.epoch != waiting.epoch:
        raise InvalidSession
    return waiting


def _go_on(write: store.Writes, waiting: Challenge, **changed: Any) -> str:
    """The sign-in goes on under a new Session; it ends when it would have."""
    token = ids.token()
    write.update(waiting.key(), set={"state": "done"}, when=where("state").eq("waiting"))
    write.put(replace(waiting, digest=ids.digest(token), **changed))
    return token


def prefer(caller: Caller, wishes: Wishes) -> None:
    """SetUserMFAPreference: factors that are not named stay as they are. One at most is preferred.

    FactorNotSet without its authenticator or number; Forbidden for the last strong factor where one is required;
    Invalid at `Password`, code `short_password`, where the password was allowed only beside a strong factor.
    """
    credential = caller.credential
    before = {"mfa": credential.mfa, "preferred_mfa": credential.preferred_mfa}
    changed = _preference(credential, wishes)
    if changed == before:
        return
    if challenges.strong(credential) and not challenges.strong(replace(credential, **changed)):
        if challenges.required(credential, clients.client(caller.session.client_id)):
            raise Forbidden("Your account needs a second factor")
        if credential.short_password:
            raise Invalid.field("Password", "short_password", "First choose a password of at least 15 characters")
    with store.all_or_nothing() as write:
        sessions.end_others(write, credential, caller.session, **changed)
        _tell(write, caller, "factor.preference-changed", "factor-changed", changed["mfa"])


def _preference(credential: Credential, wishes: Wishes) -> dict[str, Any]:
    preferred = [factor for factor, wish in wishes.items() if wish.preferred]
    if len(preferred) > 1 or any(not wishes[factor].enabled for factor in preferred):
        raise Invalid.field("PreferredMfa", "preferred", "One factor that is switched on can be the preferred one")
    has = {"SOFTWARE_TOKEN_MFA": credential.totp, "SMS_MFA": credential.phone, "EMAIL_OTP": credential.email}
    if any(wish.enabled and not has[factor] for factor, wish in wishes.items()):
        raise FactorNotSet
    on = {factor: factor in credential.mfa for factor in challenges.FACTORS}
    on |= {factor: wish.enabled for factor, wish in wishes.items()}
    still = credential.preferred_mfa
    if still in wishes or not (still and on[still]):
        still = None
    return {"mfa": [factor for factor in on if on[factor]], "preferred_mfa": preferred[0] if preferred else still}


def new_recovery_codes(caller: Caller) -> list[str]:
    """Ten codes, shown this once; those from before are dead."""
    credential = caller.credential
    shown, kept = recovery.new(caller.account.id)
    # Of two at once one is told to try again: it would show codes that are dead.
    unchanged = _as_read(credential) & where("recovery").eq(credential.recovery)
    with store.all_or_nothing() as write:
        write.update(credential.key(), set={"recovery": kept}, when=unchanged)
        _tell(write, caller, "recovery.created", "recovery-created", ["RECOVERY_CODE"])
    return shown


def _tell(write: store.Writes, caller: Caller, action: str, template: str | None, about: Iterable[str]) -> None:
    """The audit, with the factors that it is about, and the account's holder."""
    credential, by = caller.credential, audit.person(caller)
    source = caller.request.source | {"factor": "+".join(challenges.PROVED[factor] for factor in about)}
    write.put(audit.entry(caller.account.id, action, event="account", at=caller.at, by=by, source=source))
    if template:
        write.put(outbox.mail(credential.email, template, credential.language, caller.at, link=settings().portal_url))
