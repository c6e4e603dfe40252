"""Sessions: one per sign-in and device, renewed by rotating refresh tokens, ended at once by revoking.

Idle and absolute ends: 30 minutes and 12 hours on the web (24 hours on a remembered device), 90 days for mobile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal import audit, ids, store
from portal.errors import Conflict, FlowNotEnabled, SessionEnded
from portal.identity import devices, tokens
from portal.identity.clients import Client, client
from portal.identity.visit import Visit
from portal.store import Condition, Writes
from portal.store.items import Credential, Session

WEB_IDLE = timedelta(minutes=30)
WEB_ENDS = timedelta(hours=12)
WEB_ENDS_REMEMBERED = timedelta(hours=24)
MOBILE_ENDS = timedelta(days=90)
# A browser that closed before the answer came asks again with the same token.
RETRY_GRACE = timedelta(seconds=10)


@dataclass(frozen=True)
class SignedIn:
    """A session and its fresh tokens. `device_key` is told after a sign-in only; None on Cognito's wire."""

    client: Client
    session: Session
    access_token: str
    id_token: str
    refresh_token: str
    device_key: str | None = None


def signed_in(credential: Credential, session: Session, at: datetime, device_key: str | None = None) -> SignedIn:
    access, identity = tokens.make(credential, session, at)
    refresh = str(tokens.Refresh(session.account_id, session.id, session.generation))
    return SignedIn(client(session.client_id), session, access, identity, refresh, device_key)


def new(credential: Credential, visit: Visit, factors: list[str]) -> Session:
    """A session to be written together with whatever opened it. The password was just given."""
    at, web = visit.at, visit.app.web
    remembered = devices.trusted(credential, visit.device_key, at)
    life = (WEB_ENDS_REMEMBERED if remembered else WEB_ENDS) if web else MOBILE_ENDS
    return Session(
        account_id=credential.account_id,
        id=ids.account(),
        client_id=visit.app.id,
        epoch=credential.epoch,
        generation=1,
        rotated=at,
        started=at,
        proved=at,
        factors=factors,
        idle_until=at + (WEB_IDLE if web else MOBILE_ENDS),
        ends=at + life,
        device=visit.source["device"],
        ip=visit.source["ip"],
        ttl=int((at + life).timestamp()),
    )


def end_others(
    write: Writes,
    credential: Credential,
    keep: Session | None,
    *,
    remove: Iterable[str] = (),
    when: Condition | None = None,
    else_raise: Exception | None = None,
    **changed: Any,
) -> None:
    """Change the credential, if `when` holds there, and end every session, at its next request, but `keep`.

    Conflict, or `else_raise`, when the credential is not any more what it was read as.
    """
    epoch = credential.epoch + 1
    as_read = store.where("epoch").eq(credential.epoch) & store.where("state").eq("active")
    when = as_read & when if when else as_read
    refusal = else_raise or Conflict()
    write.update(credential.key(), set=changed | {"epoch": epoch}, remove=remove, when=when, else_raise=refusal)
    if keep:
        write.update(keep.key(), set={"epoch": epoch}, when=store.where("pk").exists(), else_raise=SessionEnded())


def _open(token: str, app: Client, at: datetime) -> tuple[tokens.Refresh, Credential, Session]:
    """SessionEnded unless the token's session is open, whatever its generation."""
    told = tokens.read_refresh_token(token)
    credential, session = store.fetch(
        store.keys.credential(told.account_id),
        store.keys.session(told.account_id, told.origin_jti),
    )
    if not credential or not session or session.client_id != app.id:
        raise SessionEnded
    if credential.state != "active" or session.epoch != credential.epoch:
        raise SessionEnded
    if min(session.idle_until, session.ends) <= at:
        raise SessionEnded
    return told, credential, session


def refresh(token: str, app: Client, at: datetime, source: dict[str, str]) -> SignedIn:
    """Rotate: the token of generation g gives g+1, once. An older token means that it was stolen: the session ends."""
    told, credential, opened = _open(token, app, at)
    session: Session | None = opened
    if told.generation == opened.generation:
        turned = store.update(
            opened.key(),
            set={"rotated": at, "idle_until": at + (WEB_IDLE if app.web else MOBILE_ENDS)},
            add={"generation": 1},
            when=store.where("generation").eq(told.generation),
        )
        # Nobody there: ended meanwhile, or the same token was quicker in another tab.
        session = turned or store.get(opened.key())
    if session and told.generation == session.generation - 1 and at - session.rotated <= RETRY_GRACE:
        return signed_in(credential, session, at)
    if session:
        _end_stolen(session, at, source)
    raise SessionEnded


def renew(token: str, app: Client, at: datetime, source: dict[str, str]) -> SignedIn:
    """REFRESH_TOKEN_AUTH: new tokens for the present refresh token, which stays. An older one ends the session."""
    if "ALLOW_REFRESH_TOKEN_AUTH" not in app.flows:
        raise FlowNotEnabled("REFRESH_TOKEN_AUTH flow not enabled for this client")
    told, credential, session = _open(token, app, at)
    if told.generation != session.generation:
        _end_stolen(session, at, source)
        raise SessionEnded
    return signed_in(credential, session, at)


def _end_stolen(session: Session, at: datetime, source: dict[str, str]) -> None:
    with store.all_or_nothing() as write:
        write.delete(session.key())
        action = "session.reuse-detected"
        write.put(audit.entry(session.account_id, action, event="sign-in", at=at, by=audit.SYSTEM, source=source))


def end(token: str, at: datetime, source: dict[str, str]) -> None:
    """Sign out. SessionEnded when there is nothing to end."""
    told = tokens.read_refresh_token(token)
    session = store.keys.session(told.account_id, told.origin_jti)
    by = audit.oneself(told.account_id)
    with store.all_or_nothing(else_raise=SessionEnded()) as write:
        write.delete(session, when=store.where("pk").exists())
        write.put(audit.entry(told.account_id, "session.signed-out", event="sign-in", at=at, by=by, source=source))
