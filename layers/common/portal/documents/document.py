"""A document as its owner sees it (G1), where its bytes lie, and from where they are given.

Documents are of one account, about one of its people: nobody else ever sees them. The chart in the path only tells
with what rights (C4, C6).
"""

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field

from portal import objects, store
from portal.access import Acting
from portal.errors import NotFound
from portal.records import files
from portal.settings import settings
from portal.store.items import Document, Given
from portal.store.items.documents import DocumentState, GivenTo

UNDO = timedelta(days=30)
"""How long what was deleted can be had back."""


class DocumentShown(BaseModel):
    id: str
    name: str
    folder: str | None
    content_type: str = Field(description="as the check found it")
    size: int = Field(description="in bytes")
    state: DocumentState = Field(description="`uploading` until it is checked")
    why: str | None = Field(description="why it was refused")
    same_as: str | None = Field(description="the document with the same content, where it was refused for that")
    uploaded: datetime
    deleted: datetime | None
    until: datetime | None = Field(description="when it is gone for good")
    given: list[GivenTo]


def key(acting: Acting, document_id: str) -> store.Key[Document]:
    """Of a document of the caller's own, about the chart's person."""
    return store.keys.document(acting.account.id, acting.access.member_id, document_id)


def find(acting: Acting, document_id: str) -> Document:
    found = store.get(key(acting, document_id))
    if found is None:
        raise NotFound
    return found


def is_ready(document: Document) -> bool:
    """It was checked, and is not deleted."""
    return document.state == "ready" and document.deleted is None


def quarantine(document: Document) -> str:
    """Where it is uploaded to."""
    return f"quarantine/{document.account_id}/{document.member_id}/{document.id}"


def address(document: Document | Given) -> str:
    """From where S3 gives the bytes to whoever asks in the next five minutes; how a browser shows them, it says."""
    return objects.address(
        settings().documents_bucket,
        document.object_key,
        ResponseContentType=document.content_type,
        ResponseContentDisposition=files.disposition(document.content_type, document.name),
        ResponseCacheControl="private, no-store",
    )


def shown(document: Document) -> DocumentShown:
    told: dict[str, Any] = {
        name: getattr(document, name)
        for name in ("id", "name", "content_type", "size", "state", "why", "same_as", "uploaded", "deleted")
    }
    return DocumentShown(
        **told,
        folder=document.folder_id or None,
        until=document.deleted + UNDO if document.deleted else None,
        given=sorted(document.given.values(), key=lambda each: each.at),
    )
