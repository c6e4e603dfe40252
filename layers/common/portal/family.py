"""The people of an account, each with their charts (B6, B7).

What one writes of a person is the account's own: it never touches a practice's record, and no practice sees it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import batched, chain
from typing import Any, TypedDict

from pydantic import BaseModel, Field

from portal import audit, dates, granting, store
from portal.access import Acting, Caller, Leaving, rights
from portal.errors import Conflict, FieldError, Invalid, NotFound
from portal.identity import names
from portal.store import Writes, where
from portal.store.items import Access, Chart, Mailbox, Member
from portal.store.items.account import Right, Role

LONGEST = {"given": 100, "family": 100, "relationship": 50, "phone": 40, "email": names.EMAIL_LONGEST, "address": 300}
"""Characters."""
NEEDED = {"given", "family", "relationship"}
SELF = "self"


class StillLinked(Conflict):
    slug, title = "still-linked", "This person still has records in your account. Take those out of it first"


class Changes(TypedDict, total=False):
    """What is not named stays as it is. Empty or None is none. A date of birth as people write it."""

    given: str
    family: str
    relationship: str
    birth_date: str | None
    phone: str | None
    email: str | None
    address: str | None


class Particulars(BaseModel):
    """A person as the account's holder wrote them down; at first as the practice told them."""

    id: str
    given: str
    family: str
    relationship: str = Field(description="what they are to the account's holder; `self` for oneself")
    birth_date: date | None
    phone: str | None
    email: str | None
    address: str | None


class PracticeName(BaseModel):
    id: str
    name: str


class ChartShown(BaseModel):
    """One practice's record of the person."""

    id: str = Field(description="its FHIR Patient id, too")
    practice: PracticeName
    role: Role
    sections: dict[str, Right] = Field(description="what the account may do with it at this moment")
    ends: datetime | None
    unread: int = Field(description="threads with messages from the practice that were not read")


class Person(Particulars):
    """With the charts that may be used at this moment, by the name of their practice."""

    charts: list[ChartShown]


def members(caller: Caller) -> list[Person]:
    """Everybody of the account, oneself first. Access that does not count any more is left out."""
    items = list(store.every(store.keys.accesses_and_members(caller.account.id)))
    accesses = [i for i in items if isinstance(i, Access)]
    keys = [(store.keys.chart(a.chart_id), store.keys.mailbox(a.account_id, a.chart_id)) for a in accesses]
    found = batched(store.fetch(*chain.from_iterable(keys)) if keys else [], 2, strict=True)
    shown = [(a.member_id, _chart(caller, a, c, box)) for a, (c, box) in zip(accesses, found, strict=True)]
    shown = sorted((each for each in shown if each[1].sections), key=lambda each: (each[1].practice.name, each[1].id))
    people = [i for i in items if isinstance(i, Member)]
    people.sort(key=lambda m: (m.relationship != SELF, m.given, m.family))
    return [Person(**_profile(m).model_dump(), charts=[c for of, c in shown if of == m.id]) for m in people]


def member(caller: Caller, member_id: str) -> Person:
    """One of them."""
    found = next((person for person in members(caller) if person.id == member_id), None)
    if found is None:
        raise NotFound
    return found


def change(caller: Caller, member_id: str, wanted: Changes) -> Particulars:
    """Invalid names each wrong field. Only oneself is `self`, and stays so."""
    before = store.get(store.keys.member(caller.account.id, member_id))
    if before is None:
        raise NotFound
    told = _checked(caller, before, wanted)
    kept = {name: value for name, value in told.items() if value is not None}
    with store.all_or_nothing(else_raise=NotFound()) as write:
        if told:
            write.update(before.key(), set=kept, remove=told.keys() - kept.keys(), when=where("pk").exists())
            write.put(audit.by_oneself(caller, "member.changed"))
    return _profile(before).model_copy(update=told)


def remove(caller: Caller, member_id: str) -> None:
    """Take a person out of the account, with what is left of access to their charts that does not count any more.

    StillLinked while a chart of theirs may be used, Conflict for oneself.
    """
    account_id, charts = caller.account.id, granting.charts_of(caller.account)
    accesses = [store.keys.access(account_id, chart) for chart in charts]
    whose, *found = store.fetch(store.keys.member(account_id, member_id), *accesses, *map(store.keys.chart, charts))
    if whose is None:
        raise NotFound
    if whose.relationship == SELF:
        raise Conflict("You cannot remove yourself from your own account")
    linked = zip(found[: len(charts)], found[len(charts) :], strict=True)
    left = [(access, chart) for access, chart in linked if access and chart and access.member_id == member_id]
    if any(rights(access, chart, caller.at) for access, chart in left):
        raise StillLinked
    with store.all_or_nothing(else_raise=Conflict()) as write:
        granting.take_away(write, account_id, left, caller.at)
        as_read = where("links").eq(whose.links) | where("links").not_exists()
        write.delete(whose.key(), when=where("pk").exists() & as_read)
        write.put(audit.by_oneself(caller, "member.removed"))


