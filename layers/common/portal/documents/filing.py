"""One's documents: lists, names, folders, the way to the bytes, deleting and having back (G1)."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from portal import audit, pages, store
from portal.access import Acting
from portal.errors import NotFound
from portal.store import where
from portal.store.items import Document

from . import counting, document, kinds, naming
from .counting import FolderGone
from .document import UNDO, DocumentShown
from .giving import NotReady


class Changes(BaseModel):
    """What is not named stays as it is."""

    name: str | None = None
    folder: str | None = Field(None, description="null for none")
    deleted: Literal[False] | None = Field(None, description="have it back within 30 days")


def listed(acting: Acting, folder: str, *, deleted: bool, cursor: str | None) -> tuple[list[DocumentShown], str | None]:
    """A page of one folder, or of what was deleted, newest first."""
    whose = acting.account.id, acting.access.member_id
    listing = store.keys.deleted_documents(*whose) if deleted else store.keys.documents(*whose, folder)
    found, after = pages.page(listing, cursor, newest_first=True)
    return [document.shown(each) for each in found if not _is_over(each, acting.at)], after


def read(acting: Acting, document_id: str) -> DocumentShown:
    return document.shown(_found(acting, document_id))


def address(acting: Acting, document_id: str) -> str:
    """For five minutes; noted in the account's log first. NotReady for what was not checked, or is deleted."""
    found = _found(acting, document_id)
    if not document.is_ready(found):
        raise NotReady
    for entry in audit.in_confidence(acting, "document.opened", "record", section="documents"):
        store.put(entry)
    return document.address(found)


def change(acting: Acting, document_id: str, wanted: Changes) -> DocumentShown:
    """Another name, another folder, or back from the deleted: to the top where its folder is gone, too.

    NotReady while it is being checked, or was refused; Invalid for a name that does not fit the content; FolderGone,
    SameFileThere, StorageFull.
    """
    found = before = _found(acting, document_id)
    if found.state != "ready" or (found.deleted and wanted.deleted is None):
        raise NotReady
    if "name" in wanted.model_fields_set and wanted.name is not None:
        found = replace(found, name=kinds.named(naming.of_document(wanted.name), found.content_type))
    if "folder" in wanted.model_fields_set:
        found = replace(found, folder_id=wanted.folder or "")
    if before.deleted:
        # All links there are were made before, whatever two clocks said when it was deleted.
        found = replace(found, deleted=None, unshared=acting.at)
    try:
        _write(acting, before, found)
    except FolderGone:
        if not before.deleted or found.folder_id != before.folder_id:
            raise
        found = replace(found, folder_id="")
        _write(acting, before, found)
    return document.shown(found)


def _write(acting: Acting, before: Document, after: Document) -> None:
    if after == before:
        return
    with store.all_or_nothing() as write:
        counting.change(write, before, after)
        action = "document.restored" if before.deleted else "document.changed"
        for entry in audit.in_confidence(acting, action, "record", section="documents"):
            write.put(entry)


def remove(acting: Acting, document_id: str) -> None:
    """It can be had back for 30 days. What is not checked yet, or was refused, is gone at once."""
    found = _found(acting, document_id)
    if found.deleted:
        return
    with store.all_or_nothing() as write:
        if found.state == "ready":
            counting.change(write, found, replace(found, deleted=acting.at, unshared=acting.at))
        else:
            write.delete(found.key(), when=store.ABSENT | where("state").eq(found.state))
        for entry in audit.in_confidence(acting, "document.deleted", "record", section="documents"):
            write.put(entry)


def _found(acting: Acting, document_id: str) -> Document:
    found = document.find(acting, document_id)
    if _is_over(found, acting.at):
        raise NotFound
    return found


def _is_over(found: Document, at: datetime) -> bool:
    """It is purged, or given up by DynamoDB, some time after this."""
    deadline = found.deleted + UNDO if found.deleted else None
    return (deadline is not None and deadline <= at) or (found.ttl is not None and found.ttl <= at.timestamp())
