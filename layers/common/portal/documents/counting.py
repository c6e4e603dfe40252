"""What counts a document changes with it, in one transaction: its folder's number, the storage, who has the content.

A document counts while it is ready and not deleted; what staff upload for a message does not.
"""

from portal import store
from portal.errors import Conflict
from portal.store import Writes, still, where
from portal.store.items import Document, SameFile

from . import document

LIMIT = 1_000_000_000
"""Bytes of one account."""
_INDEX = ("by_date", "gsi1pk", "gsi1sk")
_CHANGING = (
    "name",
    "folder_id",
    "content_type",
    "size",
    "digest",
    "object_key",
    "state",
    "why",
    "same_as",
    "deleted",
    "unshared",
    "ttl",
)


class SameFileThere(Conflict):
    slug, title = "same-file", "You have a document with the same content already"


class StorageFull(Conflict):
    slug, title = "storage-full", "Your storage is full. Delete documents that you do not need any more"


class Changed(Conflict):
    """The document is not any more what was read."""


class FolderGone(Conflict):
    slug, title = "folder-gone", "This folder was deleted. Choose another one"


def change(write: Writes, before: Document, after: Document) -> None:
    """Changed, SameFileThere, StorageFull or FolderGone when the transaction meets them, in this order."""
    values = {name: getattr(after, name) for name in _CHANGING} | dict.fromkeys(_INDEX) | after.index()
    kept = {name: value for name, value in values.items() if value is not None}
    as_read = still("state", before.state) & still("deleted", before.deleted) & still("name", before.name)
    as_read &= still("folder_id", before.folder_id) & still("unshared", before.unshared)
    write.update(before.key(), set=kept, remove=values.keys() - kept.keys(), when=as_read, else_raise=Changed())
    counted, counts = _counts(before), _counts(after)
    if counted != counts:
        _count(write, before if counted else after, counts=counts)
    left, entered = before.folder_id if counted else "", after.folder_id if counts else ""
    if left != entered:
        _walk(write, after, left, -1)
        _walk(write, after, entered, 1)


def _counts(one: Document) -> bool:
    return document.is_ready(one) and one.practice_id is None


def _count(write: Writes, one: Document, *, counts: bool) -> None:
    same = SameFile(account_id=one.account_id, member_id=one.member_id, digest=one.digest or "", document_id=one.id)
    storage = store.keys.storage(one.account_id)
    kept = {"kind": "STORAGE", "account_id": one.account_id}
    if not counts:
        write.delete(same.key(), when=still("document_id", one.id) | store.ABSENT)
        write.update(storage, set=kept, add={"used": -one.size})
        return
    write.put(same, when=store.ABSENT, else_raise=SameFileThere())
    room = where("used").not_exists() | where("used").lte(LIMIT - one.size)
    write.update(storage, set=kept, add={"used": one.size}, when=room, else_raise=StorageFull())


def _walk(write: Writes, one: Document, folder_id: str, number: int) -> None:
    """Into a folder or out of it; the top is not counted."""
    if folder_id:
        key = store.keys.folder(one.account_id, one.member_id, folder_id)
        write.update(key, add={"documents": number}, when=where("pk").exists(), else_raise=FolderGone())