def acting_on(caller: Caller, member_id: str, *also: store.Key[Any]) -> tuple[list[Acting], list[Any]]:
    """The caller on each chart of a member that they may use at this moment, and what lies at other keys: one round
    trip. NotFound when there is no such member."""
    account_id, charts = caller.account.id, granting.charts_of(caller.account)
    accesses = [store.keys.access(account_id, chart) for chart in charts]
    whose = store.keys.member(account_id, member_id)
    member, *found = store.fetch(whose, *also, *accesses, *map(store.keys.chart, charts))
    if member is None:
        raise NotFound
    other, linked = found[: len(also)], found[len(also) :]
    pairs = zip(linked[: len(charts)], linked[len(charts) :], strict=True)
    allowed = [(a, c) for a, c in pairs if a and a.member_id == member_id and rights(a, c, caller.at)]
    return [Acting.by(caller, access, chart) for access, chart in allowed], other


def unlink(caller: Leaving, member_id: str) -> None:
    """The chart leaves the account; with their last chart a person who is not oneself leaves, too.

    Conflict when a chart arrives at the same moment.
    """
    acting = caller.acting()
    items = list(store.every(store.keys.accesses_and_members(acting.account.id)))
    if acting.access.member_id != member_id:
        raise NotFound
    with store.all_or_nothing(else_raise=Conflict()) as write:
        leave(write, items, acting.access, acting.chart, caller.at)
        for each in audit.on_chart(acting, "chart.unlinked", "sharing", acting.access.practice_id):
            write.put(each)


def leave(write: Writes, items: Sequence[store.Item], access: Access, chart: Chart, at: datetime) -> None:
    """The same in a transaction. `items` are the account's, which hold its accesses and members."""
    granting.take_away(write, access.account_id, [(access, chart)], at)
    charts = [i for i in items if isinstance(i, Access) and i.member_id == access.member_id]
    whose = next((i for i in items if isinstance(i, Member) and i.id == access.member_id), None)
    if whose and len(charts) == 1 and whose.relationship != SELF:
        unchanged = where("links").eq(whose.links) | where("links").not_exists()
        write.delete(whose.key(), when=unchanged)


def _chart(caller: Caller, access: Access, chart: Chart | None, mailbox: Mailbox | None) -> ChartShown:
    sections = rights(access, chart, caller.at)
    return ChartShown(
        id=access.chart_id,
        practice=PracticeName(id=access.practice_id, name=access.practice_name),
        role=access.role,
        sections=sections,
        ends=access.ends,
        unread=mailbox.unread if mailbox and "messages" in sections else 0,
    )


def _profile(member: Member) -> Particulars:
    return Particulars(**{name: getattr(member, name) for name in Particulars.model_fields})


def _checked(caller: Caller, before: Member, wanted: Changes) -> dict[str, Any]:
    """The new values in their stored form; every wrong field is named at once."""
    told: dict[str, Any] = {}
    errors: list[FieldError] = []
    for name, longest in LONGEST.items():
        if name not in wanted:
            continue
        value = str(wanted.get(name) or "").strip()
        told[name] = value or None
        if len(value) > longest:
            errors += Invalid.field(name, "too_long", f"Use at most {longest} characters").errors
        if not value and name in NEEDED:
            errors += Invalid.field(name, "missing", "This cannot be empty").errors
    if told.get("email") and not names.is_email(told["email"]):
        errors += Invalid.field("email", "impossible", "Enter an e-mail address, such as name@example.org").errors
    if "relationship" in told and (told["relationship"] == SELF) != (before.relationship == SELF):
        errors += Invalid.field("relationship", "fixed", "Only you yourself are “self”").errors
    if "birth_date" in wanted:
        try:
            told["birth_date"] = _born(wanted["birth_date"], caller.at.date())
        except Invalid as refusal:
            errors += refusal.errors
    if errors:
        raise Invalid(errors=errors)
    return told


def _born(text: str | None, today: date) -> date | None:
    return dates.birth_date(text, today) if text else None
