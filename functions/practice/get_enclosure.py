"""GET /api/practices/{practice_id}/enclosures/{enclosure}: a file to go with a message, how far its check is (F4)."""

from portal import http
from portal.documents import enclosing
from portal.documents.document import DocumentShown
from portal.staff import StaffMember


@http.operation(
    "GET", "/api/practices/{practice_id}/enclosures/{enclosure}", who=StaffMember, needs=("write", "messages")
)
def get_enclosure(practice_id: str, enclosure: str, caller: StaffMember) -> DocumentShown:  # noqa: ARG001
    """Of one's own alone; without its bytes"""
    return enclosing.find(caller, enclosure)


handler = http.handler(get_enclosure)
