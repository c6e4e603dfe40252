"""A resource that was checked, ready to be kept."""

import base64
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from portal.store.items import Record

from . import bodies
from .files import Cut, put_body
from .identity import SHARED
from .index import Index, index_of
from .parameters import UPDATED
from .spans import moment


@dataclass(frozen=True)
class Checked:
    """`digest` changes when anything of the record does, so that an unchanged one need not be written again.

    `body` is what bodies.packed made. `id` is ours. `files` are those that were cut out of it.
    """

    type: str
    id: str
    index: Index
    digest: str
    body: bytes
    files: tuple[Cut, ...] = ()

    @property
    def shared(self) -> bool:
        """Kept with the practice, not with the chart."""
        return self.type in SHARED

    @classmethod
    def of(cls, resource: dict[str, Any], id_: str, cut: Sequence[Cut] = ()) -> "Checked":
        """From a resource that was checked, whose references are ours, and out of which files were cut.

        bodies.TooLong when it does not fit into an answer.
        """
        text = bodies.tail(resource)
        index = index_of(resource)
        bodies.check_tokens(index.tokens)
        return cls(resource["resourceType"], id_, index, bodies.digest(text, index), bodies.packed(text), tuple(cut))

    def kept(self, holder: str, *, received: str, at: datetime, version: int = 1) -> Record:
        """As it is kept: `holder` is `CHART#<id>` or `PRACTICE#<id>`, `received` as in Record.

        A body that is too long for an item is put into the files' bucket here, before anything refers to it.
        """
        long = put_body(holder, self.body) if len(self.body) > bodies.MOST_BYTES else None
        return Record(
            holder=holder,
            type=self.type,
            id=self.id,
            section=self.index.section,
            body=b"" if long else self.body,
            long=long,
            files=[cut.id for cut in self.files],
            digest=self.digest,
            received=received,
            version=version,
            updated=at,
            date=self.index.date,
            tokens=self.index.tokens,
            spans={name: list(span) for name, span in self.index.spans.items()} | {UPDATED: list(moment(at))},
        )

    def line(self) -> str:
        """One line of JSON, as records wait in the intake bucket."""
        return json.dumps(asdict(self) | {"body": base64.b64encode(self.body).decode()}, separators=(",", ":"))

    @classmethod
    def from_line(cls, line: str | bytes) -> "Checked":
        values: dict[str, Any] = json.loads(line)
        spans = {name: tuple(span) for name, span in values["index"]["spans"].items()}
        cut = tuple(Cut(**each) for each in values["files"])
        index = Index(**values["index"] | {"spans": spans})
        return cls(**values | {"index": index, "body": base64.b64decode(values["body"]), "files": cut})
