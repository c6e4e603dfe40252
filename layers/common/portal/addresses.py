"""The e-mail addresses of an account (A3). One is the primary: codes and notices go there; any of them signs in.

Every verified address is told of a change. Whether an address is another account's is never told: asking for it has the
same answer and the same work, and then every code is wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal import outbox, store
from portal.access import Caller
from portal.errors import AddressNeeded, Conflict, Invalid, NotFound
from portal.identity import names, verification
from portal.settings import settings
from portal.store import Writes, where
from portal.store.items import Alias, Verification

MOST = 10


@dataclass(frozen=True)
class Address:
    """`id` follows from the address, so that no URL holds it."""

    id: str
    address: str
    primary: bool
    verified: datetime


@dataclass(frozen=True)
class Pending:
    """An address whose code is under way."""

    address: str
    expires_at: datetime


@dataclass(frozen=True)
class Addresses:
    emails: list[Address]
    pending: Pending | None


def address_id(address: str) -> str:
    return names.alias_digest(address)[:32]


def of(emails: dict[str, datetime], primary: str, waiting: Verification | None) -> Addresses:
    """The primary one first, then by age."""
    known = [Address(address_id(a), a, a == primary, verified) for a, verified in emails.items()]
    pending = Pending(waiting.value, waiting.expires) if waiting else None
    return Addresses(sorted(known, key=lambda a: (not a.primary, a.verified)), pending)


def listed(caller: Caller) -> Addresses:
    return of(caller.account.emails, caller.credential.email, verification.pending(caller, "email"))


def add(caller: Caller, address: str) -> Pending:
    """A code goes to the new address; only when it comes back the address belongs to the account."""
    with store.all_or_nothing() as write:
        return ask(write, caller, address, field="address")


def ask(write: Writes, caller: Caller, address: str, *, field: str, make_primary: bool = False) -> Pending:
    """The same in the caller's transaction. Invalid, at `field`, for what is no address, one's own, or one too many."""
    wanted, account = address.strip(), caller.account
    if not names.is_email(wanted):
        raise Invalid.field(field, "impossible", "Enter an e-mail address, such as name@example.org")
    own = address_id(wanted) in map(address_id, account.emails)
    if own and not make_primary:
        raise Invalid.field(field, "own", "This address is yours already")
    if not own and len(account.emails) >= MOST:
        raise Invalid.field(field, "too_many", f"An account can have {MOST} addresses. Remove one first")
    alias = store.get(store.keys.alias(names.alias_digest(wanted)))
    taken = alias is not None and alias.account_id != account.id
    expires = verification.start(write, caller, "email", wanted, make_primary=make_primary, taken=taken)
    return Pending(wanted, expires)


def ask_again(caller: Caller) -> Pending:
    """Another code for the address that waits; the one before is dead."""
    waiting = verification.pending(caller, "email")
    if waiting is None:
        raise Invalid.field("AttributeName", "nothing-pending", "No new address waits for its code")
    about = {"make_primary": waiting.make_primary, "taken": waiting.taken}
    with store.all_or_nothing() as write:
        return Pending(waiting.value, verification.start(write, caller, "email", waiting.value, **about))


def verify(caller: Caller, code: str) -> Addresses:
    """The code came back: the address is the account's, unless another account was quicker."""
    waiting = verification.prove(caller, "email", code)
    account, credential = caller.account, caller.credential
    before = {a: t for a, t in account.emails.items() if address_id(a) != address_id(waiting.value)}
    emails = before | {waiting.value: caller.at}
    primary = waiting.value if waiting.make_primary else credential.email
    with store.all_or_nothing() as write:
        digest = names.alias_digest(waiting.value)
        free = store.ABSENT | where("account_id").eq(account.id)
        write.put(Alias(digest=digest, account_id=account.id), when=free, else_raise=verification.refused(waiting))
        _set_emails(write, caller, emails)
        verification.use(write, waiting)
        verification.note(write, caller, "email", "verified")
        if waiting.make_primary:
            _set_primary(write, caller, primary, emails.keys() | account.emails.keys())
        else:
            tell(write, caller, account.emails, "address-added", address=names.masked(waiting.value))
    return of(emails, primary, None)


def make_primary(caller: Caller, email_id: str) -> Addresses:
    """Another verified address becomes the one where codes and notices go."""
    chosen = _find(caller, email_id)
    if chosen != caller.credential.email:
        with store.all_or_nothing() as write:
            write.check(caller.account.key(), when=where("emails").eq(caller.account.emails), else_raise=Conflict())
            _set_primary(write, caller, chosen, caller.account.emails)
    return of(caller.account.emails, chosen, verification.pending(caller, "email"))


def remove(caller: Caller, email_id: str) -> Addresses:
    """It signs in no more; a code for a forgotten password that went there is dead. AddressNeeded for the primary."""
    chosen, account, credential = _find(caller, email_id), caller.account, caller.credential
    if chosen == credential.email:
        raise AddressNeeded("This is your main address. Make another one your main address first")
    if address_id(chosen) == address_id(credential.username):
        raise AddressNeeded("This address is your username, too. Change your username first")
    left = {a: t for a, t in account.emails.items() if a != chosen}
    still = where("email").eq(credential.email) & where("username").eq(credential.username)
    with store.all_or_nothing() as write:
        _set_emails(write, caller, left)
        write.update(credential.key(), remove=["reset"], when=still, else_raise=Conflict())
        own = where("account_id").eq(account.id)
        write.delete(store.keys.alias(names.alias_digest(chosen)), when=own, else_raise=Conflict())
        verification.note(write, caller, "email", "removed")
        tell(write, caller, account.emails, "address-removed", address=names.masked(chosen))
    return of(left, credential.email, verification.pending(caller, "email"))


def _find(caller: Caller, email_id: str) -> str:
    for address in caller.account.emails:
        if address_id(address) == email_id:
            return address
    raise NotFound


def _set_emails(write: Writes, caller: Caller, emails: dict[str, datetime]) -> None:
    unchanged = where("emails").eq(caller.account.emails)
    write.update(caller.account.key(), set={"emails": emails}, when=unchanged, else_raise=Conflict())


def _set_primary(write: Writes, caller: Caller, address: str, everybody: Iterable[str]) -> None:
    credential = caller.credential
    as_read = where("email").eq(credential.email) & where("state").eq("active")
    write.update(credential.key(), set={"email": address}, when=as_read, else_raise=Conflict())
    verification.note(write, caller, "email", "primary")
    tell(write, caller, everybody, "address-primary", address=names.masked(address))


def tell(write: Writes, caller: Caller, addresses: Iterable[str], template: str, **words: str) -> None:
    """Tell the account's holder of a change, at each of these addresses, what to do if it was not them."""
    words["link"] = settings().portal_url
    for address in addresses:
        write.put(outbox.mail(address, template, caller.credential.language, caller.at, **words))
