"""DELETE /api/charts/{chart}/access/{id}: somebody sees one's record no more, from now on (C7)."""

from portal import http, sharing
from portal.access import OwnerJustProved


@http.operation("DELETE", "/api/charts/{chart}/access/{id}", who=OwnerJustProved)
def end_access(chart: str, id: str, owner: OwnerJustProved) -> http.Empty:  # noqa: ARG001
    """End somebody's access at once; both are told by mail"""
    sharing.end(owner, id)
    return http.Empty()


handler = http.handler(end_access)
