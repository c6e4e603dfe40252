"""GET /api/charts/{chart}/threads/{thread}: one thread with its messages (F2)."""

from portal import http
from portal.messages import reading
from portal.messages.on_thread import ActingOnThread
from portal.messages.reading import AccountRead


@http.operation("GET", "/api/charts/{chart}/threads/{thread}", who=ActingOnThread, needs=("read", "messages"))
def get_thread(
    chart: str,  # noqa: ARG001
    thread: str,  # noqa: ARG001
    acting: ActingOnThread,
    cursor: str | None = None,
) -> AccountRead:
    """The newest page first; it stays unread until that is said"""
    return reading.read(acting, cursor)


handler = http.handler(get_thread)
