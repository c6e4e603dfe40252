"""POST /api/charts/{chart}/documents/{document}/recipients: share it with a member of the practice (G2)."""

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.documents import giving
from portal.documents.document import DocumentShown


class WantedRecipient(BaseModel):
    to: str = Field(description="the id of a member or a team of the practice")
    note: str | None = Field(None, description="for them to read with it; at most 500 characters")


@http.operation(
    "POST",
    "/api/charts/{chart}/documents/{document}/recipients",
    status=201,
    who=Acting,
    needs=("write", "documents"),
)
def give_document(chart: str, document: str, wanted: WantedRecipient, acting: Acting) -> DocumentShown:  # noqa: ARG001
    """It cannot be taken back: from then on it is in the practice's files, too"""
    return giving.give(acting, document, wanted.to, wanted.note)


handler = http.handler(give_document)
