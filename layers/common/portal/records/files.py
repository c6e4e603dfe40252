"""Files of records: an attachment's data, and bodies that are too long for an item, lie in S3 and are given by S3.

Objects lie below `records/<chart>/` (or `<practice>/`, for what is shared), under names that follow from their content:
they are put before anything refers to them, a replay puts the same once more, and one that nothing refers to does no
harm. How a browser shows a file is told by the object itself, so that its address tells nothing of it.
"""

import base64
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from portal import audit, aws, ids, objects, store
from portal.access import Acting
from portal.errors import Forbidden, NotFound
from portal.settings import settings
from portal.store.items import File

#: Decoded bytes: what is shorter stays in the record.
KEPT_INSIDE = 4096
#: Of one record. They are written with it in one transaction, and those that it had before are deleted there.
MOST = 40

_AT_ONCE = 16
#: Shown by the browser; everything else, which could run as a page of the bucket's origin, is downloaded.
_SHOWN = {"application/pdf", "image/gif", "image/jpeg", "image/png", "image/webp", "text/plain"}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_LONGEST_NAME = 150


@dataclass(frozen=True)
class Cut:
    """A file that was cut out of a record: `<chart>.<derived>`, its media type, bytes, and what it was called."""

    id: str
    content_type: str
    size: int
    name: str | None


def cut(resource_id: str, attachments: Iterable[dict[str, Any]]) -> list[tuple[Cut, bytes]]:
    """Take the data of more than KEPT_INSIDE bytes out of checked attachments; they get `url`, `size` and `hash`."""
    found = []
    for node in attachments:
        content = base64.b64decode(node.get("data", ""))
        if len(content) <= KEPT_INSIDE:
            continue
        media, name = media_of(node["contentType"], content), node.get("title", "")[:_LONGEST_NAME] or None
        digest = hashlib.sha256(content).hexdigest()
        named = ids.derived("file", resource_id, media, name or "", digest)
        made = Cut(f"{resource_id.partition('.')[0]}.{named}", media, len(content), name)
        del node["data"]
        # http://hl7.org/fhir/R4/datatypes.html#Attachment: the hash is SHA-1, in base64.
        sha1 = base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
        node |= {"url": f"Binary/{made.id}", "size": made.size, "hash": sha1}
        found.append((made, content))
    return found


def media_of(said: str, content: bytes) -> str:
    """A text that does not say its character set is UTF-8 where it can be: browsers would guess another."""
    if not said.lower().startswith("text/") or "charset" in said.lower():
        return said
    try:
        content.decode()
    except UnicodeDecodeError:
        return said
    return f"{said}; charset=utf-8"


def put(chart_id: str, contents: Mapping[Cut, bytes]) -> None:
    """Put what was cut out of a chart's records where the records say it is."""

    def one(each: tuple[Cut, bytes]) -> None:
        made, content = each
        aws.s3().put_object(
            Bucket=settings().files_bucket,
            Key=_key(chart_id, made.id),
            Body=content,
            ContentType=made.content_type,
            ContentDisposition=disposition(made.content_type, made.name),
            CacheControl="private, no-store",
            **objects.encrypted(),
        )

    if contents:
        with ThreadPoolExecutor(_AT_ONCE) as workers:
            list(workers.map(one, contents.items()))


def items(chart_id: str, section: str, made: Iterable[Cut]) -> list[File]:
    """What is kept of a record's files."""
    return [File(chart_id=chart_id, section=section, **asdict(each)) for each in made]


def find(reader: Acting, file_id: str) -> File:
    """A file of the chart, its reading noted. NotFound when there is none, Forbidden where its section is not given."""
    found = store.get(store.keys.file(reader.access.chart_id, file_id))
    if found is None:
        raise NotFound
    if found.section not in reader.sections("read"):
        raise Forbidden(f"You may not see this part of the record: {found.section}")
    audit.record_read(reader, found.section)
    return found


def address(found: File) -> str:
    """From where S3 gives it to whoever asks in the next five minutes."""
    return objects.address(settings().files_bucket, _key(found.chart_id, found.id))


def put_body(holder: str, body: bytes) -> str:
    """Put a long body where `get_body` finds it, and say where that is."""
    key = _key(holder.partition("#")[2], hashlib.sha256(body).hexdigest())
    aws.s3().put_object(Bucket=settings().files_bucket, Key=key, Body=body, **objects.encrypted())
    return key


def get_body(key: str) -> bytes:
    return aws.s3().get_object(Bucket=settings().files_bucket, Key=key)["Body"].read()


def content(chart_id: str, file_id: str) -> bytes:
    """What is in a file."""
    return get_body(_key(chart_id, file_id))


def _key(owner: str, name: str) -> str:
    return f"records/{owner}/{name}"


def disposition(content_type: str, name: str | None) -> str:
    """The Content-Disposition header (RFC 6266): shown or downloaded, and under which name."""
    media = content_type.partition(";")[0].strip().lower()
    way = "inline" if media in _SHOWN else "attachment"
    ending = mimetypes.guess_extension(media) or ""
    safe = _UNSAFE.sub("_", name or "").strip(" ._")[:_LONGEST_NAME] or "document"
    safe = safe if ending and safe.lower().endswith(ending) else safe + ending
    plain = re.sub(r"[^ -~]", "_", safe)
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
