"""My Contacts (A10): the account's own address book of practices, health workers and wellness people."""

from typing import Any

from pydantic import BaseModel

from portal import audit, ids, store
from portal.access import Caller
from portal.errors import Invalid, NotFound
from portal.identity import names
from portal.store import where
from portal.store.items import Contact
from portal.store.items.account import ContactKind

MOST = 200
LONGEST = {"name": 100, "role": 100, "phone": 40, "email": names.EMAIL_LONGEST, "address": 300, "notes": 2000}
"""Characters."""


class Details(BaseModel):
    """What is told of a contact. Nothing is checked but the lengths, and the form of the e-mail address."""

    kind: ContactKind
    name: str
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    notes: str | None = None


class Shown(Details):
    """A contact with its id."""

    id: str


def listed(caller: Caller) -> list[Shown]:
    """All of them, by name."""
    found = [_shown(contact) for contact in store.every(store.keys.contacts(caller.account.id))]
    return sorted(found, key=lambda contact: (contact.name.casefold(), contact.id))


def add(caller: Caller, details: Details) -> Shown:
    """Invalid names each wrong field, or says that there are too many."""
    made = _contact(caller, ids.new(), details)
    if len(listed(caller)) >= MOST:
        raise Invalid.field("name", "too_many", f"You can keep {MOST} contacts. Delete one first")
    with store.all_or_nothing() as write:
        write.put(made, when=store.ABSENT)
        write.put(audit.by_oneself(caller, "contact.added"))
    return _shown(made)


def change(caller: Caller, contact_id: str, details: Details) -> Shown:
    """What is not named is empty from then on."""
    made = _contact(caller, contact_id, details)
    with store.all_or_nothing(else_raise=NotFound()) as write:
        write.put(made, when=where("pk").exists())
        write.put(audit.by_oneself(caller, "contact.changed"))
    return _shown(made)


def remove(caller: Caller, contact_id: str) -> None:
    with store.all_or_nothing(else_raise=NotFound()) as write:
        write.delete(store.keys.contact(caller.account.id, contact_id), when=where("pk").exists())
        write.put(audit.by_oneself(caller, "contact.removed"))


def _shown(contact: Contact) -> Shown:
    return Shown(id=contact.id, kind=contact.contact_kind, **{field: getattr(contact, field) for field in LONGEST})


def _contact(caller: Caller, contact_id: str, details: Details) -> Contact:
    told: dict[str, Any] = {field: (getattr(details, field) or "").strip() or None for field in LONGEST}
    errors = []
    for field, longest in LONGEST.items():
        if len(told[field] or "") > longest:
            errors += Invalid.field(field, "too_long", f"Use at most {longest} characters").errors
    if not told["name"]:
        errors += Invalid.field("name", "missing", "Enter a name").errors
    if told["email"] and not names.is_email(told["email"]):
        errors += Invalid.field("email", "impossible", "Enter an e-mail address, such as name@example.org").errors
    if errors:
        raise Invalid(errors=errors)
    told["name"] = told["name"] or ""
    return Contact(account_id=caller.account.id, id=contact_id, contact_kind=details.kind, **told)
