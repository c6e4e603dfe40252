"""A document that a practice's system shares with a patient (G4): a FHIR DocumentReference among the records.

Its bytes are looked at as those of uploads are. Needs the `fhir` layer.
"""

import base64
import binascii
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from portal import clock
from portal.errors import Invalid

from . import kinds, naming
from .looking import Refused, look


class DocumentShared(BaseModel):
    """`content` is base64; `folder` a word of the practice's own for what kind of document it is."""

    patient_id: str
    name: str
    content_type: str
    folder: str | None = None
    content: str


def bundle(chart_id: str, document_id: str, told: DocumentShared, at: datetime) -> dict[str, Any]:
    """A FHIR Bundle with the one record. Invalid names what is wrong."""
    try:
        found = base64.b64decode(told.content, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid.field("content", "malformed", "This is not base64") from None
    called = naming.of_document(told.name)
    try:
        media = look(called, found)
    except Refused as refused:
        raise Invalid.field("content", refused.why, kinds.WHY[refused.why]) from None
    if told.content_type.partition(";")[0].strip().lower() != media.partition(";")[0]:
        raise Invalid.field("content_type", "mismatch", f"The content is {media}")
    called = kinds.named(called, media)
    attachment = {"contentType": media, "title": called, "creation": clock.text(at), "data": told.content}
    record = {
        "resourceType": "DocumentReference",
        "id": document_id,
        "status": "current",
        "subject": {"reference": f"Patient/{chart_id}"},
        "date": clock.text(at),
        "description": called,
        "content": [{"attachment": attachment}],
    }
    if told.folder and told.folder.strip():
        record["category"] = [{"text": naming.of_folder(told.folder)}]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": record}]}
