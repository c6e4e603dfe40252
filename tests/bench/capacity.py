"""Capacity units by DynamoDB's rules, because moto does not count them.

Reads: 4 KB a unit, half a unit when eventually consistent; BatchGetItem rounds up each item, Query the sum of what it
looked at (before any filter). Writes: 1 KB a unit, of the larger of the item before and after, the same once more for
each index entry that is made, changed or removed, and twice for the item in a transaction.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

Row = dict[str, Any]
INDEXES = (("pk", "by_date"), ("gsi1pk", "gsi1sk"), ("gsi2pk", "gsi2sk"))
"""The keys of byDate, GSI1 and GSI2; all hold whole items."""


@dataclass(frozen=True)
class Units:
    read: float = 0
    write: float = 0

    def __add__(self, other: "Units") -> "Units":
        return Units(self.read + other.read, self.write + other.write)


def size(row: Row | None) -> int:
    """Bytes of an item in DynamoDB's own JSON."""
    return sum(len(name.encode()) + _value(value) for name, value in row.items()) if row else 0


def _value(value: dict[str, Any]) -> int:
    [(kind, held)] = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "N":
            return 1 + ceil(len(held.strip("-0.").replace(".", "")) / 2) + held.startswith("-")
        case "B":
            return len(held if isinstance(held, bytes) else base64.b64decode(held))
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value(inner) for name, inner in held.items())
        case "L":
            return 3 + sum(1 + _value(inner) for inner in held)
    return 1


def written(before: Row | None, after: Row | None, *, transaction: bool) -> Units:
    """The units of one write; the same row twice for a failed condition or a check."""
    units = ceil(max(size(before), size(after), 1) / 1024) * (2 if transaction else 1)
    if before != after:
        units += sum(_entry(before, after, key) for key in INDEXES)
    return Units(write=units)


def _entry(before: Row | None, after: Row | None, key: tuple[str, str]) -> int:
    places = [tuple(str(row.get(name)) for name in key) if row and key[1] in row else None for row in (before, after)]
    if places[0] == places[1]:
        return ceil(max(size(before), size(after)) / 1024) if places[0] else 0
    return sum(ceil(size(row) / 1024) for row, place in zip((before, after), places, strict=True) if place)


Ask = Callable[[str, Row], Row]
"""Sends an operation with its parameters, unnoticed."""


@dataclass
class Meter:
    """Counts one call: made before it, asked after it."""

    operation: str
    params: Row
    ask: Ask

    def __post_init__(self) -> None:
        self._before = [self._row(key) for key in self._keys()]

    def units(self) -> Units:
        if self.operation == "BatchGetItem":
            return sum((Units(read=ceil(max(size(row), 1) / 4096)) for row in self._before), Units())
        if self.operation == "Query":
            return self._queried()
        after = [self._row(key) for key in self._keys()]
        transaction = self.operation == "TransactWriteItems"
        pairs = zip(self._before, after, strict=True)
        return sum((written(old, new, transaction=transaction) for old, new in pairs), Units())

    def _keys(self) -> Iterator[Row]:
        if self.operation == "BatchGetItem":
            for table in self.params["RequestItems"].values():
                yield from table["Keys"]
        elif self.operation != "Query":
            for write in [next(iter(w.values())) for w in self.params.get("TransactItems", [{"": self.params}])]:
                yield write.get("Key") or {name: write["Item"][name] for name in ("pk", "sk")}

    def _row(self, key: Row) -> Row | None:
        found = self.ask("GetItem", {"TableName": self._table, "Key": key, "ConsistentRead": True})
        return found.get("Item")

    @property
    def _table(self) -> str:
        for item in self.params.get("TransactItems", []):
            return str(next(iter(item.values()))["TableName"])
        return str(self.params.get("TableName") or next(iter(self.params["RequestItems"])))

    def _queried(self) -> Units:
        """The same query without its filter gives what DynamoDB had to look at."""
        params = {k: v for k, v in self.params.items() if k != "FilterExpression"}
        used = set(re.findall(r"[#:]\w+", params["KeyConditionExpression"]))
        for name in ("ExpressionAttributeNames", "ExpressionAttributeValues"):
            params[name] = {k: v for k, v in params[name].items() if k in used}
        total = sum(size(row) for row in self.ask("Query", params)["Items"])
        return Units(read=ceil(max(total, 1) / 4096) * (1 if params.get("ConsistentRead") else 0.5))
