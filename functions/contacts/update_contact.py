"""PUT /api/contacts/{id}: another entry in the place of one in My Contacts (A10)."""

from portal import contacts, http
from portal.access import Caller


@http.operation("PUT", "/api/contacts/{id}", who=Caller)
def update_contact(id: str, wanted: contacts.Details, caller: Caller) -> contacts.Shown:
    """Change a contact: what is not named is empty from then on"""
    return contacts.change(caller, id, wanted)


handler = http.handler(update_contact)
