"""Correction requests (B8): a profile is its account's own; this asks the practice to change its record.

Whoever may write the section `profile` of the chart may ask. The practice accepts or declines, with a reason.
"""

from datetime import datetime

from pydantic import BaseModel
from pydantic import Field as Described

from portal import audit, dates, deliveries, ids, store
from portal.access import Acting, Caller
from portal.errors import FieldError, Invalid, NotFound
from portal.identity import limits
from portal.store import where
from portal.store.items import Correction
from portal.store.items.corrections import Field, State

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


class CorrectionShown(BaseModel):
    """A request, and what became of it."""

    id: str
    chart: str
    practice: str
    field: Field
    wanted: str
    note: str | None
    sent: datetime
    state: State
    reason: str | None = Described(description="why the practice accepted or declined")
    decided: datetime | None


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
        by=f"{caller.account.given} {caller.account.family}",
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
    return _shown(made)


def listed(caller: Caller, member_id: str) -> list[CorrectionShown]:
    """The account's own for this member, newest first."""
    own = store.keys.corrections(caller.account.id)
    page = store.query(own, where=where("member_id").eq(member_id), newest_first=True, limit=SHOWN)
    return [_shown(each) for each in page.items]


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


def _shown(made: Correction) -> CorrectionShown:
    return CorrectionShown(
        id=made.id,
        chart=made.chart_id,
        practice=made.practice_name,
        field=made.field,
        wanted=made.wanted,
        note=made.note,
        sent=made.sent,
        state=made.state,
        reason=made.reason,
        decided=made.decided,
    )
