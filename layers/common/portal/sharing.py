"""Who else can see one's record, and taking it back (C7). The practice gives access; the patient narrows and ends it.

What the patient leaves is kept beside what the practice gave, so that they can give back what they took, and no more.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict

from pydantic import BaseModel, Field

from portal import addresses, audit, granting, outbox, store
from portal.access import Owner, Section, caregiver, narrower, rights
from portal.errors import Conflict, FieldError, Invalid, NotFound
from portal.store import Writes, still, where
from portal.store.items import Access, Chart, Credential
from portal.store.items.account import Right


class Changes(TypedDict, total=False):
    """What is not named stays as it is. `ends` None is no end."""

    sections: dict[Section, Right]
    ends: datetime | None


class Shared(BaseModel):
    """Somebody's access to one's own record."""

    id: str
    name: str = Field(description="as the practice told it")
    role: str
    relationship: str | None = Field(description="what they are to the patient, as the practice told it")
    sections: dict[str, Right] = Field(description="what counts at this moment; empty once it has ended")
    given: dict[str, Right] = Field(description="what the practice gave: the most that the patient can leave them")
    granted: datetime
    ends: datetime | None
    last_used: datetime | None = Field(description="to the quarter hour; null when they have not looked yet")


def listed(owner: Owner) -> list[Shared]:
    """Everybody but the patient's own account, by name; those whose time has run out, too."""
    others = owner.chart.accounts - {owner.account.id}
    found = store.fetch(*(store.keys.access(each, owner.chart.id) for each in others)) if others else []
    shown = [_shown(owner, access) for access in found if access]
    return sorted(shown, key=lambda each: (each.name.casefold(), each.id))


def change(owner: Owner, account_id: str, wanted: Changes) -> Shared:
    """Invalid for a section or a right that the practice did not give, and for an end that is over."""
    access, _ = _whose(owner, account_id)
    sets, removes = _checked(owner, access, wanted)
    if not sets and not removes:
        return _shown(owner, access)
    with store.all_or_nothing(else_raise=Conflict()) as write:
        as_read = where("sections").eq(access.sections) & still("kept", access.kept) & still("ends", access.ends)
        write.update(access.key(), set=sets, remove=removes, when=as_read)
        granting.no_way_round(write, access, owner.chart, owner.at)
        _tell(write, owner, access, "access.changed")
    changed: Any = sets | dict.fromkeys(removes)
    return _shown(owner, replace(access, **changed))


def end(owner: Owner, account_id: str) -> None:
    """At once: their next request finds nothing."""
    access, credential = _whose(owner, account_id)
    with store.all_or_nothing(else_raise=NotFound()) as write:
        granting.take_away(write, account_id, [(access, owner.chart)], owner.at)
        _tell(write, owner, access, "access.ended")
        words = {"patient": owner.chart.given, "practice": access.practice_name}
        write.put(outbox.mail(credential.email, "access-ended", credential.language, owner.at, **words))


def _whose(owner: Owner, account_id: str) -> tuple[Access, Credential]:
    """NotFound for somebody without access, and for the patient's own account."""
    access, credential = store.fetch(store.keys.access(account_id, owner.chart.id), store.keys.credential(account_id))
    if access is None or credential is None or access.role == "primary":
        raise NotFound
    return access, credential


def _checked(owner: Owner, access: Access, wanted: Changes) -> tuple[dict[str, Any], list[str]]:
    """What to set in the access and what to take out of it."""
    sets: dict[str, Any] = {}
    removes: list[str] = []
    errors: list[FieldError] = []
    if "sections" in wanted:
        kept = wanted["sections"]
        for name, right in kept.items():
            given = access.sections.get(name)
            if given is None or narrower(given, right) != right:
                said = "The practice did not give this. Ask the practice to give more"
                errors += Invalid.field(f"sections.{name}", "not_given", said).errors
        if kept == access.sections:
            removes.append("kept")
        else:
            sets["kept"] = kept
    if "ends" in wanted:
        ends = wanted["ends"]
        if ends is None:
            removes.append("ends")
        elif ends <= owner.at:
            errors += Invalid.field("ends", "not_in_future", "Choose a time that is still to come").errors
        else:
            sets["ends"] = ends
    if errors:
        raise Invalid(errors=errors)
    return sets, removes


def _tell(write: Writes, owner: Owner, access: Access, action: str) -> None:
    """In the logs of the patient, of the person whose access it is, and of the practice; and a mail to the patient."""
    for each in audit.on_chart(owner, action, "sharing", access.account_id, access.practice_id, whom=access.name):
        write.put(each)
    words = {"name": access.name, "practice": access.practice_name}
    addresses.tell(write, owner, owner.account.emails, "access-changed", **words)


def _shown(owner: Owner, access: Access) -> Shared:
    return Shared(
        id=access.account_id,
        name=access.name,
        role=access.role,
        relationship=_relationship(owner.chart, access),
        sections=rights(access, owner.chart, owner.at),
        given=access.sections,
        granted=access.granted,
        ends=access.ends,
        last_used=access.last_used,
    )


def _relationship(chart: Chart, access: Access) -> str | None:
    """Of a caregiver, by the address where the practice invited them; it tells none of a representative."""
    entry = caregiver(chart, access.address) if access.role == "caregiver" else None
    return entry["relationship"] if entry else None
