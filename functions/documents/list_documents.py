"""GET /api/charts/{chart}/documents: one's documents about a person, a folder at a time (G1)."""

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.documents import filing
from portal.documents.document import DocumentShown


class Documents(BaseModel):
    documents: list[DocumentShown]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/charts/{chart}/documents", who=Acting, needs=("read", "documents"))
def list_documents(
    chart: str,  # noqa: ARG001
    acting: Acting,
    folder: str = "",
    deleted: bool = False,
    cursor: str | None = None,
) -> Documents:
    """Of one folder, or those in none, or of all folders what was deleted within 30 days; newest first"""
    found, after = filing.listed(acting, folder, deleted=deleted, cursor=cursor)
    return Documents(documents=found, cursor=after)


handler = http.handler(list_documents)
