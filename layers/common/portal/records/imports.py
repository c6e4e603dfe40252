"""Imports: a checked bundle, waiting in the intake bucket, is written into the table in batches.

A batch is one transaction of records and of the import's own progress, so an import that died goes on where it was, and
two workers with the same import cannot both count a batch. A reader sees each resource whole, old or new, while an
import runs; a bundle appears over some seconds, and `state` says when all of it is there.

A record is written only when its digest changed, and only over what an earlier import brought: `received` orders them.
"""

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from portal import aws, store
from portal.errors import Conflict, NotFound
from portal.settings import settings
from portal.store.items import Import, Record

from .checked import Checked

KEPT = timedelta(days=90)
#: DynamoDB takes 100 items and 4 MB in a transaction; one item is the import itself.
BATCH_ITEMS = 99
BATCH_BYTES = 3_000_000
TRIES = 8


def object_key(import_id: str) -> str:
    """Where the records wait, as gzipped lines; the bucket's lifecycle deletes what lies below `bundles/`."""
    return f"bundles/{import_id}.ndjson.gz"


def wait_for_import(import_id: str, records: list[Checked]) -> None:
    """Put checked records where the import will find them."""
    lines = gzip.compress("\n".join(record.line() for record in records).encode(), compresslevel=1, mtime=0)
    aws.s3().put_object(Bucket=settings().intake_bucket, Key=object_key(import_id), Body=lines)


def find(practice_id: str, import_id: str) -> Import:
    """NotFound also for another practice's."""
    found = store.get(store.keys.bundle_import(practice_id, import_id))
    if found is None:
        raise NotFound
    return found


def report(found: Import) -> dict[str, Any]:
    """How far an import is. `stored` counts what is in the table by type: written now, or there unchanged before."""
    return {
        "id": found.id,
        "state": found.state,
        "sent": found.sent,
        "stored": found.stored,
        "written": found.written,
        "unchanged": found.unchanged,
    }


def run(practice_id: str, import_id: str, at: datetime) -> Import | None:
    """Store what is not stored yet. None when there is no such import; safe to call again at any time."""
    found = store.get(store.keys.bundle_import(practice_id, import_id))
    if found is None or found.state in ("complete", "failed"):
        return found
    body = aws.s3().get_object(Bucket=settings().intake_bucket, Key=object_key(import_id))["Body"].read()
    records = [Checked.from_line(line) for line in gzip.decompress(body).splitlines()]
    for _ in range(TRIES):
        try:
            for batch in _batches(records[found.next :]):
                found = _store(found, batch, at, last=found.next + len(batch) == len(records))
            return found
        except Conflict:
            # Somebody wrote one of the records, or this import's progress, in between: look again.
            found = store.get(found.key()) or found
    raise Conflict


def fail(practice_id: str, import_id: str) -> None:
    """It was tried often enough; what was stored stays, and the same bundle can be sent again."""
    unfinished = store.where("state").is_in(["queued", "storing"])
    store.update(store.keys.bundle_import(practice_id, import_id), set={"state": "failed"}, when=unfinished)


def _batches(records: list[Checked]) -> Iterator[list[Checked]]:
    batch: list[Checked] = []
    size = 0
    for record in records:
        # What searches look at is kept beside the body, and by_date doubles the item in its index.
        weight = len(record.body) + 2_000
        if batch and (len(batch) == BATCH_ITEMS or size + weight > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += weight
    if batch:
        yield batch


def _store(found: Import, batch: list[Checked], at: datetime, *, last: bool) -> Import:
    """One batch and the progress, all or nothing. Conflict when anything changed since it was read."""
    items = [record.kept(_holder(found, record), received=found.received, at=at) for record in batch]
    before: list[Record | None] = store.fetch(*(item.key() for item in items))
    progress = replace(
        found,
        next=found.next + len(batch),
        state="complete" if last else "storing",
        stored=dict(Counter(found.stored) + Counter(record.type for record in batch)),
    )
    with store.all_or_nothing() as write:
        written = 0
        for item, old in zip(items, before, strict=True):
            if old is None:
                write.put(item, when=store.ABSENT)
            elif old.digest != item.digest and old.received <= item.received:
                as_read = store.where("version").eq(old.version) & store.where("digest").eq(old.digest)
                write.put(replace(item, version=old.version + 1), when=as_read)
            else:
                continue
            written += 1
        progress = replace(progress, written=found.written + written, unchanged=found.unchanged + len(batch) - written)
        write.put(progress, when=store.where("next").eq(found.next) & store.where("state").is_in(["queued", "storing"]))
    return progress


def _holder(found: Import, record: Checked) -> str:
    return f"PRACTICE#{found.practice_id}" if record.shared else f"CHART#{found.chart_id}"
