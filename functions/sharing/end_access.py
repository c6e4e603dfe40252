"""DELETE /api/charts/{chart}/access/{id}: somebody sees one's record no more, from now on (C7)."""

from portal import http, sharing
from portal.access import Owner


@http.operation("DELETE", "/api/charts/{chart}/access/{id}", who=Owner, just_proved=True)
def end_access(chart: str, id: str, owner: Owner) -> http.Empty:  # noqa: ARG001
    """End somebody's access at once; both are told by mail"""
    sharing.end(owner, id)
    return http.Empty()


handler = http.handler(end_access)
