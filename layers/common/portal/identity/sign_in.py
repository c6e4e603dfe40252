"""Signing in by username or address and password; on a device not seen before a code by e-mail follows (EMAIL_OTP)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import audit, ids, outbox, store
from portal.errors import (
    AttemptsExceeded,
    CodeExpired,
    CodeRefused,
    CodeUsed,
    IncorrectCredentials,
    InvalidSession,
    PasswordResetRequired,
)
from portal.identity import attempts, codes, names, passwords, sessions
from portal.identity.sessions import Client, SignedIn
from portal.store import Writes
from portal.store.items import Challenge, Credential, Device, Session

SESSION_LIFE = timedelta(minutes=15)
DEVICE_LIFE = timedelta(days=180)


@dataclass(frozen=True)
class CodeSent:
    """The sign-in waits for the code that went to `destination` (masked)."""

    session: str
    destination: str


@dataclass(frozen=True)
class NewDevice:
    """A finished sign-in on a device that is known from now on."""

    signed_in: SignedIn
    device_key: str


def by_password(
    username: str, password: str, app: Client, device_key: str | None, at: datetime, source: dict[str, str]
) -> SignedIn | CodeSent:
    """IncorrectCredentials is the same, in words and in work, for a wrong password and for a name nobody has."""
    digest = names.alias_digest(username)
    alias, device = store.fetch(store.keys.alias(digest), store.keys.device(ids.digest(device_key or "")))
    account_id = alias.account_id if alias else digest
    credential = attempts.count(account_id, alias is not None, at)
    good = passwords.right(password, credential.password, account_id)
    if not good or credential.state != "active":
        with store.all_or_nothing() as write:
            # Written in any case, so that a name nobody has costs the same round trip.
            write.update(credential.key(), set={"free_at": attempts.free_after(credential, at)})
            if alias:
                write.put(_entry(account_id, "sign-in.failed", at, source))
        raise IncorrectCredentials
    if credential.must_change_password:
        store.update(credential.key(), set={"failures": 0})
        raise PasswordResetRequired
    known_device = device is not None and device.account_id == account_id and device.ttl > at.timestamp()
    if not known_device:
        return _send_code(credential, app, at)
    opened = sessions.new(credential, app, at, source, factors=["password"], remembered=True)
    return _open(credential, opened, at, source)


def _send_code(credential: Credential, app: Client, at: datetime) -> CodeSent:
    token = ids.token()
    digest = ids.digest(token)
    code, stored = codes.new(digest)
    waiting = Challenge(
        digest=digest,
        name="EMAIL_OTP",
        account_id=credential.account_id,
        client_id=app.id,
        epoch=credential.epoch,
        code=stored,
        expires=at + SESSION_LIFE,
        code_expires=at + codes.LIFE,
        ttl=int((at + SESSION_LIFE).timestamp()),
    )
    with store.all_or_nothing() as write:
        write.put(waiting)
        write.put(outbox.mail(credential.email, "code", credential.language, at, code=code))
        write.update(credential.key(), set={"free_at": attempts.free_after(credential, at)})
    return CodeSent(token, names.masked(credential.email))


def by_code(
    session: str, challenge: str, username: str, code: str, app: Client, at: datetime, source: dict[str, str]
) -> NewDevice:
    """Answer EMAIL_OTP. The session stays good after a wrong code, up to the cap."""
    key = store.keys.challenge(ids.digest(session))
    waiting = store.update(key, add={"tries": 1}, when=store.where("account_id").exists())
    if waiting is None or waiting.client_id != app.id or waiting.name != challenge or waiting.expires <= at:
        raise InvalidSession
    credential, alias = store.fetch(
        store.keys.credential(waiting.account_id),
        store.keys.alias(names.alias_digest(username)),
    )
    if not (username == waiting.account_id or (alias and alias.account_id == waiting.account_id)):
        raise InvalidSession
    if waiting.state == "done":
        raise CodeUsed
    try:
        codes.check(code, waiting.code, waiting.digest, tries=waiting.tries, expired=waiting.code_expires <= at)
    except (AttemptsExceeded, CodeExpired, CodeRefused) as refusal:
        store.put(_entry(waiting.account_id, f"sign-in.{refusal.slug}", at, source))
        raise
    if credential.state != "active" or credential.epoch != waiting.epoch:
        raise InvalidSession
    opened = sessions.new(credential, app, at, source, factors=["password", "email"], remembered=False)
    device_key, device = new_device(waiting.account_id, at, source)
    with store.all_or_nothing(else_raise=CodeUsed()) as write:
        write.update(key, set={"state": "done"}, when=store.where("state").eq("waiting"))
        write.put(device)
        _write_session(write, opened, credential, at, source, else_raise=InvalidSession())
    return NewDevice(sessions.signed_in(credential, opened, at), device_key)


def _open(credential: Credential, opened: Session, at: datetime, source: dict[str, str]) -> SignedIn:
    with store.all_or_nothing() as write:
        _write_session(write, opened, credential, at, source, else_raise=IncorrectCredentials())
    return sessions.signed_in(credential, opened, at)


def _write_session(
    write: Writes, opened: Session, credential: Credential, at: datetime, source: dict[str, str], else_raise: Exception
) -> None:
    """Only if the account is still what it was when the password or the code was compared. Forgets failures."""
    unchanged = store.where("epoch").eq(credential.epoch) & store.where("state").eq("active")
    write.update(credential.key(), set={"failures": 0}, remove=["free_at"], when=unchanged, else_raise=else_raise)
    write.put(opened)
    write.put(_entry(opened.account_id, "sign-in.succeeded", at, source))


def new_device(account_id: str, at: datetime, source: dict[str, str]) -> tuple[str, Device]:
    """A device's key, and what is kept of it."""
    key = ids.token()
    until = int((at + DEVICE_LIFE).timestamp())
    device = Device(digest=ids.digest(key), account_id=account_id, name=source["device"], first_seen=at, ttl=until)
    return key, device


def _entry(account_id: str, action: str, at: datetime, source: dict[str, str]) -> store.Item:
    return audit.entry(account_id, action, event="sign-in", at=at, by=audit.oneself(account_id), source=source)
