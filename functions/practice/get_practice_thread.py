"""GET /api/practices/{practice_id}/threads/{thread}: one thread with its messages (F4)."""

from portal import http
from portal.messages import reading
from portal.messages.on_thread import StaffOnThread
from portal.messages.reading import PracticeRead


@http.operation("GET", "/api/practices/{practice_id}/threads/{thread}", who=StaffOnThread, needs=("read", "messages"))
def get_practice_thread(
    practice_id: str,  # noqa: ARG001
    thread: str,  # noqa: ARG001
    staff: StaffOnThread,
    cursor: str | None = None,
) -> PracticeRead:
    """The newest page first; the look is in the log of whoever writes"""
    return reading.read_by_staff(staff, cursor)


handler = http.handler(get_practice_thread)
