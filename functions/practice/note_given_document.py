"""PATCH /api/practices/{practice_id}/documents/{given}: somebody has seen what was given, or it is new again (D8)."""

from typing import Literal

from pydantic import BaseModel

from portal import http
from portal.documents import given as documents
from portal.documents.given import GivenDocument
from portal.staff import StaffMember


class GivenNote(BaseModel):
    state: Literal["new", "seen"]


@http.operation(
    "PATCH", "/api/practices/{practice_id}/documents/{given}", who=StaffMember, needs=("write", "documents")
)
def note_given_document(
    practice_id: str,  # noqa: ARG001
    given: str,
    wanted: GivenNote,
    caller: StaffMember,
) -> GivenDocument:
    """Conflict `belongs-to-message` for what came with a message"""
    return documents.note(caller, given, wanted.state)


handler = http.handler(note_given_document)
