"""GET /api/practices/{practice_id}/threads: the practice's inbox (F4)."""

from pydantic import BaseModel, Field

from portal import http
from portal.messages import reading
from portal.messages.thread import PracticeThread
from portal.staff import StaffMember
from portal.store.items.messages import ThreadState


class PracticeThreads(BaseModel):
    threads: list[PracticeThread]
    cursor: str | None = Field(description="of the next page")


@http.operation("GET", "/api/practices/{practice_id}/threads", who=StaffMember, needs=("read", "messages"))
def list_practice_threads(
    practice_id: str,  # noqa: ARG001
    staff: StaffMember,
    state: ThreadState | None = None,
    assignee: str | None = None,
    search: str = "",
    cursor: str | None = None,
) -> PracticeThreads:
    """Newest first, open ones unless asked otherwise; `assignee` is `me`, or the id of a colleague or team"""
    found, after = reading.of_practice(staff, state, assignee, search, cursor)
    return PracticeThreads(threads=found, cursor=after)


handler = http.handler(list_practice_threads)
