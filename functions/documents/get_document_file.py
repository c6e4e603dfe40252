"""GET /api/charts/{chart}/documents/{document}/file: where its bytes are, for five minutes (G1)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.documents import filing


class DocumentFile(BaseModel):
    url: str


@http.operation("GET", "/api/charts/{chart}/documents/{document}/file", who=Acting, needs=("read", "documents"))
def get_document_file(chart: str, document: str, acting: Acting) -> DocumentFile:  # noqa: ARG001
    """An address that needs no sign-in; noted in the log before it is told"""
    return DocumentFile(url=filing.address(acting, document))


handler = http.handler(get_document_file)
