"""GET /api/members/{member_id}/exports: the files of a member's records, and how far the work on them is (E7)."""

from pydantic import BaseModel

from portal import http
from portal.access import Caller
from portal.exports import asking
from portal.exports.asking import ExportShown


class Exports(BaseModel):
    exports: list[ExportShown]


@http.operation("GET", "/api/members/{member_id}/exports", who=Caller)
def list_exports(member_id: str, caller: Caller) -> Exports:
    """The account's own, newest first; those of the last two days, at most thirty"""
    return Exports(exports=asking.listed(caller, member_id))


handler = http.handler(list_exports)
