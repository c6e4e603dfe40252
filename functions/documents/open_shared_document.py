"""POST /api/shared/{token}/open: the document, for whoever knows the address and the passcode (G3)."""

from pydantic import BaseModel, Field

from portal import http
from portal.documents import opening
from portal.documents.opening import OpenedDocument


class Proof(BaseModel):
    email: str = Field(description="to which the link was sent")
    passcode: str


@http.operation("POST", "/api/shared/{token}/open", who=http.Anyone)
def open_shared_document(token: str, proof: Proof, anyone: http.Anyone) -> OpenedDocument:
    """Five wrong tries end the link; every opening is noted"""
    return opening.open_with(anyone.request, token, proof.email, proof.passcode)


handler = http.handler(open_shared_document)
