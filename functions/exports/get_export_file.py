"""GET /api/members/{member_id}/exports/{id}/file: where the file is, for five minutes (E7)."""

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.exports import asking


class ExportFile(BaseModel):
    url: str


@http.operation("GET", "/api/members/{member_id}/exports/{id}/file", who=Caller)
def get_export_file(member_id: str, id: str, caller: Caller) -> ExportFile:
    """An address that needs no sign-in; noted in the logs before it is told"""
    return ExportFile(url=asking.address(caller, member_id, id))


handler = http.handler(get_export_file)
