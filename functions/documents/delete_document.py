"""DELETE /api/charts/{chart}/documents/{document}: away with it, for good after 30 days (G1)."""

from portal import http
from portal.access import Acting
from portal.documents import filing


@http.operation("DELETE", "/api/charts/{chart}/documents/{document}", who=Acting, needs=("write", "documents"))
def delete_document(chart: str, document: str, acting: Acting) -> http.Empty:  # noqa: ARG001
    """What is not checked yet, or was refused, is gone at once; what a practice was given stays there"""
    filing.remove(acting, document)
    return http.Empty()


handler = http.handler(delete_document)
