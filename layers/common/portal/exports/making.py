"""Making a file that was asked for: read, written to a file of this function, put into S3, and noted as ready.

A lease keeps a message that comes twice from making two; whoever dies half way is followed by another who begins anew,
and what they put into S3 lies at the same place.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from portal import aws, clock, objects, store
from portal.settings import settings
from portal.store import where
from portal.store.items import Credential, Export

from .asking import KEPT, object_key
from .bundle import Writer
from .gathering import Gathered, gather

#: As long as the function may run: then it is dead.
LEASE = timedelta(seconds=300)
#: Seconds between two notes of how far it is.
NOTED_EVERY = 2.0
_UNFINISHED = where("state").is_in(["waiting", "working"])


class Busy(Exception):
    """Another worker has it, or died with it less than LEASE ago."""


def run(account_id: str, export_id: str) -> Export | None:
    """Make the file; None when there is nothing to do any more. Safe to call again at any time."""
    key, at = store.keys.export(account_id, export_id), clock.now()
    free = where("busy_until").not_exists() | where("busy_until").lt(at)
    begun = {"state": "working", "busy_until": at + LEASE, "done": 0, "of": 0}
    export = store.update(key, set=begun, when=_UNFINISHED & free)
    if export is None:
        found = store.get(key)
        if found and found.state == "working":
            raise Busy
        return None
    try:
        return _made(export, at)
    except Exception:
        # The next try need not wait for the end of the lease.
        store.update(key, set={"state": "waiting"}, remove=["busy_until"], when=_ours(export))
        raise


def fail(account_id: str, export_id: str) -> None:
    """It was tried often enough."""
    store.update(store.keys.export(account_id, export_id), set={"state": "failed"}, when=_UNFINISHED)


def _made(export: Export, at: datetime) -> Export | None:
    credential: Credential | None = store.get(store.keys.credential(export.account_id))
    if credential is None:
        fail(export.account_id, export.id)
        return None
    gathered = gather(export, credential.time_zone, at)
    if not gathered.sources:
        return _finish(export, "failed", {"left_out": gathered.left_out})
    store.update(export.key(), set={"of": gathered.count}, when=_ours(export))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        if export.file_kind == "fhir":
            Writer(path, gathered, at, _progress(export)).write()
        else:
            # Only the function that makes files has typst.
            from .pdf import write

            write(path, export, gathered, credential, at, _progress(export))
        with path.open("rb") as content:
            bucket, key = settings().files_bucket, object_key(export)
            aws.s3().put_object(Bucket=bucket, Key=key, Body=content, **objects.encrypted())
        return _finish(export, "partly" if gathered.left_out else "ready", _told(gathered, path.stat().st_size))


def _told(gathered: Gathered, size: int) -> dict[str, Any]:
    at = clock.now()
    return {
        "done": gathered.count,
        "of": gathered.count,
        "made": at,
        "ends": at + KEPT,
        "size": size,
        "held": {source.chart.id: sorted(source.sections) for source in gathered.sources},
        "left_out": gathered.left_out,
    }


def _finish(export: Export, state: str, told: dict[str, Any]) -> Export | None:
    """None when somebody else took over meanwhile: it is theirs to finish."""
    return store.update(export.key(), set={"state": state, **told}, remove=["busy_until"], when=_ours(export))


def _ours(export: Export) -> store.Condition:
    return where("busy_until").eq(export.busy_until) & _UNFINISHED


def _progress(export: Export) -> Callable[[int], None]:
    """Counts what is done, and notes it now and then."""
    done, noted = 0, time.monotonic()

    def count(more: int) -> None:
        nonlocal done, noted
        done += more
        if time.monotonic() - noted > NOTED_EVERY:
            noted = time.monotonic()
            store.update(export.key(), set={"done": done}, when=_ours(export))

    return count
