"""Correction requests (B8): a profile is its account's own; this asks the practice to change its record.

Whoever may write the section `profile` of the chart may ask. The practice accepts or declines, with a reason.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel
from pydantic import Field as Described

from portal import audit, dates, deliveries, family, ids, outbox, pages, store
from portal.access import Acting, Caller
from portal.errors import Conflict, FieldError, Invalid, NotFound
from portal.identity import limits
from portal.settings import settings
from portal.staff import StaffMember
from portal.store import where
from portal.store.items import Correction
from portal.store.items.corrections import Field, State

Listed = Literal["open", "decided"]
Decision = Literal["accepted", "declined"]
LONGEST = {"wanted": 300, "note": 2000}
"""Characters."""
SHOWN = 100
"""The newest ones; each account can send so few an hour that older ones are history."""


class CorrectionRequest(BaseModel):
    """What should be put right in a chart. A date of birth as people write it."""

    chart: str
    field: Field
    wanted: str
    note: str | None = None


class _Shown(BaseModel):
    """A request, and what became of it."""

    id: str
    chart: str
    field: Field
    wanted: str
    note: str | None
    sent: datetime
    state: State
    reason: str | None = Described(description="why the practice accepted or declined")
    decided: datetime | None


class CorrectionShown(_Shown):
    """As who asked sees it."""

    practice: str


class CorrectionAsked(_Shown):
    """As the practice's staff see it."""

    patient: str = Described(description="the name on the chart")
    by: str = Described(description="who asked, by the name that the practice knows")


def ask(caller: Caller, member_id: str, request: CorrectionRequest) -> CorrectionShown:
    """Forbidden for those who may only read the profile; NotFound for a chart that is not this member's."""
    access, chart = store.fetch(store.keys.access(caller.account.id, request.chart), store.keys.chart(request.chart))
    acting = Acting.by(caller, access, chart)
    if acting.access.member_id != member_id:
        raise NotFound
    acting.require("write", "profile")
    wanted, note = _checked(caller, request)
    made = Correction(
        account_id=caller.account.id,
        id=f"{caller.account.id}.{ids.timed(caller.at)}",
        sent=caller.at,
        member_id=member_id,
        chart_id=acting.chart.id,
        practice_id=acting.access.practice_id,
        practice_name=acting.access.practice_name,
        patient=acting.patient,
        owner=acting.chart.primary,
        by=acting.access.name,
        field=request.field,
        wanted=wanted,
        note=note,
    )
    with store.all_or_nothing(else_raise=NotFound()) as write:
        as_read = where("granted").eq(acting.access.granted)
        write.check(acting.access.key(), when=as_read)
        limits.count_sending(write, "correction", caller.account.id, caller.at)
        write.put(made, when=store.ABSENT)
        asked = {"correction": made.id, "field": made.field, "wanted": made.wanted, "note": made.note}
        asked |= {"patient_id": acting.chart.patient_id}
        deliveries.announce(write, made.practice_id, "correction.requested", asked, caller.at)
        for each in audit.on_chart(acting, "correction.requested", "record", made.practice_id, section="profile"):
            write.put(each)
    return _to_asker(made)


def listed(caller: Caller, member_id: str) -> list[CorrectionShown]:
    """The account's own for this member, newest first; of charts whose profile it may see: a reason tells of it."""
    actings, _ = family.acting_on(caller, member_id)
    seen = {acting.chart.id for acting in actings if "profile" in acting.rights}
    own = store.keys.corrections(caller.account.id)
    page = store.query(own, where=where("member_id").eq(member_id), newest_first=True, limit=SHOWN)
    return [_to_asker(each) for each in page.items if each.chart_id in seen]


def of_practice(staff: StaffMember, which: Listed, cursor: str | None) -> tuple[list[CorrectionAsked], str | None]:
    """A page of what is asked of the practice, newest first."""
    listing = store.keys.corrections_of_practice(staff.practice.id, which.upper())
    noted, after = pages.page(listing, cursor, newest_first=True)
    # The index is a moment behind: the items themselves tell.
    found = [each for each in store.fetch(*(each.key() for each in noted)) if each]
    return [_to_staff(each) for each in found if (each.state == "open") == (which == "open")], after


def decide(staff: StaffMember, correction_id: str, decision: Decision, reason: str) -> CorrectionAsked:
    """Say what the practice makes of it; its record is changed by its own system. The same again is the same answer.

    NotFound for another practice's, Conflict when it was decided otherwise, Invalid for one declined without a reason.
    """
    told = reason.strip()
    if len(told) > LONGEST["note"]:
        raise Invalid.field("reason", "too_long", f"Use at most {LONGEST['note']} characters")
    if decision == "declined" and not told:
        raise Invalid.field("reason", "missing", "Write why, so that the patient understands it")
    key = store.keys.correction(correction_id)
    made = store.get(key)
    if made is None or made.practice_id != staff.practice.id:
        raise NotFound
    if made.state == "open":
        try:
            return _decided(staff, replace(made, state=decision, reason=told or None, decided=staff.at))
        except _Quicker:
            made = store.get(key) or made
    if made.state != decision:
        raise Conflict(f"This request was {made.state} already")
    return _to_staff(made)


class _Quicker(Exception):
    """A colleague decided at the same moment."""


def _decided(staff: StaffMember, now: Correction) -> CorrectionAsked:
    """With a mail to who asked, which tells nothing of the record, and in the logs of all whom it concerns."""
    sets = {"state": now.state, "decided": now.decided} | ({"reason": now.reason} if now.reason else {})
    with store.all_or_nothing() as write:
        still = where("state").eq("open")
        write.update(now.key(), set=sets | now.index(), when=still, else_raise=_Quicker())
        words = {"practice": now.practice_name, "link": settings().portal_url}
        write.put(outbox.notice(now.account_id, "correction", "correction-decided", staff.at, **words))
        about = {"about": now.chart_id, "section": "profile", "acting_for": now.patient}
        for entry in staff.entries(f"correction.{now.state}", "record", now.account_id, now.owner, **about):
            write.put(entry)
    return _to_staff(now)


def _checked(caller: Caller, request: CorrectionRequest) -> tuple[str, str | None]:
    """Invalid names each wrong field."""
    errors: list[FieldError] = []
    told = {"wanted": request.wanted.strip(), "note": (request.note or "").strip()}
    for name, longest in LONGEST.items():
        if len(told[name]) > longest:
            errors += Invalid.field(name, "too_long", f"Use at most {longest} characters").errors
    if not told["wanted"]:
        errors += Invalid.field("wanted", "missing", "Write what it should say").errors
    elif request.field == "birth_date":
        told["wanted"] = dates.birth_date(told["wanted"], caller.at.date(), field="wanted").isoformat()
    if errors:
        raise Invalid(errors=errors)
    return told["wanted"], told["note"] or None


def _to_asker(made: Correction) -> CorrectionShown:
    return CorrectionShown(**_told(made), practice=made.practice_name)


def _to_staff(made: Correction) -> CorrectionAsked:
    return CorrectionAsked(**_told(made), patient=made.patient, by=made.by)


def _told(made: Correction) -> dict[str, Any]:
    return {name: getattr(made, "chart_id" if name == "chart" else name) for name in _Shown.model_fields}
