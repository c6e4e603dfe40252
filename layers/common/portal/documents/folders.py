"""Folders of one's documents about a person, and how much room is left (G1)."""

from pydantic import BaseModel, Field

from portal import audit, store
from portal.access import Acting
from portal.errors import Conflict, Invalid, NotFound
from portal.store import where
from portal.store.items import Folder

from . import naming
from .counting import LIMIT

MOST = 200


class FolderNotEmpty(Conflict):
    slug, title = "folder-not-empty", "There are still documents in this folder. Move or delete them first"


class TooManyFolders(Conflict):
    slug, title = "too-many-folders", f"There may be at most {MOST} folders"


class FolderShown(BaseModel):
    id: str
    name: str
    documents: int = Field(description="in it, without deleted ones and those that are not checked yet")


class StorageShown(BaseModel):
    """Bytes, of all people of the account together."""

    used: int
    limit: int


def listed(acting: Acting) -> list[FolderShown]:
    """By their names."""
    return [_shown(each) for each in _all(acting)]


def storage(acting: Acting) -> StorageShown:
    found = store.get(store.keys.storage(acting.account.id))
    return StorageShown(used=found.used if found else 0, limit=LIMIT)


def add(acting: Acting, name: str) -> FolderShown:
    """The same request again is the same folder. Invalid for a name that another one has."""
    there, made_id = _all(acting), acting.id_of("folder")
    if before := next((each for each in there if each.id == made_id), None):
        return _shown(before)
    if len(there) >= MOST:
        raise TooManyFolders
    account, member = acting.account.id, acting.access.member_id
    made = Folder(account_id=account, member_id=member, id=made_id, name=_free(name, there), created=acting.at)
    with store.all_or_nothing() as write:
        write.put(made, when=store.ABSENT)
        for entry in audit.in_confidence(acting, "folder.added", "record", section="documents"):
            write.put(entry)
    return _shown(made)


def rename(acting: Acting, folder_id: str, name: str) -> FolderShown:
    there = _all(acting)
    found = next((each for each in there if each.id == folder_id), None)
    if found is None:
        raise NotFound
    wanted = _free(name, [each for each in there if each is not found])
    with store.all_or_nothing(else_raise=NotFound()) as write:
        write.update(found.key(), set={"name": wanted}, when=where("pk").exists())
        for entry in audit.in_confidence(acting, "folder.renamed", "record", section="documents"):
            write.put(entry)
    return _shown(found).model_copy(update={"name": wanted})


def remove(acting: Acting, folder_id: str) -> None:
    """FolderNotEmpty while there is a document in it. What was deleted out of it comes back to the top."""
    key = store.keys.folder(acting.account.id, acting.access.member_id, folder_id)
    if store.get(key) is None:
        raise NotFound
    with store.all_or_nothing() as write:
        write.delete(key, when=store.ABSENT | where("documents").lte(0), else_raise=FolderNotEmpty())
        for entry in audit.in_confidence(acting, "folder.deleted", "record", section="documents"):
            write.put(entry)


def _all(acting: Acting) -> list[Folder]:
    listing = store.keys.folders(acting.account.id, acting.access.member_id)
    return sorted(store.query(listing, limit=MOST).items, key=lambda each: each.name.casefold())


def _free(name: str, others: list[Folder]) -> str:
    wanted = naming.of_folder(name)
    if any(each.name.casefold() == wanted.casefold() for each in others):
        raise Invalid.field("name", "taken", "There is a folder of this name already")
    return wanted


def _shown(folder: Folder) -> FolderShown:
    return FolderShown(id=folder.id, name=folder.name, documents=folder.documents)
