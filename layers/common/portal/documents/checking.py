"""What was uploaded is looked at before anybody can open it, and kept or refused (G5).

S3 tells of an upload at least once, and again when GuardDuty has put its finding beside it: each time may find nothing
to do. What was looked at is what is kept: these bytes are put, not whatever lies in quarantine by then.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from portal import aws, objects, store
from portal.settings import settings
from portal.store import where
from portal.store.items import Document

from . import counting, document, kinds
from .counting import Changed, FolderGone, SameFileThere, StorageFull
from .looking import MOST_BYTES, Refused, look

SHOWN = timedelta(days=7)
"""How long its owner sees that something was refused, and why."""
_SCAN_TAG = "GuardDutyMalwareScanStatus"


def check(key: str, at: datetime) -> str:
    """Check what lies at a key of quarantine. What became of it: a state, or why there is nothing to do."""
    found = _waiting(key)
    if found is None:
        return "over"
    try:
        content = _uploaded(key)
        if content is None:
            return "nothing to look at yet"
        return _keep(found, content)
    except Refused as refused:
        return _refuse(found, refused.why, at, refused.same_as)


def give_up(key: str, at: datetime) -> None:
    """It was tried often enough."""
    if found := _waiting(key):
        _refuse(found, "unchecked", at)


def _waiting(key: str) -> Document | None:
    """The document whose upload lies at quarantine/<account>/<member>/<document>, if it is not checked yet."""
    _, account_id, member_id, document_id = key.split("/")
    found = store.get(store.keys.document(account_id, member_id, document_id))
    return found if found and found.state == "uploading" else None


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


def _keep(found: Document, content: bytes) -> str:
    """Put the bytes where they are given from, then make the document ready, or take them away again.

    Refused for the content of another document, and when there is no room.
    """
    media, digest = look(found.name, content), hashlib.sha256(content).hexdigest()
    name = kinds.named(found.name, media)
    ready = replace(found, name=name, content_type=media, size=len(content), digest=digest, state="ready", ttl=None)
    bucket, place = settings().documents_bucket, document.place(found)
    aws.s3().put_object(Bucket=bucket, Key=place, Body=content, ContentType=media, **objects.encrypted())
    try:
        _make_ready(found, ready)
    except Changed:
        # Somebody else was quicker: the same bytes are theirs, unless they were refused or thrown away.
        now = store.get(found.key())
        if now is None or now.state != "ready":
            aws.s3().delete_object(Bucket=bucket, Key=place)
        return "over"
    except (SameFileThere, StorageFull) as refusal:
        aws.s3().delete_object(Bucket=bucket, Key=place)
        same = store.get(store.keys.same_file(found.account_id, found.member_id, digest))
        raise Refused(refusal.slug, same.document_id if same else None) from refusal
    return "ready"


def _make_ready(found: Document, ready: Document) -> None:
    """In its folder, or at the top where that was deleted meanwhile."""
    try:
        with store.all_or_nothing() as write:
            counting.change(write, found, ready)
    except FolderGone:
        with store.all_or_nothing() as write:
            counting.change(write, found, replace(ready, folder_id=""))


def _refuse(found: Document, why: str, at: datetime, same_as: str | None = None) -> str:
    """Its bytes stay in quarantine until that is emptied."""
    told = {"state": "refused", "why": why, "ttl": int((at + SHOWN).timestamp())}
    told |= {"same_as": same_as} if same_as else {}
    store.update(found.key(), set=told, when=where("state").eq("uploading"))
    return f"refused: {why}"
