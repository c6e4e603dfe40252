"""GET /api/practices/{practice_id}/imports/{import_id}: how far an import is. Signed over an empty body."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from portal import http
from portal.practice import SignedPractice
from portal.records import imports


class ImportReport(BaseModel):
    id: str
    state: Literal["checking", "queued", "storing", "complete", "refused", "failed"]
    sent: dict[str, int] = Field(description="resources in the bundle, by type")
    stored: dict[str, int] = Field(description="resources that are in the table by now, by type")
    written: int = Field(description="how many of them were new or changed")
    unchanged: int
    issues: list[dict[str, Any]] = Field(description="why an uploaded bundle was refused: OperationOutcome.issue")


@http.operation("GET", "/api/practices/{practice_id}/imports/{import_id}", who=SignedPractice)
def get_import(practice_id: str, import_id: str, sender: SignedPractice) -> ImportReport:
    """The progress of one bundle"""
    return ImportReport(**imports.report(imports.find(practice_id, import_id), sender.at))


handler = http.handler(get_import)
