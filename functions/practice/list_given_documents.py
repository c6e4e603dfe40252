"""GET /api/practices/{practice_id}/documents: what patients and their people gave the practice (D8)."""

from pydantic import BaseModel, Field

from portal import http
from portal.documents import given
from portal.documents.given import GivenDocument
from portal.staff import StaffMember
from portal.store.items.documents import GivenState


class GivenDocuments(BaseModel):
    documents: list[GivenDocument]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/documents", who=StaffMember, needs=("read", "documents"))
def list_given_documents(
    practice_id: str,  # noqa: ARG001
    caller: StaffMember,
    state: GivenState = "new",
    chart: str = "",
    cursor: str | None = None,
) -> GivenDocuments:
    """Of one state, or of one patient all; newest first"""
    found, after = given.of_practice(caller, state, chart, cursor)
    return GivenDocuments(documents=found, cursor=after)


handler = http.handler(list_given_documents)
