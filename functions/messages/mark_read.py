"""PUT /api/charts/{chart}/threads/{thread}/read: say that messages were read (F2)."""

from pydantic import BaseModel, Field

from portal import http
from portal.messages import reading
from portal.messages.on_thread import ActingOnThread
from portal.messages.thread import AccountThread


class ReadUpTo(BaseModel):
    count: int = Field(ge=0, description="of the messages that were shown: what came since stays unread")


@http.operation("PUT", "/api/charts/{chart}/threads/{thread}/read", who=ActingOnThread, needs=("read", "messages"))
def mark_read(chart: str, thread: str, wanted: ReadUpTo, acting: ActingOnThread) -> AccountThread:  # noqa: ARG001
    """Counted at once"""
    return reading.mark_read(acting, wanted.count)


handler = http.handler(mark_read)
