"""GET /api/contacts: My Contacts, by name (A10)."""

from pydantic import BaseModel

from portal import contacts, http
from portal.access import Caller
from portal.contacts import Shown


class Contacts(BaseModel):
    contacts: list[Shown]


@http.operation("GET", "/api/contacts", who=Caller)
def list_contacts(caller: Caller) -> Contacts:
    """The account's own address book, at most 200 entries"""
    return Contacts(contacts=contacts.listed(caller))


handler = http.handler(list_contacts)
