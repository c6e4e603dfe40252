"""DELETE /api/members/{id}/charts/{chart}: a chart leaves the account, and its person with the last one (B6)."""

from portal import family, http
from portal.access import Leaving


@http.operation("DELETE", "/api/members/{id}/charts/{chart}", who=Leaving, just_proved=True)
def unlink_chart(id: str, chart: str, caller: Leaving) -> http.Empty:  # noqa: ARG001
    """Unlink a chart; the practice keeps its record and can invite again"""
    family.unlink(caller, id)
    return http.Empty()


handler = http.handler(unlink_chart)
