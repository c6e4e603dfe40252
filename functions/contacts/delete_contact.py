"""DELETE /api/contacts/{id}: one entry less in My Contacts (A10)."""

from portal import contacts, http
from portal.access import Caller


@http.operation("DELETE", "/api/contacts/{id}", who=Caller)
def delete_contact(id: str, caller: Caller) -> http.Empty:
    """Delete a contact"""
    contacts.remove(caller, id)
    return http.Empty()


handler = http.handler(delete_contact)
