"""DELETE /api/charts/{chart}/documents/{document}/links/{link}: end it at once (G3)."""

from portal import http
from portal.access import Acting
from portal.documents import links


@http.operation(
    "DELETE", "/api/charts/{chart}/documents/{document}/links/{link}", who=Acting, needs=("write", "documents")
)
def end_document_link(chart: str, document: str, link: str, acting: Acting) -> http.Empty:  # noqa: ARG001
    """Nobody can open the document by it any more"""
    links.end(acting, document, link)
    return http.Empty()


handler = http.handler(end_document_link)
