"""The devices where an account is signed in: seen, ended one by one or all at once (A9)."""

from portal import audit, store
from portal.access import Caller
from portal.errors import NotFound
from portal.identity import sessions
from portal.store.items import Session


def list_all(caller: Caller) -> list[Session]:
    """Newest first; those that ended by time, password or sign-out are left out."""
    own = store.every(store.keys.sessions(caller.account.id))
    alive = [s for s in own if s.epoch == caller.credential.epoch and min(s.ends, s.idle_until) > caller.at]
    return sorted(alive, key=lambda session: session.started, reverse=True)


def revoke(caller: Caller, session_id: str) -> None:
    """End one, which may be this one. NotFound when the account has none of this id."""
    with store.all_or_nothing(else_raise=NotFound()) as write:
        write.delete(store.keys.session(caller.account.id, session_id), when=store.where("pk").exists())
        write.put(_entry(caller, "session.revoked"))


def revoke_others(caller: Caller) -> None:
    with store.all_or_nothing() as write:
        sessions.end_others(write, caller.credential, caller.session)
        write.put(_entry(caller, "session.revoked"))


def sign_out_everywhere(caller: Caller) -> None:
    """Also here."""
    with store.all_or_nothing() as write:
        sessions.end_others(write, caller.credential, None)
        write.put(_entry(caller, "session.signed-out-everywhere"))


def _entry(caller: Caller, action: str) -> store.Item:
    by, source = audit.person(caller), caller.request.source
    return audit.entry(caller.account.id, action, event="sign-in", at=caller.at, by=by, source=source)
