"""Imports: a checked bundle, waiting in the intake bucket, is written into the table in batches.

A batch is one transaction of records, their files and the import's own progress, so an import that died goes on where
it was, and two workers with the same import cannot both count a batch. A reader sees each resource whole, old or new,
while an import runs; a bundle appears over some seconds, and `state` says when all of it is there. The transaction that
completes it also tells of new results.

A record is written only when its digest changed, and only over what an earlier import brought: `received` orders them.
"""

import gzip
import json
import zlib
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from portal import aws, clock, objects, store
from portal.errors import Conflict, NotFound
from portal.settings import settings
from portal.store import Condition
from portal.store.items import Import, Record

from . import bodies, files, results
from .checked import Checked

KEPT = timedelta(days=90)
#: After this nobody works on it any more: a function that died at its last try has noted nothing.
GIVEN_UP = timedelta(hours=3)
#: DynamoDB takes 100 items and 4 MB in a transaction; one item is the import itself.
BATCH_ITEMS = 99
BATCH_BYTES = 3_000_000
TRIES = 8

UNFINISHED = ["checking", "queued", "storing"]


def object_key(import_id: str) -> str:
    """Where the records wait, as gzipped lines; the bucket's lifecycle deletes what lies below `bundles/`."""
    return f"bundles/{import_id}.ndjson.gz"


def wait_for_import(import_id: str, records: list[Checked]) -> None:
    """Put checked records where the import will find them."""
    lines = gzip.compress("\n".join(record.line() for record in records).encode(), compresslevel=1, mtime=0)
    aws.s3().put_object(Bucket=settings().intake_bucket, Key=object_key(import_id), Body=lines, **objects.encrypted())


def find(practice_id: str, import_id: str) -> Import:
    """NotFound also for another practice's."""
    found = store.get(store.keys.bundle_import(practice_id, import_id))
    if found is None:
        raise NotFound
    return found


def report(found: Import, at: datetime) -> dict[str, Any]:
    """How far an import is at this moment.

    `stored` counts what is in the table by type: written now, or there unchanged before.
    """
    given_up = found.state in UNFINISHED and found.created + GIVEN_UP < at
    return {
        "id": found.id,
        "state": "failed" if given_up else found.state,
        "sent": found.sent,
        "stored": found.stored,
        "written": found.written,
        "unchanged": found.unchanged,
        "issues": json.loads(zlib.decompress(found.issues)) if found.issues else [],
    }


def refuse(found: Import, issues: list[dict[str, Any]]) -> None:
    """A bundle that was checked in the background is refused; `issues` are an OperationOutcome's."""
    told = zlib.compress(json.dumps(issues).encode())
    checking = store.where("state").eq("checking")
    store.update(found.key(), set={"state": "refused", "issues": told}, when=checking)


def run(practice_id: str, import_id: str, at: datetime) -> Import | None:
    """Store what is checked and not stored yet. None when there is no such import; safe to call again at any time."""
    found = store.get(store.keys.bundle_import(practice_id, import_id))
    if found is None or found.state not in ("queued", "storing"):
        return found
    body = aws.s3().get_object(Bucket=settings().intake_bucket, Key=object_key(import_id))["Body"].read()
    records = [Checked.from_line(line) for line in gzip.decompress(body).splitlines()]
    for _ in range(TRIES):
        try:
            while found.next < len(records):
                found = _store(found, _batch(records, found.next), at)
            return _complete(found)
        except Conflict:
            # Somebody wrote one of the records, or this import's progress, in between: look again.
            found = store.get(found.key()) or found
            if found.state not in UNFINISHED:
                return found
    raise Conflict


def fail(practice_id: str, import_id: str) -> None:
    """It was tried often enough; what was stored stays, and the same bundle can be sent again."""
    unfinished = store.where("state").is_in(UNFINISHED)
    store.update(store.keys.bundle_import(practice_id, import_id), set={"state": "failed"}, when=unfinished)


def _batch(records: list[Checked], first: int) -> list[Checked]:
    """As many records as fit into a transaction, if all of them are written and none has had a file before."""
    size = count = 0
    for last in range(first, len(records)):
        record = records[last]
        # What searches look at is kept beside the body.
        size += min(len(record.body), bodies.MOST_BYTES) + len(record.index.tokens.encode()) + 2_000
        count += 1 + len(record.files)
        if last > first and (count > BATCH_ITEMS or size > BATCH_BYTES):
            return records[first:last]
    return records[first:]


def _store(found: Import, batch: list[Checked], at: datetime) -> Import:
    """One batch and the progress, all or nothing. Conflict when anything changed since it was read.

    Where files of older versions have to go as well, the batch may end earlier.
    """
    before: list[Record | None] = store.fetch(
        *(store.keys.record(_holder(found, record), record.type, record.id) for record in batch)
    )
    with store.all_or_nothing() as write:
        stored: Counter[str] = Counter()
        written = new_results = 0
        for record, old in zip(batch, before, strict=True):
            item = record.kept(_holder(found, record), received=found.received, at=at)
            gone = set(old.files) - set(item.files) if old else set()
            if len(write.requests) + 1 + len(item.files) + len(gone) > BATCH_ITEMS:
                break
            stored[record.type] += 1
            if old is None:
                write.put(item, when=store.ABSENT)
            elif old.digest != item.digest and old.received <= item.received:
                as_read = store.where("version").eq(old.version) & store.where("digest").eq(old.digest)
                write.put(replace(item, version=old.version + 1), when=as_read)
            else:
                continue
            for file in files.items(found.chart_id, item.section, record.files):
                write.put(file)
            for file_id in gone:
                write.delete(store.keys.file(found.chart_id, file_id))
            written += 1
            new_results += item.section == results.SECTION
        progress = replace(
            found,
            next=found.next + stored.total(),
            state="storing",
            stored=dict(Counter(found.stored) + stored),
            written=found.written + written,
            unchanged=found.unchanged + stored.total() - written,
            results=found.results + new_results,
        )
        write.put(progress, when=_as_read(found))
    return progress


def _complete(found: Import) -> Import:
    done = replace(found, state="complete")
    with store.all_or_nothing() as write:
        write.put(done, when=_as_read(found))
        if found.results:
            # The moment at which all of it can be read: an import may take minutes.
            results.tell(write, found.chart_id, clock.now())
    return done


def _as_read(found: Import) -> Condition:
    return store.where("next").eq(found.next) & store.where("state").is_in(["queued", "storing"])


def _holder(found: Import, record: Checked) -> str:
    return f"PRACTICE#{found.practice_id}" if record.shared else f"CHART#{found.chart_id}"
