"""GET /api/charts/{chart}/documents/{document}/recipients: whom at the practice a document can be given to (G2)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.documents import giving
from portal.recipients import Recipient


class DocumentRecipients(BaseModel):
    recipients: list[Recipient]


@http.operation("GET", "/api/charts/{chart}/documents/{document}/recipients", who=Acting, needs=("write", "documents"))
def list_document_recipients(chart: str, document: str, acting: Acting) -> DocumentRecipients:  # noqa: ARG001
    """Teams first, then members by name: for those, too, who may not write messages"""
    return DocumentRecipients(recipients=giving.choices(acting, document))


handler = http.handler(list_document_recipients)
