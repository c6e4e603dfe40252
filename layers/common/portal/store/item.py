"""What the table keeps: frozen dataclasses that know their own key. A new kind of item is one class in items/."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

LONGEST_PK, LONGEST_SK = 2048, 1024
"""Bytes."""


@dataclass(frozen=True)
class Key[T: "Item"]:
    """Where an item of type T lies. Made in keys/ only."""

    pk: str
    sk: str

    @property
    def fits(self) -> bool:
        """No item lies at a longer one, and naming it is an error; some hold what a URL or a body said."""
        return len(self.pk.encode()) <= LONGEST_PK and len(self.sk.encode()) <= LONGEST_SK


@dataclass(frozen=True, kw_only=True)
class Item:
    """One row. Fields that are None, and empty sets, are not stored; instants are UTC; `kind` tells the class when a
    row is read."""

    kind: ClassVar[str]

    def key(self) -> "Key[Item]":
        raise NotImplementedError

    def index(self) -> dict[str, str]:
        """Attributes that only an index needs: gsi1pk and gsi1sk, gsi2pk and gsi2sk, or by_date."""
        return {}


@cache
def kinds() -> dict[str, type[Item]]:
    """Every class of item by its kind."""
    from . import items as _all  # noqa: F401  (importing it registers the classes)

    found: dict[str, type[Item]] = {}
    waiting = Item.__subclasses__()
    while waiting:
        kind = waiting.pop()
        found[kind.kind] = kind
        waiting += kind.__subclasses__()
    return found
