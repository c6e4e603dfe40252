"""GET /api/practices/{practice_id}/documents/{given}/file: where the bytes of what was given are (D8)."""

from pydantic import BaseModel

from portal import http
from portal.documents import given as documents
from portal.staff import StaffMember


class GivenFile(BaseModel):
    url: str


@http.operation(
    "GET", "/api/practices/{practice_id}/documents/{given}/file", who=StaffMember, needs=("read", "documents")
)
def get_given_file(practice_id: str, given: str, caller: StaffMember) -> GivenFile:  # noqa: ARG001
    """For five minutes; the look is in the log of whoever gave it"""
    return GivenFile(url=documents.address(caller, given))


handler = http.handler(get_given_file)
