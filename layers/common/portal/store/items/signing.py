"""The keys that tokens are signed with."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from portal.store import keys
from portal.store.item import Item, Key


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A key in KMS. `public` is its public half as DER (SubjectPublicKeyInfo)."""

    key_id: str
    public: bytes
    signs_from: datetime


@dataclass(frozen=True, kw_only=True)
class Signing(Item):
    """The keys that are published, by when they began to sign; none yet, and the template's key is the only one."""

    kind: ClassVar[str] = "SIGNING"
    keys: list[SigningKey] = field(default_factory=list)
    rotation: int = 0

    def key(self) -> Key["Signing"]:
        return keys.signing()
