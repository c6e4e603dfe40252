"""GET /api/shared/{token}: what a link to a document shows to anybody: who shared it, and until when (G3)."""

from portal import http
from portal.documents import opening
from portal.documents.opening import SharedShown


@http.operation("GET", "/api/shared/{token}", who=http.Anyone)
def get_shared_document(token: str, anyone: http.Anyone) -> SharedShown:
    """Nothing of the document itself"""
    return opening.look(token, anyone.request.at)


handler = http.handler(get_shared_document)
