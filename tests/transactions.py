"""moto's DynamoDB at a bearable price.

moto copies a whole table with its stream for each write of a transaction, to put it back when one fails: here only what
the transaction names is copied. For each Query of a local index it goes through the whole table: here through what lies
between the two ends that are asked for. And the client and moto speak HTTP, which is signed and taken apart:
here one calls the other.
"""

import copy
import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from botocore import xform_name
from botocore.endpoint import Endpoint
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import HTTPException, ServiceException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

Place = tuple[str, str]
"""pk and sk."""
ABOUT_ITEMS = {
    "BatchGetItem", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "TransactWriteItems",
}  # fmt: skip


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
    with no_copy, narrow, patch.object(DynamoDBBackend, "transact_write_items", quick):
        yield


@contextmanager
def without_http() -> Iterator[None]:
    """Calls about items reach moto with their parameters; a client checks them and reads the answer as ever."""
    send = Endpoint.make_request

    def call(self: Any, operation: Any, request: dict[str, Any]) -> Any:
        if operation.service_model.service_name != "dynamodb" or operation.name not in ABOUT_ITEMS:
            return send(self, operation, request)
        handler = DynamoHandler()
        handler.current_account, handler.region = DEFAULT_ACCOUNT_ID, "us-east-1"
        handler.params = handler.body = json.loads(request["body"], object_hook=_bytes)
        try:
            told = getattr(handler, xform_name(operation.name))().result
        except (HTTPException, ServiceException):
            # It changed nothing. Asked again by HTTP, it is refused in the words of the wire.
            return send(self, operation, request)
        known = {name: told[name] for name in operation.output_shape.members if told.get(name) is not None}
        return SimpleNamespace(status_code=200), known | {"ResponseMetadata": {"HTTPStatusCode": 200}}

    with patch.object(Endpoint, "make_request", call):
        yield


def _bytes(read: dict[str, Any]) -> dict[str, Any]:
    """JSON has bytes in base64."""
    return {"B": b64decode(read["B"])} if isinstance(read.get("B"), str) else read


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
