"""POST /api/members/{member_id}/exports: have a file of a member's records made, to print or for other apps (E7)."""

from portal import http
from portal.access import Caller
from portal.exports import asking
from portal.exports.asking import ExportRequest, ExportShown


@http.operation("POST", "/api/members/{member_id}/exports", status=201, who=Caller)
def create_export(member_id: str, wanted: ExportRequest, caller: Caller) -> ExportShown:
    """Make a file in the background, of everything or of some days; it is kept for 24 hours"""
    return asking.ask(caller, member_id, wanted)


handler = http.handler(create_export)
