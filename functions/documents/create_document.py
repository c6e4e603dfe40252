"""POST /api/charts/{chart}/documents: a place to upload a document to, straight from the browser (G1, G5)."""

from portal import http
from portal.access import Acting
from portal.documents import uploading
from portal.documents.uploading import Upload, WantedDocument


@http.operation("POST", "/api/charts/{chart}/documents", status=201, who=Acting, needs=("write", "documents"))
def create_document(chart: str, wanted: WantedDocument, acting: Acting) -> Upload:  # noqa: ARG001
    """A form that takes one file of at most 50 MB within 15 minutes; then it is checked, and `ready` or `refused`"""
    return uploading.begin(acting, wanted)


handler = http.handler(create_document)
