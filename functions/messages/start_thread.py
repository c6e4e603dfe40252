"""POST /api/charts/{chart}/threads: write to the practice (F1, F2)."""

from pydantic import BaseModel, Field

from portal import http
from portal.access import Acting
from portal.messages import writing
from portal.messages.thread import AccountThread


class NewThread(BaseModel):
    to: str = Field(description="a recipient's id")
    subject: str
    content: str
    attachments: list[str] = Field([], description="ids of documents of one's own, at most five")


@http.operation("POST", "/api/charts/{chart}/threads", status=201, who=Acting, needs=("write", "messages"))
def start_thread(chart: str, wanted: NewThread, acting: Acting) -> AccountThread:  # noqa: ARG001
    """The draft `new` is deleted with it"""
    return writing.start(acting, wanted.to, wanted.subject, wanted.content, wanted.attachments)


handler = http.handler(start_thread)
