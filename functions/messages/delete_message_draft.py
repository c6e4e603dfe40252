"""DELETE /api/charts/{chart}/drafts/{draft}: throw away a message that was not sent (F2)."""

from portal import http
from portal.access import Acting
from portal.messages import drafts


@http.operation("DELETE", "/api/charts/{chart}/drafts/{draft}", who=Acting, needs=("write", "messages"))
def delete_message_draft(chart: str, draft: str, acting: Acting) -> http.Empty:  # noqa: ARG001
    """Also when there is none any more"""
    drafts.discard(acting, draft)
    return http.Empty()


handler = http.handler(delete_message_draft)
