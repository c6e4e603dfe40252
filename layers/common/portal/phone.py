"""The phone number of an account (A11): it counts once the code by text came back. Kept in E.164: `+12025550123`."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from portal import addresses, store
from portal.access import Caller
from portal.errors import Conflict, Invalid, PhoneNeeded
from portal.identity import names, sessions, verification
from portal.store import Writes, where
from portal.store.items import Credential

_BETWEEN = re.compile(r"[\s().\-\u2010-\u2015/]")
# https://www.nanpa.com: area code and exchange begin with 2 to 9.
_NORTH_AMERICAN = re.compile(r"(?:\+?1)?([2-9]\d{2}[2-9]\d{6})", re.ASCII)
LONGEST_TYPED = 64
# ITU-T E.164: a country code and at most fifteen digits altogether.
_INTERNATIONAL = re.compile(r"\+[2-9]\d{7,14}", re.ASCII)


@dataclass(frozen=True)
class Pending:
    """A number, masked, whose code is under way."""

    number: str
    expires_at: datetime


def e164(number: str, field: str) -> str:
    """`(555) 010-0199`, `1 555…` and `+44 20 …` alike. Whether anybody has the number, the code shows."""
    bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", number)) if len(number) <= LONGEST_TYPED else ""
    if american := _NORTH_AMERICAN.fullmatch(bare):
        return f"+1{american[1]}"
    if _INTERNATIONAL.fullmatch(bare):
        return bare
    said = "Enter ten digits, such as 202-555-0123. A number outside the US begins with + and the country code"
    raise Invalid.field(field, "impossible", said)


def add(caller: Caller, number: str) -> Pending:
    """A code goes to the number by text; only when it comes back the number is the account's."""
    with store.all_or_nothing() as write:
        return ask(write, caller, number, field="number")


def ask(write: Writes, caller: Caller, number: str, *, field: str) -> Pending:
    """The same in the caller's transaction. Invalid, at `field`, for what is no number."""
    wanted = e164(number, field)
    return Pending(names.masked_phone(wanted), verification.start(write, caller, "phone_number", wanted))


def ask_again(caller: Caller) -> Pending:
    """Another code for the number that waits; the one before is dead."""
    waiting = verification.pending(caller, "phone_number")
    if waiting is None:
        raise Invalid.field("AttributeName", "nothing-pending", "No new phone number waits for its code")
    return add(caller, waiting.value)


def verify(caller: Caller, code: str) -> Credential:
    """The code came back. Where it is a second factor, every other session ends."""
    waiting = verification.prove(caller, "phone_number", code)
    with store.all_or_nothing() as write:
        verification.use(write, waiting)
        verification.note(write, caller, "phone_number", "verified")
        return _change(write, caller, waiting.value)


def remove(caller: Caller) -> Credential:
    """PhoneNeeded while codes by text are switched on."""
    if "SMS_MFA" in caller.credential.mfa:
        raise PhoneNeeded
    if caller.credential.phone is None:
        return caller.credential
    with store.all_or_nothing() as write:
        verification.note(write, caller, "phone_number", "removed")
        return _change(write, caller, None)


def _change(write: Writes, caller: Caller, number: str | None) -> Credential:
    credential = caller.credential
    changed: dict[str, Any] = {"phone": number} if number else {}
    removed = [] if number else ["phone"]
    if "SMS_MFA" in credential.mfa:
        sessions.end_others(write, credential, caller.session, remove=removed, **changed)
    else:
        same = where("mfa").eq(credential.mfa) & where("state").eq("active")
        write.update(credential.key(), set=changed, remove=removed, when=same, else_raise=Conflict())
    addresses.tell(write, caller, caller.account.emails, "phone-changed")
    return replace(credential, phone=number)
