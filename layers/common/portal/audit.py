"""The audit: what happened to an account or a record, who did it, for whom, when and from where (A8).

An entry is written in the same transaction as what it tells, and never changed. `seal` then links it into its owner's
hash chain, `verify` walks the chain and names the first entry that is not as it was.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import batched
from typing import Any

from portal import aws, clock, ids, store
from portal.access import Acting, Caller
from portal.errors import Invalid
from portal.settings import settings
from portal.store.items import AuditEntry, Seal, Sealed
from portal.store.items.audit import EventKind

FIRST_HASH = "0" * 64
QUARTER_HOUR = timedelta(minutes=15)
SEAL_TRIES = 8
_CURSOR = re.compile(r"\d{6}\|[0-9a-zTZ:.#-]{0,60}", re.ASCII)

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


def oneself(account_id: str, name: str = "") -> dict[str, str]:
    """The account's own holder; the name stays true to the day, and is empty where a sign-in does not read it."""
    return {"kind": "self", "account": account_id, "name": name}


def person(caller: Caller) -> dict[str, str]:
    return oneself(caller.account.id, f"{caller.account.given} {caller.account.family}")


def record_read(acting: Acting, *sections: str) -> None:
    """Note, before the answer is given, that somebody reads sections of a chart: once in a quarter hour."""
    read = ",".join(sorted(sections))
    quarter = QUARTER_HOUR.total_seconds()
    since = datetime.fromtimestamp(acting.at.timestamp() // quarter * quarter, UTC)
    name = ids.derived(acting.account.id, acting.access.chart_id, read, clock.text(since))
    written = entry(
        acting.account.id,
        "record.viewed",
        event="record",
        at=acting.at,
        by=person(acting),
        source=acting.request.source,
        about=acting.access.chart_id,
        section=read,
        practice=acting.access.practice_name,
    )
    store.put(replace(written, id=name, place=f"{clock.text(since)}#{name}"), when=store.ABSENT)


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


def of_account(
    caller: Caller, first: date | None, last: date | None, *, event: EventKind | None, limit: int, cursor: str | None
) -> tuple[list[AuditEntry], str | None]:
    """A page of the caller's own log. A cursor leads only into the caller's own log, whatever it says."""
    made, today = caller.account.created.date(), caller.at.date()
    period = Period(max(first or made, made), min(last or today, today))
    try:
        after = base64.urlsafe_b64decode(cursor).decode() if cursor is not None else None
    except ValueError:
        after = ""
    if after is not None and not _CURSOR.fullmatch(after):
        raise Invalid.field("cursor", "invalid", "This is not the cursor of a page before")
    found, next_after = entries(caller.account.id, period, event=event, limit=limit, after=after)
    return found, base64.urlsafe_b64encode(next_after.encode()).decode() if next_after else None


def digest(written: AuditEntry) -> str:
    """SHA-256 over the entry's canonical JSON, without what is empty: a field added later changes no old entry."""
    told = {k: v for k, v in asdict(written).items() if v is not None}
    values = {k: clock.text(v) if isinstance(v, datetime) else v for k, v in told.items()}
    return hashlib.sha256(json.dumps(values, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def link(previous: str, entry_digest: str) -> str:
    return hashlib.sha256(f"{previous}{entry_digest}".encode()).hexdigest()


def seal(owner: str, place: str) -> None:
    """Make an entry the next link of its owner's chain, once, and copy it to the archive that nobody can overwrite."""
    for _ in range(SEAL_TRIES):
        written, done = store.fetch(store.keys.audit(owner, place), store.keys.sealed(owner, place))
        if done is not None:
            # Delivered again: the archive may have missed it the first time.
            before = store.get(store.keys.seal(owner, done.number))
            return _archive(before) if before else None
        if written is None:
            return None
        newest = store.query(store.keys.seals(owner), newest_first=True, limit=1).items
        number, previous = (newest[0].number + 1, newest[0].hash) if newest else (1, FIRST_HASH)
        entry_digest = digest(written)
        made = Seal(owner=owner, number=number, place=place, digest=entry_digest, hash=link(previous, entry_digest))
        try:
            with store.all_or_nothing(else_raise=_Overtaken()) as write:
                write.put(made, when=store.ABSENT)
                write.put(Sealed(owner=owner, place=place, number=number), when=store.ABSENT)
        except _Overtaken:
            continue
        return _archive(made)
    raise _Overtaken


class _Overtaken(Exception):
    """Another sealer took the number; look again."""


def _archive_key(owner: str, number: int) -> str:
    return f"{owner}/{number:012d}.json"


def _archive(made: Seal) -> None:
    """The link goes into the bucket with Object Lock."""
    aws.s3().put_object(
        Bucket=settings().audit_bucket,
        Key=_archive_key(made.owner, made.number),
        Body=json.dumps(asdict(made)).encode(),
        ContentType="application/json",
        ChecksumAlgorithm="SHA256",
    )


def verify(owner: str) -> dict[str, Any]:
    """Walk the chain. `first_bad` names the first link whose entry, digest or hash is not as it was, and why."""
    previous, count = FIRST_HASH, 0
    for some in batched(store.every(store.keys.seals(owner)), 100, strict=False):
        written = store.fetch(*(store.keys.audit(owner, made.place) for made in some))
        for made, it in zip(some, written, strict=True):
            count += 1
            why = _wrong(made, count, previous, it)
            if why:
                return {
                    "owner": owner,
                    "checked": count,
                    "first_bad": {"number": count, "place": made.place, "why": why},
                }
            previous = made.hash
    bad = None
    last = _archived_last(owner)
    if last > count:
        bad = {"number": count + 1, "place": None, "why": "links were removed from the end of the chain"}
    elif last and _archived(owner, last) != store.get(store.keys.seal(owner, last)):
        bad = {"number": last, "place": None, "why": "the archive has another link: the chain was written anew"}
    return {"owner": owner, "checked": count, "first_bad": bad}


def _wrong(made: Seal, number: int, previous: str, written: AuditEntry | None) -> str | None:
    if made.number != number:
        return "a link is missing"
    if written is None:
        return "the entry is missing"
    if digest(written) != made.digest:
        return "the entry was changed"
    if link(previous, made.digest) != made.hash:
        return "the link was changed"
    return None


def _archived(owner: str, number: int) -> Seal:
    """A link as the archive has it; its hash covers all before it."""
    kept = aws.s3().get_object(Bucket=settings().audit_bucket, Key=_archive_key(owner, number))["Body"].read()
    return Seal(**json.loads(kept))


def _archived_last(owner: str) -> int:
    last = 0
    for page in aws.s3().get_paginator("list_objects_v2").paginate(Bucket=settings().audit_bucket, Prefix=f"{owner}/"):
        for item in page.get("Contents", []):
            last = max(last, int(item["Key"].rsplit("/", 1)[1].removesuffix(".json")))
    return last


def owners() -> Iterator[str]:
    """Everyone who has a chain, by the archive's folders."""
    pages = aws.s3().get_paginator("list_objects_v2").paginate(Bucket=settings().audit_bucket, Delimiter="/")
    for page in pages:
        for prefix in page.get("CommonPrefixes", []):
            yield prefix["Prefix"].rstrip("/")
