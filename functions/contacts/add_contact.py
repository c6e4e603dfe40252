"""POST /api/contacts: a new entry in My Contacts (A10)."""

from portal import contacts, http
from portal.access import Caller


@http.operation("POST", "/api/contacts", who=Caller)
def add_contact(wanted: contacts.Details, caller: Caller) -> contacts.Shown:
    """Add a practice, health or wellness contact"""
    return contacts.add(caller, wanted)


handler = http.handler(add_contact)
