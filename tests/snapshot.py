"""The tables of the in-process cloud as they were at a moment: to compare with later, and to go back to."""

import copy
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import Item

from tests.cloud import Clock
from tests.transactions import Place, get, put


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
            if _told(get(table, place)) != _told(kept.get(place))
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
            put(table, place, copy.deepcopy(kept.get(place)))


def _tables() -> list[Any]:
    found: Any = dynamodb_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].tables
    return [found["kinchart"], found["kinchart-audit"]]


def _place(item: Any) -> Place:
    return item.hash_key.value, item.range_key.value


def _touched(table: Any) -> set[Place]:
    keys = [record.to_json()["dynamodb"]["Keys"] for record in table.stream_shard.items]
    return {(key["pk"]["S"], key["sk"]["S"]) for key in keys}


def _told(item: Any) -> Any:
    return item and item.to_json()
