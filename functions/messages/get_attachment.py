"""GET /api/charts/{chart}/threads/{thread}/attachments/{id}: open what came with a message (F2)."""

from pydantic import BaseModel, Field

from portal import http
from portal.messages import reading
from portal.messages.on_thread import ActingOnThread


class AttachmentAddress(BaseModel):
    url: str = Field(description="good for five minutes")


@http.operation(
    "GET", "/api/charts/{chart}/threads/{thread}/attachments/{id}", who=ActingOnThread, needs=("read", "messages")
)
def get_attachment(chart: str, thread: str, id: str, acting: ActingOnThread) -> AttachmentAddress:  # noqa: ARG001
    """Also when the document was deleted since"""
    return AttachmentAddress(url=reading.attachment(acting, id))


handler = http.handler(get_attachment)
