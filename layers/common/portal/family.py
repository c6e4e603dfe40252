"""The people of an account, each with their charts."""

from dataclasses import dataclass

from portal import store
from portal.access import Caller
from portal.store.items import Access, Member


@dataclass(frozen=True)
class Person:
    """A member and what this account may do with their charts, one per practice."""

    member: Member
    accesses: list[Access]


def members(caller: Caller) -> list[Person]:
    """Everybody of the account, oneself first. Access that has ended is left out."""
    items = list(store.every(store.keys.accesses_and_members(caller.account.id)))
    accesses = [i for i in items if isinstance(i, Access) and not (i.ends and i.ends <= caller.at)]
    people = [i for i in items if isinstance(i, Member)]
    people.sort(key=lambda m: (m.relationship != "self", m.given, m.family))
    return [Person(m, [a for a in accesses if a.member_id == m.id]) for m in people]
