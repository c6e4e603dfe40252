"""POST /api/practices/{practice_id}/enclosures: a place to upload a file to that goes with a message (F4, G5)."""

from portal import http
from portal.documents import enclosing
from portal.documents.uploading import Upload, WantedFile
from portal.staff import StaffMember


@http.operation(
    "POST", "/api/practices/{practice_id}/enclosures", status=201, who=StaffMember, needs=("write", "messages")
)
def create_enclosure(practice_id: str, wanted: WantedFile, caller: StaffMember) -> Upload:  # noqa: ARG001
    """As for a document of an account: a form for one file of at most 50 MB. It can be sent within a day"""
    return enclosing.begin(caller, wanted)


handler = http.handler(create_enclosure)
