"""POST /api/practices/{practice_id}/patients/{chart}/threads: write to somebody about a patient (F4)."""

from pydantic import BaseModel, Field

from portal import http
from portal.messages import answering
from portal.messages.thread import PracticeThread
from portal.staff import StaffOnChart


class NewPracticeThread(BaseModel):
    account: str = Field(description="of somebody with access to the patient's chart: nobody else sees it")
    subject: str
    content: str
    attachments: list[str] = Field([], description="ids of files of one's own, at most five, uploaded within a day")


@http.operation(
    "POST",
    "/api/practices/{practice_id}/patients/{chart}/threads",
    status=201,
    who=StaffOnChart,
    needs=("write", "messages"),
)
def start_practice_thread(
    practice_id: str,  # noqa: ARG001
    chart: str,  # noqa: ARG001
    wanted: NewPracticeThread,
    staff: StaffOnChart,
) -> PracticeThread:
    """Conflict `no-access` when the account may not read messages about the patient"""
    return answering.start(staff, wanted.account, wanted.subject, wanted.content, wanted.attachments)


handler = http.handler(start_practice_thread)
