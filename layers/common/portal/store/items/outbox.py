"""What leaves after the commit, and what must not happen twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key


@dataclass(frozen=True, kw_only=True)
class Outbox(Item):
    """One thing to send. `content` is sealed, because it may hold codes, links and addresses.

    `nothing` is a mail to nobody: so that asking for one takes as long whoever asks. `notice` is a mail to an account,
    wherever it wants its mail by then, `team` one to each of a practice's team; `invites` are those that waited for a
    chart's primary account; `webhook` is a delivery to a practice. It is not sent before `after`.
    """

    kind: ClassVar[str] = "OUTBOX"
    id: str
    what: Literal["mail", "notice", "text", "work", "team", "invites", "webhook", "nothing"]
    content: bytes
    created: datetime
    after: datetime | None = None
    busy_until: datetime | None = None
    ttl: int

    def key(self) -> Key["Outbox"]:
        return keys.outbox(self.id)


@dataclass(frozen=True, kw_only=True)
class Seen(Item):
    """A webhook id or a solved captcha that was taken once. `result` is what it led to."""

    kind: ClassVar[str] = "SEEN"
    digest: str
    result: str | None = None
    ttl: int

    def key(self) -> Key["Seen"]:
        return keys.seen(self.digest)


@dataclass(frozen=True, kw_only=True)
class Once(Item):
    """An answer kept for a retry with the same Idempotency-Key; sealed. Without one the request is still running."""

    kind: ClassVar[str] = "ONCE"
    digest: str
    request: str
    busy_until: datetime
    answer: bytes | None = None
    ttl: int

    def key(self) -> Key["Once"]:
        return keys.once(self.digest)
