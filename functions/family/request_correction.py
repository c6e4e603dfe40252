"""POST /api/members/{id}/corrections: ask a practice to put something right in its own record (B8)."""

from portal import corrections, http
from portal.access import Caller


@http.operation("POST", "/api/members/{id}/corrections", who=Caller)
def request_correction(id: str, wanted: corrections.CorrectionRequest, caller: Caller) -> corrections.CorrectionShown:
    """Ask the practice of a chart to change one thing in it; it stays as it is until they do"""
    return corrections.ask(caller, id, wanted)


handler = http.handler(request_correction)
