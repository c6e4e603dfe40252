"""GET /api/practices/{practice_id}/corrections: what patients ask the practice to put right (B8, D8)."""

from pydantic import BaseModel, Field

from portal import corrections, http
from portal.corrections import CorrectionAsked, Listed
from portal.staff import StaffMember


class CorrectionsAsked(BaseModel):
    corrections: list[CorrectionAsked]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/corrections", who=StaffMember, needs=("read", "corrections"))
def list_practice_corrections(
    practice_id: str,  # noqa: ARG001
    caller: StaffMember,
    state: Listed = "open",
    cursor: str | None = None,
) -> CorrectionsAsked:
    """Open requests or decided ones, newest first"""
    found, after = corrections.of_practice(caller, state, cursor)
    return CorrectionsAsked(corrections=found, cursor=after)


handler = http.handler(list_practice_corrections)
