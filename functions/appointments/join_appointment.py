"""POST /api/charts/{chart}/appointments/{id}/join: the way into a video visit (E1)."""

from portal import http, telehealth
from portal.access import Acting


@http.operation("POST", "/api/charts/{chart}/appointments/{id}/join", who=Acting, needs=("write", "telehealth"))
def join_appointment(id: str, acting: Acting) -> telehealth.Visit:
    """Join a video visit: its link, and its password where one is set"""
    return telehealth.join(acting, id)


handler = http.handler(join_appointment)
