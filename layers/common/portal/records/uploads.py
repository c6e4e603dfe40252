"""Where a practice puts a bundle that is too large for a message: straight into the intake bucket, by a signed form.

The message then names the bundle by the address given here. It is never fetched as an address: it only tells the place.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import aws, ids, objects
from portal.errors import Invalid
from portal.settings import settings

#: What fits into the checking function's memory and time; docs/records.md says how it was measured.
MOST_BYTES = 100_000_000
GOOD_FOR = timedelta(minutes=15)

_ID = r"[a-z2-7]{20}"


@dataclass(frozen=True)
class Upload:
    """`url` takes a form (multipart/form-data) of these `fields` and, last, the `file`."""

    bundle_url: str
    url: str
    fields: dict[str, str]
    expires: datetime


def offer(practice_id: str, at: datetime) -> Upload:
    """A place for one bundle, which counts as long as a bundle waits: seven days."""
    upload_id = ids.new()
    form = objects.form(settings().intake_bucket, _key(practice_id, upload_id), MOST_BYTES, GOOD_FOR)
    return Upload(_address(practice_id, upload_id), form.url, form.fields, at + GOOD_FOR)


def place(practice_id: str, bundle_url: str) -> str:
    """Where the bundle lies. Invalid for what is no address that this practice was given."""
    if not (match := re.fullmatch(re.escape(_address(practice_id, "")) + f"({_ID})", bundle_url)):
        raise Invalid.field("bundle_url", "unknown", "Send the bundle_url that the upload was answered with")
    return _key(practice_id, match[1])


def fetch(key: str) -> bytes | None:
    """What was uploaded; None when nothing was."""
    try:
        return aws.s3().get_object(Bucket=settings().intake_bucket, Key=key)["Body"].read()
    except aws.s3().exceptions.NoSuchKey:
        return None


def _address(practice_id: str, upload_id: str) -> str:
    return f"{settings().portal_url}/api/practices/{practice_id}/uploads/{upload_id}"


def _key(practice_id: str, upload_id: str) -> str:
    return f"uploads/{practice_id}/{upload_id}"
