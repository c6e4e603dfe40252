"""The tables of the in-process cloud as they were at a moment: to compare with later, and to go back to."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

from tests.cloud import Clock

Place = tuple[str, str]
"""pk and sk."""


class Snapshot:
    """Both tables and the clock as they are now. What has been mailed stays mailed, and streams begin anew."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._at = clock, clock.at
        self._kept = [{_place(item): copy.deepcopy(item) for item in table.all_items()} for table in _tables()]
        for table in _tables():
            table.stream_shard.items.clear()

    def changed(self) -> set[str]:
        """`pk / sk` of all that is different since; each write left a record in its table's stream."""
        return {
            " / ".join(place)
            for table, kept in zip(_tables(), self._kept, strict=True)
            for place in _touched(table)
            if _told(_get(table, place)) != _told(kept.get(place))
        }

    def undo(self) -> None:
        """Back to it, where no other snapshot was taken since."""
        for table, kept in zip(_tables(), self._kept, strict=True):
            self._restore(table, kept, _touched(table))

    def restore(self) -> None:
        """Back to it from anywhere."""
        for table, kept in zip(_tables(), self._kept, strict=True):
            self._restore(table, kept, {_place(item) for item in table.all_items()} | kept.keys())

    def _restore(self, table: Any, kept: dict[Place, Item], places: set[Place]) -> None:
        self._clock.at = self._at
        table.stream_shard.items.clear()
        for place in places:
            _set(table, place, copy.deepcopy(kept.get(place)))


@contextmanager
def quick_transactions() -> Iterator[None]:
    """moto copies a whole table with its stream for each write of a transaction; here, what the transaction names."""
    transact = DynamoDBBackend.transact_write_items

    def quick(self: Any, transact_items: list[dict[str, Any]]) -> None:
        writes = [next(iter(item.values())) for item in transact_items]
        named = [(self.tables[w["TableName"]], w.get("Key") or w["Item"]) for w in writes]
        places = [(table, (key["pk"]["S"], key["sk"]["S"])) for table, key in named]
        before = [(table, place, copy.deepcopy(_get(table, place))) for table, place in places]
        streams = [(table.stream_shard, len(table.stream_shard.items)) for table, _ in places]
        try:
            transact(self, transact_items)
        except Exception:
            for table, place, item in before:
                _set(table, place, item)
            for stream, length in streams:
                del stream.items[length:]
            raise

    no_copy = patch.object(Table, "__deepcopy__", lambda self, _: self, create=True)
    with no_copy, patch.object(DynamoDBBackend, "transact_write_items", quick):
        yield


def _tables() -> list[Any]:
    found: Any = dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables
    return [found["kinchart"], found["kinchart-audit"]]


def _place(item: Any) -> Place:
    return item.hash_key.value, item.range_key.value


def _touched(table: Any) -> set[Place]:
    keys = [record.to_json()["dynamodb"]["Keys"] for record in table.stream_shard.items]
    return {(key["pk"]["S"], key["sk"]["S"]) for key in keys}


def _get(table: Any, place: Place) -> Any:
    """moto keeps items by their typed keys."""
    pk, sk = _typed(place)
    return table.items[pk].get(sk) if pk in table.items else None


def _set(table: Any, place: Place, item: Any) -> None:
    pk, sk = _typed(place)
    if item is not None:
        table.items[pk][sk] = item
    elif pk in table.items:
        table.items[pk].pop(sk, None)


def _typed(place: Place) -> tuple[DynamoType, DynamoType]:
    return DynamoType({"S": place[0]}), DynamoType({"S": place[1]})


def _told(item: Any) -> Any:
    return item and item.to_json()
