"""POST /api/charts/{chart}/folders: a new folder for one's documents (G1)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.documents import folders
from portal.documents.folders import FolderShown


class WantedFolder(BaseModel):
    name: str


@http.operation("POST", "/api/charts/{chart}/folders", status=201, who=Acting, needs=("write", "documents"))
def add_folder(chart: str, wanted: WantedFolder, acting: Acting) -> FolderShown:  # noqa: ARG001
    """Each name once"""
    return folders.add(acting, wanted.name)


handler = http.handler(add_folder)
