"""What was deleted, or uploaded by staff for a message, more than 30 days ago goes for good, but for the bytes of what
was given to a practice, or by it (G1, F4)."""

from datetime import datetime, timedelta

from portal import aws, store
from portal.settings import settings
from portal.store import still
from portal.store.items import Document

from .document import UNDO

LATE = timedelta(hours=1)
"""What somebody has back at the last moment is written by then."""
LOOKED_BACK = 14
"""Days: as many as the schedule may have failed."""


def run(at: datetime) -> int:
    """How many went. Whole days only: what can still be had back is not touched."""
    last = (at - UNDO - LATE).date() - timedelta(days=1)
    days = [last - timedelta(days=n) for n in range(LOOKED_BACK)]
    return sum(_purge(each, at) for day in days for each in store.every(store.keys.purge(day.isoformat())))


def _purge(found: Document, at: datetime) -> bool:
    """The bytes first: what dies in between comes again. The index is a moment behind, so the item itself tells."""
    now = store.get(found.key())
    if now is None or now.leaving is None or now.leaving + UNDO > at:
        return False
    if now.object_key and not now.given:
        aws.s3().delete_object(Bucket=settings().documents_bucket, Key=now.object_key)
    with store.all_or_nothing() as write:
        write.delete(now.key(), when=store.ABSENT | still("deleted", now.deleted))
    return True
