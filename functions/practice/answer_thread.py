"""POST /api/practices/{practice_id}/threads/{thread}/messages: answer (F4)."""

from pydantic import BaseModel, Field

from portal import http
from portal.messages import answering
from portal.messages.on_thread import StaffOnThread
from portal.messages.thread import MessageShown


class Answer(BaseModel):
    content: str
    attachments: list[str] = Field([], description="ids of files of one's own, at most five, uploaded within a day")


@http.operation(
    "POST",
    "/api/practices/{practice_id}/threads/{thread}/messages",
    status=201,
    who=StaffOnThread,
    needs=("write", "messages"),
)
def answer_thread(practice_id: str, thread: str, wanted: Answer, staff: StaffOnThread) -> MessageShown:  # noqa: ARG001
    """Conflict `no-access` when the account may not read messages about the patient any more"""
    return answering.answer(staff, wanted.content, wanted.attachments)


handler = http.handler(answer_thread)
