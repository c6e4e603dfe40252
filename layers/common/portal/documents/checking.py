"""What was uploaded is looked at before anybody can open it, and kept or refused (G5).

S3 tells of an upload at least once, and again when GuardDuty has put its finding beside it: each time may find nothing
to do. What was looked at is what is kept: these bytes are put, not whatever lies in quarantine by then.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from portal import aws, clock, ids, objects, store
from portal.settings import settings
from portal.store import where
from portal.store.items import Document

from . import counting, kinds
from .counting import Changed, FolderGone, SameFileThere, StorageFull
from .looking import MOST_BYTES, Refused, look

SHOWN = timedelta(days=7)
"""How long its owner sees that something was refused, and why."""
_SCAN_TAG = "GuardDutyMalwareScanStatus"


def check(key: str, at: datetime) -> str:
    """Check what lies at a key of quarantine. What became of it: a state, or why there is nothing to do."""
    found = store.get(_named(key))
    if found is None or found.state != "uploading":
        if found and found.state == "refused":
            _take_away(found)
        return "over"
    try:
        content = _uploaded(key)
        if content is None:
            return "nothing to look at yet"
        return _keep(found, content, at)
    except Refused as refused:
        return _refuse(found, refused.why, at)


def give_up(key: str, at: datetime) -> None:
    """It was tried often enough."""
    if found := store.get(_named(key)):
        _refuse(found, "unchecked", at)


def _named(key: str) -> store.Key[Document]:
    """The document whose upload lies at quarantine/<account>/<member>/<document>."""
    _, account_id, member_id, document_id = key.split("/")
    return store.keys.document(account_id, member_id, document_id)


def _uploaded(key: str) -> bytes | None:
    """The bytes; None when there are none, or GuardDuty has not looked at them yet."""
    bucket = settings().documents_bucket
    try:
        told = aws.s3().get_object(Bucket=bucket, Key=key)
    except aws.s3().exceptions.NoSuchKey:
        return None
    if told["ContentLength"] > MOST_BYTES:
        raise Refused("too-large")
    content = told["Body"].read()
    if settings().malware_scan == "yes":
        tags = aws.s3().get_object_tagging(Bucket=bucket, Key=key)
        # Of the very bytes that were read: another upload may have come to the same place.
        same = tags.get("VersionId") == told.get("VersionId")
        finding = next((tag["Value"] for tag in tags["TagSet"] if tag["Key"] == _SCAN_TAG), None)
        if finding is None or not same:
            return None
        if finding != "NO_THREATS_FOUND":
            raise Refused("malware" if finding == "THREATS_FOUND" else "unchecked")
    return content


def _keep(found: Document, content: bytes, at: datetime) -> str:
    """Put the bytes where they are given from, then make the document ready, or refuse it: for the content of another
    document, and when there is no room.

    Each content of each upload has its own place: no check ever writes over what another one kept, or was given.
    """
    media, digest = look(found.name, content), hashlib.sha256(content).hexdigest()
    own = ids.derived("object", found.id, clock.text(found.uploaded), digest)
    ready = replace(
        found,
        name=kinds.named(found.name, media),
        content_type=media,
        size=len(content),
        digest=digest,
        object_key=f"documents/{found.account_id}/{own}",
        state="ready",
        ttl=None,
    )
    aws.s3().put_object(
        Bucket=settings().documents_bucket,
        Key=ready.object_key,
        Body=content,
        ContentType=media,
        **objects.encrypted(),
    )
    try:
        _make_ready(found, ready)
        return "ready"
    except Changed:
        became = "over"
    except (SameFileThere, StorageFull) as refusal:
        same = store.get(store.keys.same_file(found.account_id, found.member_id, digest))
        became = _refuse(ready, refusal.slug, at, same.document_id if same else None)
    _take_away(ready)
    return became


def _take_away(checked: Document) -> None:
    """Its bytes, unless another check has made the document ready with the same."""
    now = store.get(checked.key())
    if checked.object_key and (now is None or now.state != "ready" or now.object_key != checked.object_key):
        aws.s3().delete_object(Bucket=settings().documents_bucket, Key=checked.object_key)


def _make_ready(found: Document, ready: Document) -> None:
    """In its folder, or at the top where that was deleted meanwhile."""
    try:
        with store.all_or_nothing() as write:
            counting.change(write, found, ready)
    except FolderGone:
        with store.all_or_nothing() as write:
            counting.change(write, found, replace(ready, folder_id=""))


def _refuse(found: Document, why: str, at: datetime, same_as: str | None = None) -> str:
    """Its bytes stay in quarantine until that is emptied. If it dies then, `object_key` tells what to take away."""
    told = {"state": "refused", "why": why, "object_key": found.object_key, "ttl": int((at + SHOWN).timestamp())}
    told |= {"same_as": same_as} if same_as else {}
    store.update(found.key(), set=told, when=where("state").eq("uploading"))
    return f"refused: {why}"
