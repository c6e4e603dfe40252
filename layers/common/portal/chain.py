"""The audit's hash chain: `seal` links each entry to the one before it, `verify` names the first that is not as it was.

Each owner, an account or a practice, has a chain of its own.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from portal import audit, aws, clock, objects, store
from portal.settings import settings
from portal.store.items import AuditEntry, Seal, Sealed

FIRST_HASH = "0" * 64
SEAL_TRIES = 8
SEALED_WITHIN = timedelta(minutes=15)


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
        **objects.encrypted(),
    )


def verify(owner: str, at: datetime) -> dict[str, Any]:
    """Walk the chain. `first_bad` names the first link whose entry, digest or hash is not as it was, and why.

    Then entries that have no link: they were put beside the chain, or their sealing failed. Those of before the month
    of the first link are not looked for.
    """
    seals = list(store.every(store.keys.seals(owner)))
    entries = {entry.place: entry for entry in _entries(owner, seals[0].place[:10] if seals else "", at)}
    previous = FIRST_HASH
    bad = None
    for count, made in enumerate(seals, 1):
        why = _wrong(made, count, previous, entries.pop(made.place, None))
        if why:
            bad = {"number": count, "place": made.place, "why": why}
            break
        previous = made.hash
    bad = bad or _end_is_wrong(owner, seals) or _never_sealed(entries, at)
    return {"owner": owner, "checked": bad["number"] if bad and bad["number"] else len(seals), "first_bad": bad}


def _entries(owner: str, since: str, at: datetime) -> Iterator[AuditEntry]:
    """All entries since the first day of a month (`2026-11-22`, or empty for this month)."""
    first = date.fromisoformat(since) if since else at.date()
    for month, begin, end in audit.Period(first.replace(day=1), at.date()).months():
        yield from store.every(store.keys.audit_month(owner, month, begin, end))


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


def _end_is_wrong(owner: str, seals: list[Seal]) -> dict[str, Any] | None:
    last = _archived_last(owner)
    if last > len(seals):
        return {"number": len(seals) + 1, "place": None, "why": "links were removed from the end of the chain"}
    if last and _archived(owner, last) != seals[last - 1]:
        return {"number": last, "place": None, "why": "the archive has another link: the chain was written anew"}
    return None


def _never_sealed(left: dict[str, AuditEntry], at: datetime) -> dict[str, Any] | None:
    """The first entry that nobody linked within a quarter hour; a view of a record has its own time in `at`."""
    late = sorted(place for place, entry in left.items() if at - entry.at > SEALED_WITHIN)
    return {"number": None, "place": late[0], "why": "the entry was never sealed"} if late else None


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
