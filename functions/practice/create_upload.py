"""POST /api/practices/{practice_id}/uploads: a place for a bundle that is too large for a message. Signed like one."""

from datetime import datetime

from pydantic import BaseModel, Field

from portal import http
from portal.practice import SignedPractice
from portal.records import uploads


class UploadForm(BaseModel):
    url: str
    fields: dict[str, str] = Field(description="of a multipart/form-data POST to url, before its field `file`")


class Upload(BaseModel):
    bundle_url: str = Field(description="what records.upserted then names")
    upload: UploadForm
    expires: datetime


@http.operation("POST", "/api/practices/{practice_id}/uploads", who=SignedPractice, status=201)
def create_upload(practice_id: str, sender: SignedPractice) -> Upload:  # noqa: ARG001
    """A form that takes one bundle of at most 100 MB within 15 minutes"""
    made = uploads.offer(sender.practice.id, sender.at)
    return Upload(bundle_url=made.bundle_url, upload=UploadForm(url=made.url, fields=made.fields), expires=made.expires)


handler = http.handler(create_upload)
