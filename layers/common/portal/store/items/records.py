"""FHIR resources of a chart, and the imports that brought them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

ImportState = Literal["checking", "queued", "storing", "complete", "refused", "failed"]


@dataclass(frozen=True, kw_only=True)
class Record(Item):
    """One resource. `body` is the zlib-compressed JSON; the rest is what a search looks at. Where the body is too long
    for an item it is empty, and `long` says where it lies in the files' bucket. `files` are the ids of its files.

    `holder` is `CHART#<id>`, or `PRACTICE#<id>` for practitioners, organizations and locations.
    `received` orders imports: an older one never overwrites a newer one; it is empty for what Kinchart made
    itself, which any import may overwrite. `date` is a UTC instant, empty when unknown; `spans` are the dates that it
    can be searched by, each from when to when, `tokens` all else (portal.records.index).
    """

    kind: ClassVar[str] = "RECORD"
    holder: str
    type: str
    id: str
    section: str
    body: bytes
    digest: str
    received: str
    version: int
    updated: datetime
    date: str = ""
    tokens: str = ""
    spans: dict[str, list[str]] = field(default_factory=dict)
    long: str | None = None
    files: list[str] = field(default_factory=list)

    def key(self) -> Key["Record"]:
        return keys.record(self.holder, self.type, self.id)

    def index(self) -> dict[str, str]:
        return {"by_date": f"{self.type}#{self.date}#{self.id}"}


@dataclass(frozen=True, kw_only=True)
class File(Item):
    """What was an attachment's data; the content lies in the files' bucket. It is one record's, and in its section.

    `size` is in bytes, `name` what the attachment was called.
    """

    kind: ClassVar[str] = "FILE"
    chart_id: str
    id: str
    section: str
    content_type: str
    size: int
    name: str | None = None

    def key(self) -> Key["File"]:
        return keys.file(self.chart_id, self.id)


@dataclass(frozen=True, kw_only=True)
class Import(Item):
    """The progress of one bundle. `next` is the first resource that is not yet stored.

    `upload` is where a large bundle lies that is checked in the background; `issues` are what is wrong with it, as
    compressed JSON. `results` counts the lab results and reports among what was written.
    """

    kind: ClassVar[str] = "IMPORT"
    practice_id: str
    id: str
    chart_id: str
    received: str
    created: datetime
    state: ImportState = "queued"
    next: int = 0
    sent: dict[str, int] = field(default_factory=dict)
    stored: dict[str, int] = field(default_factory=dict)
    written: int = 0
    unchanged: int = 0
    results: int = 0
    upload: str | None = None
    issues: bytes | None = None
    ttl: int

    def key(self) -> Key["Import"]:
        return keys.bundle_import(self.practice_id, self.id)
