"""DELETE /api/charts/{chart}/folders/{folder}: a folder that is empty is not needed any more (G1)."""

from portal import http
from portal.access import Acting
from portal.documents import folders


@http.operation("DELETE", "/api/charts/{chart}/folders/{folder}", who=Acting, needs=("write", "documents"))
def delete_folder(chart: str, folder: str, acting: Acting) -> http.Empty:  # noqa: ARG001
    """Conflict `folder-not-empty` while there are documents in it"""
    folders.remove(acting, folder)
    return http.Empty()


handler = http.handler(delete_folder)
