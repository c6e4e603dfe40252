"""GET /api/practices/{practice_id}/received-documents/{given}: a document for the practice's own system. It signs."""

from pydantic import BaseModel, Field

from portal import http
from portal.documents import given as documents
from portal.practice import SignedPractice


class ReceivedDocument(BaseModel):
    name: str
    content_type: str
    size: int = Field(description="in bytes")
    url: str = Field(description="gives the bytes for five minutes")


@http.operation("GET", "/api/practices/{practice_id}/received-documents/{given}", who=SignedPractice)
def get_received_document(practice_id: str, given: str, sender: SignedPractice) -> ReceivedDocument:  # noqa: ARG001
    """`document_id` of document.shared, and `id` of an attachment of message.received, name it"""
    found, url = documents.for_system(sender, given)
    return ReceivedDocument(name=found.name, content_type=found.content_type, size=found.size, url=url)


handler = http.handler(get_received_document)
