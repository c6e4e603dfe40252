"""What happened, and the chain that shows whether it was changed since. Items here are only ever added."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from portal.store import keys
from portal.store.item import Item, Key

EventKind = Literal["sign-in", "account", "record", "sharing", "practice"]


@dataclass(frozen=True, kw_only=True)
class AuditEntry(Item):
    """`owner` is the account or practice whose log this is; `place` sorts it there by time.

    `acting_for` names the patient for whom somebody else acted, `whom` the person whose access was changed.
    """

    kind: ClassVar[str] = "AUDIT"
    owner: str
    place: str
    id: str
    at: datetime
    event: EventKind
    action: str
    by: dict[str, str]
    about: str | None = None
    acting_for: str | None = None
    whom: str | None = None
    section: str | None = None
    practice: str | None = None
    source: dict[str, str] = field(default_factory=dict)

    def key(self) -> Key["AuditEntry"]:
        return keys.audit(self.owner, self.place)


@dataclass(frozen=True, kw_only=True)
class Seal(Item):
    """Link `number` of an owner's chain: hash = SHA-256(previous hash, digest of the entry at `place`)."""

    kind: ClassVar[str] = "SEAL"
    owner: str
    number: int
    place: str
    digest: str
    hash: str

    def key(self) -> Key["Seal"]:
        return keys.seal(self.owner, self.number)


@dataclass(frozen=True, kw_only=True)
class Sealed(Item):
    """The entry at `place` is link `number`."""

    kind: ClassVar[str] = "SEALED"
    owner: str
    place: str
    number: int

    def key(self) -> Key["Sealed"]:
        return keys.sealed(self.owner, self.place)
