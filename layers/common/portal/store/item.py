"""What the table keeps: frozen dataclasses that know their own key. A new kind of item is one class in items/."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar


@dataclass(frozen=True)
class Key[T: "Item"]:
    """Where an item of type T lies. Made in keys/ only."""

    pk: str
    sk: str


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
