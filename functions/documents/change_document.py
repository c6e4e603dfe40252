"""PATCH /api/charts/{chart}/documents/{document}: another name or folder, or back from the deleted (G1)."""

from portal import http
from portal.access import Acting
from portal.documents import filing
from portal.documents.document import DocumentShown
from portal.documents.filing import Changes


@http.operation("PATCH", "/api/charts/{chart}/documents/{document}", who=Acting, needs=("write", "documents"))
def change_document(chart: str, document: str, wanted: Changes, acting: Acting) -> DocumentShown:  # noqa: ARG001
    """What is not named stays as it is"""
    return filing.change(acting, document, wanted)


handler = http.handler(change_document)
