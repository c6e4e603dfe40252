"""PATCH /api/practices/{practice_id}/threads/{thread}: assign, close, open again, say that it was seen (F4)."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from portal import http
from portal.messages import answering
from portal.messages.on_thread import StaffOnThread
from portal.messages.thread import PracticeThread
from portal.store.items.messages import ThreadState


class ThreadChanges(BaseModel):
    """What is not named stays as it is."""

    assignee: str | None = Field(None, description="the id of a colleague or a team")
    state: ThreadState | None = None
    seen: Annotated[int, Field(strict=True, ge=0)] | Literal[False] | None = Field(
        None, description="how many messages were shown: what came since is not seen; `false`: as if nobody had looked"
    )


@http.operation(
    "PATCH", "/api/practices/{practice_id}/threads/{thread}", who=StaffOnThread, needs=("write", "messages")
)
def update_thread(
    practice_id: str,  # noqa: ARG001
    thread: str,  # noqa: ARG001
    wanted: ThreadChanges,
    staff: StaffOnThread,
) -> PracticeThread:
    """A message from the account opens a closed thread again"""
    return answering.update(staff, wanted.assignee, wanted.state, wanted.seen)


handler = http.handler(update_thread)
