"""What a practice was given (D8), for its staff in the console and for its own system."""

from datetime import datetime

from pydantic import BaseModel, Field

from portal import pages, store
from portal.errors import Conflict, NotFound
from portal.practice import SignedPractice
from portal.recipients import Whom
from portal.staff import StaffMember
from portal.store import where
from portal.store.items import Given
from portal.store.items.documents import GivenState

from . import document


class BelongsToMessage(Conflict):
    slug, title = "belongs-to-message", "This document came with a message, and is seen with it"


class GivenBy(BaseModel):
    name: str
    role: str = Field(description="`self`, or what they are to the patient")


class GivenDocument(BaseModel):
    id: str
    chart: str
    patient: str
    by: GivenBy
    to: Whom
    name: str
    content_type: str
    size: int = Field(description="in bytes")
    note: str | None
    state: GivenState = Field(description="`attached` came with a message, that of `thread`")
    given: datetime
    thread: str | None


def of_practice(
    staff: StaffMember, state: GivenState, chart: str, cursor: str | None
) -> tuple[list[GivenDocument], str | None]:
    """A page of those in one state, newest first; of one patient those in every state."""
    if chart:
        found, after = pages.page(store.keys.given_of_chart(chart), cursor, newest_first=True)
        own = [_shown(each) for each in found if each.practice_id == staff.practice.id]
        # A chart is one practice's: whether another's goes on is not told, either.
        return own, after if own else None
    noted, after = pages.page(store.keys.given_to_practice(staff.practice.id, state.upper()), cursor, newest_first=True)
    # The index is a moment behind: the items themselves tell.
    there = [each for each in store.fetch(*(each.key() for each in noted)) if each] if noted else []
    return [_shown(each) for each in there if each.state == state], after


def address(staff: StaffMember, given_id: str) -> str:
    """For five minutes; the look is in the logs of the practice and of whoever gave it first."""
    found = _found(staff.practice.id, given_id)
    told = {"about": found.chart_id, "acting_for": found.patient, "section": "documents"}
    looked = staff.entries("document.opened", "record", found.account_id, **told)
    with store.all_or_nothing() as write:
        for entry in looked:
            write.put(entry)
    return document.address(found)


def note(staff: StaffMember, given_id: str, state: GivenState) -> GivenDocument:
    """Somebody has seen it, or it is new again. BelongsToMessage for what came with one."""
    found = _found(staff.practice.id, given_id)
    if "attached" in (found.state, state):
        raise BelongsToMessage
    if found.state != state:
        noted = {"state": state, "gsi1sk": found.listed(state)}
        about = {"about": found.chart_id, "acting_for": found.patient, "section": "documents"}
        with store.all_or_nothing() as write:
            write.update(found.key(), set=noted, when=where("state").eq(found.state))
            action = "document.seen" if state == "seen" else "document.unseen"
            for entry in staff.entries(action, "record", **about):
                write.put(entry)
    return _shown(found).model_copy(update={"state": state})


def for_system(sender: SignedPractice, given_id: str) -> tuple[Given, str]:
    """With its address, for five minutes, noted as that of `address` is."""
    found = _found(sender.practice.id, given_id)
    told = {"about": found.chart_id, "acting_for": found.patient, "section": "documents"}
    with store.all_or_nothing() as write:
        for entry in sender.entries("document.opened", "record", found.account_id, **told):
            write.put(entry)
    return found, document.address(found)


def _found(practice_id: str, given_id: str) -> Given:
    found = store.get(store.keys.given(given_id))
    if found is None or found.practice_id != practice_id:
        raise NotFound
    return found


def _shown(given: Given) -> GivenDocument:
    told = {name: getattr(given, name) for name in ("id", "patient", "name", "content_type", "size", "note", "state")}
    by = GivenBy(name=given.by["name"], role=given.by["kind"])
    return GivenDocument(
        **told, chart=given.chart_id, by=by, to=Whom.model_validate(given.to), given=given.given, thread=given.thread_id
    )
