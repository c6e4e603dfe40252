"""GET /api/charts/{chart}/drafts: messages that one has begun (F2)."""

from pydantic import BaseModel

from portal import http
from portal.access import Acting
from portal.messages import drafts
from portal.messages.drafts import DraftShown


class Drafts(BaseModel):
    drafts: list[DraftShown]


@http.operation("GET", "/api/charts/{chart}/drafts", who=Acting, needs=("write", "messages"))
def list_message_drafts(chart: str, acting: Acting) -> Drafts:  # noqa: ARG001
    """Of one's own alone"""
    return Drafts(drafts=drafts.listed(acting))


handler = http.handler(list_message_drafts)
