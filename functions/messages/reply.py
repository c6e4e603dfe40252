"""POST /api/charts/{chart}/threads/{thread}/messages: one more message (F1, F2)."""

from pydantic import BaseModel, Field

from portal import http
from portal.messages import writing
from portal.messages.on_thread import ActingOnThread
from portal.messages.thread import MessageShown


class Reply(BaseModel):
    content: str
    attachments: list[str] = Field([], description="ids of documents of one's own, at most five")


@http.operation(
    "POST",
    "/api/charts/{chart}/threads/{thread}/messages",
    status=201,
    who=ActingOnThread,
    needs=("write", "messages"),
)
def reply(chart: str, thread: str, wanted: Reply, acting: ActingOnThread) -> MessageShown:  # noqa: ARG001
    """A closed thread is open again; the thread's draft is deleted with it"""
    return writing.reply(acting, wanted.content, wanted.attachments)


handler = http.handler(reply)
