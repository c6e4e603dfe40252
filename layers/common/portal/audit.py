"""The audit: what happened to an account or a record, who did it, for whom, when and from where (A8).

An entry is written in the same transaction as what it tells, and never changed; `portal.chain` shows whether it was.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal import clock, ids, store
from portal.access import Acting, Caller
from portal.errors import NotFound
from portal.store.items import AuditEntry, Practice
from portal.store.items.audit import EventKind

QUARTER_HOUR = timedelta(minutes=15)

SYSTEM = {"kind": "system", "name": "Kinchart"}


def entry(
    owner: str,
    action: str,
    *,
    event: EventKind,
    at: datetime,
    by: dict[str, str],
    source: dict[str, str],
    **about: str | None,
) -> AuditEntry:
    """An entry for the log of an account or a practice. `action` is like `sign-in.succeeded`; nothing secret."""
    place = f"{clock.text(at)}#{ids.new()}"
    return AuditEntry(
        owner=owner, place=place, id=ids.new(), at=at, event=event, action=action, by=by, source=source, **about
    )


def of_practice(practice: Practice, accounts: Iterable[str | None], action: str, **told: Any) -> list[AuditEntry]:
    """What a practice's staff or its own system did, for its log and those of the accounts that it touched."""
    owners = dict.fromkeys(owner for owner in (practice.id, *accounts) if owner)
    return [entry(owner, action, practice=practice.name, **told) for owner in owners]


def oneself(account_id: str, name: str = "") -> dict[str, str]:
    """The account's own holder; the name stays true to the day, and is empty where a sign-in does not read it."""
    return {"kind": "self", "account": account_id, "name": name}


def person(caller: Caller) -> dict[str, str]:
    return oneself(caller.account.id, f"{caller.account.given} {caller.account.family}")


def by_oneself(caller: Caller, action: str) -> AuditEntry:
    """What somebody did to their own account."""
    by, source = person(caller), caller.request.source
    return entry(caller.account.id, action, event="account", at=caller.at, by=by, source=source)


def on_chart(
    acting: Acting, action: str, event: EventKind, *others: str | None, **about: str | None
) -> list[AuditEntry]:
    """What somebody did with a chart: for their own log, the patient's where that is another account (A8), and others'.

    The patient is named where that is not the doer.
    """
    return in_confidence(acting, action, event, acting.chart.primary, *others, **about)


def in_confidence(
    acting: Acting, action: str, event: EventKind, *others: str | None, **about: str | None
) -> list[AuditEntry]:
    """The same where it is no concern of the patient's account (C5): for their own log, and others' that are named.

    In another's log the doer is not `self` but has the role of their access, and the name that the practice gave them:
    no one can act under a name of their own choice.
    """
    access = acting.access
    told = {
        "about": access.chart_id,
        "practice": access.practice_name,
        "acting_for": None if access.oneself else acting.patient,
        **about,
    }
    by, source = person(acting), acting.request.source
    own = entry(acting.account.id, action, event=event, at=acting.at, by=by, source=source, **told)
    elsewhere = dict.fromkeys(owner for owner in others if owner and owner != own.owner)
    there = by | {"kind": access.role, "name": access.name}
    return [own, *(replace(own, owner=owner, by=there) for owner in elsewhere)]


def record_read(acting: Acting, *sections: str) -> None:
    """Note, before the answer is given, that somebody reads sections of a chart: once in a quarter hour.

    Of somebody else than the patient's own account it is noted in both logs, with the access' last use, or not at all:
    NotFound when the access has ended since it was read.
    """
    read = ",".join(sorted(sections))
    _note_read(acting, on_chart(acting, "record.viewed", "record", section=read), read)


def own_read(acting: Acting, section: str) -> None:
    """The same of what is the account's own, and of no concern to the patient's (C5): its last use alone is told."""
    _note_read(acting, in_confidence(acting, "record.viewed", "record", section=section), section)


def _note_read(acting: Acting, found: list[AuditEntry], read: str) -> None:
    since = _quarter(acting.at)
    written = _once(found, since, acting.account.id, acting.access.chart_id, read)
    if acting.is_owner:
        store.put(written[0], when=store.ABSENT)
        return
    used = acting.access.last_used
    with suppress(_NotedBefore), store.all_or_nothing() as write:
        for each in written:
            write.put(each, when=store.ABSENT, else_raise=_NotedBefore())
        if used is None or used < since:
            there = store.where("pk").exists()
            write.update(acting.access.key(), set={"last_used": acting.at}, when=there, else_raise=NotFound())


def record_look(looked: list[AuditEntry], at: datetime) -> None:
    """Note, before the answer is given, that staff look at a patient's page: once in a quarter hour, in all logs."""
    about = looked[0]
    record_once(looked, at, about.by["account"], about.about or "", about.action, *(e.owner for e in looked))


def record_once(found: list[AuditEntry], at: datetime, *named: str) -> None:
    """Note something once in a quarter hour; `named` say what is the same."""
    with suppress(_NotedBefore), store.all_or_nothing() as write:
        for each in _once(found, _quarter(at), *named):
            write.put(each, when=store.ABSENT, else_raise=_NotedBefore())


def _quarter(at: datetime) -> datetime:
    """When its quarter hour began."""
    quarter = QUARTER_HOUR.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // quarter * quarter, UTC)


def _once(found: list[AuditEntry], since: datetime, *named: str) -> list[AuditEntry]:
    """Where the same within the quarter hour lies, too: under a name that follows from what is named."""
    name = ids.derived(*named, clock.text(since))
    return [replace(e, id=name, place=f"{clock.text(since)}#{name}") for e in found]


class _NotedBefore(Exception):
    """Within the same quarter hour."""


@dataclass(frozen=True)
class Period:
    """Days, both included, in UTC."""

    first: date
    last: date

    def months(self) -> Iterator[tuple[str, str, str]]:
        """Newest first: the month's partition, and the range of places in it."""
        year, month = self.last.year, self.last.month
        while (year, month) >= (self.first.year, self.first.month):
            yield f"{year}{month:02d}", self.first.isoformat(), (self.last + timedelta(days=1)).isoformat()
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def entries(
    owner: str, period: Period, *, event: EventKind | None, limit: int, after: str | None
) -> tuple[list[AuditEntry], str | None]:
    """One page of a log, newest first. At most two months are looked at, so a page may be short and still not the last.

    Views of a record lie at the start of their quarter hour; within a page they are shown at their own time.
    `after` is the `month|place` of the page before; so is what is given to go on.
    """
    where = store.where("event").eq(event) if event else None
    month_after, _, place_after = (after or "").partition("|")
    months = [m for m in period.months() if not month_after or m[0] <= month_after]
    found: list[AuditEntry] = []
    for month, first, last in months[:2]:
        end = place_after if month == month_after and place_after else last
        listing = store.keys.audit_month(owner, month, first, end)
        if first > end:
            continue
        # BETWEEN includes its end, which the page before has shown.
        page = store.query(listing, where=where, newest_first=True, limit=limit - len(found) + 1)
        found += [e for e in page.items if e.place != place_after]
        if len(found) >= limit:
            found = found[:limit]
            return found, f"{month}|{found[-1].place}"
    return found, f"{months[2][0]}|" if len(months) > 2 else None
