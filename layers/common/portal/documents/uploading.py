"""Uploading a document: the caller is given a signed form, and their browser sends the file straight to S3 (G1, G5).

It lands in quarantine, from where nothing is ever given to anybody; `checking` looks at it there.
"""

from datetime import timedelta

from pydantic import BaseModel, Field

from portal import audit, objects, store
from portal.access import Acting, Caller
from portal.errors import Invalid, NotFound
from portal.identity import limits
from portal.settings import settings
from portal.store import where
from portal.store.items import Document

from . import document, kinds, naming
from .counting import LIMIT, FolderGone, StorageFull
from .document import DocumentShown
from .looking import MOST_BYTES

#: A slow line needs longer than this for 50 MB: S3 looks at the time when a form begins to arrive.
GOOD_FOR = timedelta(minutes=15)
ABANDONED = timedelta(days=1)


class WantedFile(BaseModel):
    name: str
    size: int = Field(description="in bytes")


class WantedDocument(WantedFile):
    folder: str | None = Field(None, description="null for none")


class UploadForm(BaseModel):
    url: str
    fields: dict[str, str] = Field(description="of a multipart/form-data POST to url, before its field `file`")


class Upload(BaseModel):
    document: DocumentShown
    upload: UploadForm


def begin(acting: Acting, wanted: WantedDocument) -> Upload:
    """A place for one file, good for fifteen minutes. The same request again is the same document.

    Invalid for a name or a size that is never taken, StorageFull, FolderGone; TooMany after very many in an hour.
    """
    made = new(
        wanted,
        acting,
        member_id=acting.access.member_id,
        chart_id=acting.chart.id,
        folder_id=wanted.folder or "",
    )
    before, storage = store.fetch(made.key(), store.keys.storage(made.account_id))
    if before is None:
        if storage and storage.used + wanted.size > LIMIT:
            raise StorageFull
        _note(acting, made)
    return offered(before or made)


def new(wanted: WantedFile, caller: Caller, **whose: str) -> Document:
    """As it is before its bytes come. Invalid for a name or a size that is never taken."""
    name = naming.of_document(wanted.name)
    kinds.check_ending(name)
    _check_size(wanted.size)
    return Document(
        account_id=caller.account.id,
        id=caller.id_of("document"),
        name=name,
        content_type=kinds.TAKEN.get(kinds.ending(name), "application/octet-stream"),
        size=wanted.size,
        uploaded=caller.at,
        ttl=int((caller.at + ABANDONED).timestamp()),
        **whose,  # type: ignore[arg-type]
    )


def offered(made: Document) -> Upload:
    """The document with its form."""
    also = {"Content-Type": made.content_type}
    signed = objects.form(settings().documents_bucket, document.quarantine(made), MOST_BYTES, GOOD_FOR, **also)
    return Upload(document=document.shown(made), upload=UploadForm(url=signed.url, fields=signed.fields))


def _note(acting: Acting, made: Document) -> None:
    with store.all_or_nothing() as write:
        limits.count_sending(write, "upload", made.account_id, acting.at)
        write.check(acting.access.key(), when=where("granted").eq(acting.access.granted), else_raise=NotFound())
        if made.folder_id:
            folder = store.keys.folder(made.account_id, made.member_id, made.folder_id)
            write.check(folder, when=where("pk").exists(), else_raise=FolderGone())
        write.put(made, when=store.ABSENT)
        for entry in audit.in_confidence(acting, "document.uploaded", "record", section="documents"):
            write.put(entry)


def _check_size(size: int) -> None:
    why = "empty" if size <= 0 else "too-large" if size > MOST_BYTES else None
    if why:
        raise Invalid.field("size", why, kinds.WHY[why])
