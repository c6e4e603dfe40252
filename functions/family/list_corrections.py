"""GET /api/members/{id}/corrections: what was asked of practices, and what they decided (B8)."""

from pydantic import BaseModel

from portal import corrections, http
from portal.access import Caller
from portal.corrections import CorrectionShown


class Corrections(BaseModel):
    corrections: list[CorrectionShown]


@http.operation("GET", "/api/members/{id}/corrections", who=Caller)
def list_corrections(id: str, caller: Caller) -> Corrections:
    """The account's own requests for a member, newest first, at most the last hundred"""
    return Corrections(corrections=corrections.listed(caller, id))


handler = http.handler(list_corrections)
