"""GET /api/charts/{chart}/documents/{document}: one of one's documents, such as how far its check is (G1)."""

from portal import http
from portal.access import Acting
from portal.documents import filing
from portal.documents.document import DocumentShown


@http.operation("GET", "/api/charts/{chart}/documents/{document}", who=Acting, needs=("read", "documents"))
def get_document(chart: str, document: str, acting: Acting) -> DocumentShown:  # noqa: ARG001
    """Without its bytes"""
    return filing.read(acting, document)


handler = http.handler(get_document)
