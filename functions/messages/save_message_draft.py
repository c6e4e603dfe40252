"""PUT /api/charts/{chart}/drafts/{draft}: keep a message that is not sent yet (F2)."""

from pydantic import Field

from portal import http
from portal.access import Acting
from portal.messages import drafts
from portal.messages.drafts import DraftContent, SavedDraft


class WantedDraft(DraftContent):
    version: int = Field(ge=0, description="of the draft that was read; 0 when there was none")


@http.operation("PUT", "/api/charts/{chart}/drafts/{draft}", who=Acting, needs=("write", "messages"))
def save_message_draft(chart: str, draft: str, wanted: WantedDraft, acting: Acting) -> SavedDraft:  # noqa: ARG001
    """`draft` is a thread's id, or `new`. Conflict `draft-changed` when another window was quicker"""
    return drafts.save(acting, draft, wanted, wanted.version)


handler = http.handler(save_message_draft)
