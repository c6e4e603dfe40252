"""A new address or phone number proves itself by a code that goes there: ten minutes, five tries, one each at a time.

Asking again kills the code before. The code is bound to the account, the attribute and the value.
"""

from datetime import datetime

from portal import audit, outbox, store
from portal.access import Caller
from portal.errors import AttemptsExceeded, CodeExpired, CodeRefused, CodeUsed
from portal.identity import codes, limits, names
from portal.store import Writes, where
from portal.store.items import Verification
from portal.store.items.account import Attribute

AUDIT_NAMES: dict[Attribute, str] = {"email": "email", "phone_number": "phone"}


def _bound(account_id: str, attribute: Attribute, value: str) -> str:
    return f"{account_id}|{attribute}|{value}"


def start(
    write: Writes,
    caller: Caller,
    attribute: Attribute,
    value: str,
    *,
    make_primary: bool = False,
    taken: bool = False,
) -> datetime:
    """Send a code. Until when it counts. `taken`: another's address, where nothing goes, with the same work."""
    at, account_id, language = caller.at, caller.account.id, caller.credential.language
    code, stored = codes.new(_bound(account_id, attribute, value))
    expires = at + codes.LIFE
    # A transaction takes an item once: the account's addresses and its numbers are counted apart.
    limits.count_sending(write, "verify", f"{account_id}|{attribute}", at)
    limits.count_sending(write, "verify", names.normal(value), at)
    write.put(
        Verification(
            account_id=account_id,
            attribute=attribute,
            value=value,
            make_primary=make_primary,
            taken=taken,
            code=stored,
            expires=expires,
            ttl=int(expires.timestamp()),
        )
    )
    if attribute == "email":
        sent = outbox.mail(value, "verify-address", language, at, code=code)
    else:
        sent = outbox.text(value, "code", language, at, code=code)
    write.put(outbox.to_nobody(sent) if taken else sent)
    note(write, caller, attribute, "added")
    return expires


def pending(caller: Caller, attribute: Attribute) -> Verification | None:
    """What waits for its code; not what waited too long, though it may lie there a while."""
    found = store.get(store.keys.verification(caller.account.id, attribute))
    return found if found and found.expires > caller.at else None


def prove(caller: Caller, attribute: Attribute, code: str) -> Verification:
    """What the code was sent to. Counted before it is compared; what was wrong is noted."""
    key = store.keys.verification(caller.account.id, attribute)
    waiting = store.update(key, add={"tries": 1}, when=where("code").exists())
    if waiting is None:
        raise CodeExpired
    bound = _bound(caller.account.id, attribute, waiting.value)
    try:
        codes.check(code, waiting.code, bound, tries=waiting.tries, expired=waiting.expires <= caller.at)
    except CodeRefused:
        store.put(_entry(caller, attribute, "verify-failed"))
        raise
    return waiting


def use(write: Writes, waiting: Verification) -> None:
    """Of two that come with the same code, one wins."""
    write.delete(waiting.key(), when=where("code").eq(waiting.code), else_raise=CodeUsed())


def refused(waiting: Verification) -> CodeRefused:
    """What a wrong code is answered at this try."""
    return CodeRefused() if waiting.tries < codes.TRIES else AttemptsExceeded()


def note(write: Writes, caller: Caller, attribute: Attribute, what: str) -> None:
    write.put(_entry(caller, attribute, what))


def _entry(caller: Caller, attribute: Attribute, what: str) -> store.Item:
    return audit.by_oneself(caller, f"{AUDIT_NAMES[attribute]}.{what}")
