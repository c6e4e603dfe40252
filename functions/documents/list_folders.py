"""GET /api/charts/{chart}/folders: the folders of one's documents, and how much room is left (G1)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.documents import folders
from portal.documents.folders import FolderShown, StorageShown


class Folders(BaseModel):
    folders: list[FolderShown]
    storage: StorageShown


@http.operation("GET", "/api/charts/{chart}/folders", who=Acting, needs=("read", "documents"))
def list_folders(chart: str, acting: Acting) -> Folders:  # noqa: ARG001
    """By their names; the storage is that of all people of the account"""
    return Folders(folders=folders.listed(acting), storage=folders.storage(acting))


handler = http.handler(list_folders)
