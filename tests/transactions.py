"""moto's DynamoDB at a bearable price.

moto copies a whole table with its stream for each write of a transaction, to put it back when one fails: here only what
the transaction names is copied. For each Query it sorts the whole table: here what has the partition's key, and of an
index's what lies between the two ends that are asked for. And the client and moto speak HTTP, which is signed and taken
apart: here one calls the other. A condition is read four times on its way through moto, an item weighed for each of its
attributes: here once.
"""

import copy
import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from botocore import xform_name
from botocore.client import BaseClient
from botocore.endpoint import Endpoint
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import JsonRESTError
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

Place = tuple[str, str]
"""pk and sk."""
NEED_NO_HTTP = {
    "BatchGetItem", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "TransactWriteItems",
    "CreateTable",
}  # fmt: skip
"""What is asked often, and has no time in its answer that somebody reads."""


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

    def narrowed(self: Any, hash_key: Any, comparison: str | None, range_objs: list[Any], *more: Any, **told: Any):
        index = next((i for i in self.all_indexes() if i.name == more[4]), None)
        if index in self.global_indexes:
            name = index.schema_key_attrs[0]
            everything = chain.from_iterable(partition.values() for partition in self.items.values())
            some = [item for item in everything if name in item.attrs and item.attrs[name].value == hash_key.value]
        else:
            some = list(self.items.get(hash_key, {}).values())
        if index and comparison == "BETWEEN":
            name = index.schema_key_attrs[1]
            first, last = (end.value for end in range_objs)
            some = [item for item in some if name in item.attrs and first <= item.attrs[name].value <= last]
        with patch.object(self, "all_items", lambda: some):
            return query(self, hash_key, comparison, range_objs, *more, **told)

    parse, parsed = ConditionExpressionParser.parse, {}

    def parse_once(self: Any) -> Any:
        told = repr((self.condition_expression, self.expression_attribute_names, self.expression_attribute_values))
        if told not in parsed:
            parsed[told] = parse(self), self.expr_attr_names_found, self.expr_attr_values_found
        condition, names, values = parsed[told]
        self.expr_attr_names_found, self.expr_attr_values_found = [*names], [*values]
        return condition

    make = Item.__init__

    def weighed_once(self: Any, hash_key: Any, range_key: Any, attrs: dict[str, Any]) -> None:
        make(self, hash_key, range_key, {})
        typed = [(name, DynamoType(value)) for name, value in attrs.items()]
        dict.update(self.attrs, typed[:-1])
        for name, value in typed[-1:]:
            self.attrs[name] = value

    narrow = patch.object(Table, "query", narrowed)
    no_copy = patch.object(Table, "__deepcopy__", lambda self, _: self, create=True)
    once = patch.object(ConditionExpressionParser, "parse", parse_once)
    weighed = patch.object(Item, "__init__", weighed_once)
    with no_copy, narrow, once, weighed, patch.object(DynamoDBBackend, "transact_write_items", quick):
        yield


@contextmanager
def without_http() -> Iterator[None]:
    """Most calls reach moto with their parameters; a client checks them and reads the answer as ever."""
    send, address = Endpoint.make_request, BaseClient._resolve_endpoint_ruleset

    def nowhere(self: Any, operation: Any, *told: Any, **more: Any) -> Any:
        if _needs_no_http(operation):
            return self.meta.endpoint_url, {}, {}
        return address(self, operation, *told, **more)

    def call(self: Any, operation: Any, request: dict[str, Any]) -> Any:
        if not _needs_no_http(operation):
            return send(self, operation, request)
        handler = DynamoHandler()
        handler.current_account, handler.region = DEFAULT_ACCOUNT_ID, "us-east-1"
        handler.params = handler.body = json.loads(request["body"], object_hook=_bytes)
        try:
            told = getattr(handler, xform_name(operation.name))().result
        except JsonRESTError as error:
            return SimpleNamespace(status_code=error.code), _refusal(self, operation, error)
        known = {name: told[name] for name in operation.output_shape.members if told.get(name) is not None}
        return SimpleNamespace(status_code=200), known | {"ResponseMetadata": {"HTTPStatusCode": 200}}

    with patch.object(BaseClient, "_resolve_endpoint_ruleset", nowhere), patch.object(Endpoint, "make_request", call):
        yield


def _needs_no_http(operation: Any) -> bool:
    return operation.service_model.service_name == "dynamodb" and operation.name in NEED_NO_HTTP


def _refusal(endpoint: Any, operation: Any, error: JsonRESTError) -> Any:
    """As the client reads it."""
    answer = {"status_code": error.code, "headers": {}, "body": error.description.encode()}
    parser = endpoint._response_parser_factory.create_parser(operation.service_model.resolved_protocol)
    told = parser.parse(answer, operation.output_shape)
    endpoint._add_modeled_error_fields(answer, told, operation, parser)
    return told


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
