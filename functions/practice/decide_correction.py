"""POST /api/practices/{practice_id}/corrections/{correction_id}: accept or decline what a patient asked for (B8)."""

from pydantic import BaseModel, Field

from portal import corrections, http
from portal.corrections import CorrectionAsked, Decision
from portal.staff import StaffMember


class WantedDecision(BaseModel):
    decision: Decision
    reason: str = Field("", description="needed when it is declined; the patient reads it")


@http.operation(
    "POST",
    "/api/practices/{practice_id}/corrections/{correction_id}",
    who=StaffMember,
    needs=("write", "corrections"),
)
def decide_correction(
    practice_id: str,  # noqa: ARG001
    correction_id: str,
    wanted: WantedDecision,
    caller: StaffMember,
) -> CorrectionAsked:
    """Decide once; who asked is told by mail. The practice's own system changes its record"""
    return corrections.decide(caller, correction_id, wanted.decision, wanted.reason)


handler = http.handler(decide_correction)
