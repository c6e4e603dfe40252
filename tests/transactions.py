"""moto's DynamoDB at a bearable price.

moto copies a whole table with its stream for each write of a transaction, to put it back when one fails: here only what
the transaction names is copied. For each Query of a local index it goes through the whole table: here through what lies
between the two ends that are asked for. And it looks for each member of an answer under several names; DynamoDB's have
one.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from moto.core.serialize import AttributePicker, AttributePickerContext
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table

Place = tuple[str, str]
"""pk and sk."""


@contextmanager
def quick_dynamodb() -> Iterator[None]:
    transact = DynamoDBBackend.transact_write_items

    def quick(self: Any, transact_items: list[dict[str, Any]]) -> None:
        writes = [next(iter(item.values())) for item in transact_items]
        named = [(self.tables[w["TableName"]], w.get("Key") or w["Item"]) for w in writes]
        places = [(table, (key["pk"]["S"], key["sk"]["S"])) for table, key in named]
        before = [(table, place, copy.deepcopy(get(table, place))) for table, place in places]
        streams = [(table.stream_shard, len(table.stream_shard.items)) for table, _ in places]
        try:
            transact(self, transact_items)
        except Exception:
            for table, place, item in before:
                put(table, place, item)
            for stream, length in streams:
                del stream.items[length:]
            raise

    pick = AttributePicker.__call__

    def by_its_name(self: Any, context: AttributePickerContext) -> Any:
        if isinstance(context.obj, dict) and context.service_model and context.service_model.service_name == "dynamodb":
            return context.obj.get(context.key)
        return pick(self, context)

    query = Table.query

    def between(self: Any, hash_key: Any, range_comparison: str | None, range_objs: list[Any], *more: Any, **told: Any):
        index_name = more[4]
        index = next((i for i in self.indexes if i.name == index_name), None)
        if index is None or range_comparison != "BETWEEN":
            return query(self, hash_key, range_comparison, range_objs, *more, **told)
        [name] = [key["AttributeName"] for key in index.schema if key["KeyType"] == "RANGE"]
        first, last = (end.value for end in range_objs)
        there = self.items.get(hash_key, {}).values()
        some = [item for item in there if name in item.attrs and first <= item.attrs[name].value <= last]
        with patch.object(self, "all_items", lambda: some):
            return query(self, hash_key, range_comparison, range_objs, *more, **told)

    narrow = patch.object(Table, "query", between)
    no_copy = patch.object(Table, "__deepcopy__", lambda self, _: self, create=True)
    names = patch.object(AttributePicker, "__call__", by_its_name)
    with no_copy, names, narrow, patch.object(DynamoDBBackend, "transact_write_items", quick):
        yield


def get(table: Any, place: Place) -> Any:
    """moto keeps items by their typed keys."""
    pk, sk = _typed(place)
    return table.items[pk].get(sk) if pk in table.items else None


def put(table: Any, place: Place, item: Any) -> None:
    pk, sk = _typed(place)
    if item is not None:
        table.items[pk][sk] = item
    elif pk in table.items:
        table.items[pk].pop(sk, None)


def _typed(place: Place) -> tuple[DynamoType, DynamoType]:
    return DynamoType({"S": place[0]}), DynamoType({"S": place[1]})
