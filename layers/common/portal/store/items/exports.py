"""Downloads of a record: asked for, made in the background, kept for a day."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

FileKind = Literal["pdf", "fhir"]
ExportState = Literal["waiting", "working", "ready", "partly", "failed"]


@dataclass(frozen=True, kw_only=True)
class Export(Item):
    """A file of the records of one member. `first` and `last` are days, both included; None is no bound.

    `charts` are those that the account could read when it asked, each with the practice's name; `held` is what the file
    holds, the sections of each chart.
    `done` counts the records that are in the file so far, `of` all of them, 0 until that is known. `left_out` tells
    what is missing, each with its `practice` and a word for `why`. `busy_until` is when another worker may take over.
    `size` is in bytes; after `ends` nobody gets the file.
    """

    kind: ClassVar[str] = "EXPORT"
    account_id: str
    id: str
    member_id: str
    file_kind: FileKind
    first: date | None = None
    last: date | None = None
    asked: datetime
    charts: dict[str, str]
    state: ExportState = "waiting"
    busy_until: datetime | None = None
    done: int = 0
    of: int = 0
    made: datetime | None = None
    ends: datetime | None = None
    size: int | None = None
    held: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[dict[str, str]] = field(default_factory=list)
    ttl: int

    def key(self) -> Key["Export"]:
        return keys.export(self.account_id, self.id)
