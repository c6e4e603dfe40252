"""PATCH /api/charts/{chart}/folders/{folder}: another name for a folder (G1)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.documents import folders
from portal.documents.folders import FolderShown


class FolderName(BaseModel):
    name: str


@http.operation("PATCH", "/api/charts/{chart}/folders/{folder}", who=Acting, needs=("write", "documents"))
def rename_folder(chart: str, folder: str, wanted: FolderName, acting: Acting) -> FolderShown:  # noqa: ARG001
    """Each name once"""
    return folders.rename(acting, folder, wanted.name)


handler = http.handler(rename_folder)
