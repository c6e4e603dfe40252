"""One DynamoDB table, read and written through typed items. The only module that sends DynamoDB requests.

Reads are BatchGetItem and Query, writes are PutItem, UpdateItem and TransactWriteItems; nothing scans.
boto3's own serializer and condition builder do the translation.
"""

import base64
import json
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from boto3.dynamodb.conditions import ConditionBase, ConditionExpressionBuilder
from boto3.dynamodb.conditions import Key as KeyPart
from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError
from pydantic import TypeAdapter

from portal import aws, clock
from portal.errors import Conflict
from portal.settings import settings

from .item import Item, Key, kinds

BATCH_KEYS = 100
CONFLICT_TRIES = 6

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize

Row = dict[str, Any]


def _plain(value: Any) -> Any:
    """To what DynamoDB's serializer takes: instants as sortable text, no floats."""
    if isinstance(value, datetime):
        return clock.text(value)
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def _python(value: Any) -> Any:
    """From what DynamoDB's deserializer gives: whole numbers as int, bytes as bytes."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Binary):
        return bytes(value)  # type: ignore[call-overload, no-any-return, unused-ignore]
    if isinstance(value, dict):
        return {k: _python(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_python(v) for v in value]
    return value


def to_row(item: Item) -> Row:
    values = {f.name: getattr(item, f.name) for f in fields(item)}
    values |= {"pk": item.key().pk, "sk": item.key().sk, "kind": item.kind} | item.index()
    return {name: _serialize(_plain(value)) for name, value in values.items() if value is not None}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(kinds()[kind])


def _from_row(row: Row) -> Item:
    values = {name: _python(_deserialize(value)) for name, value in row.items()}
    kind = kinds()[values["kind"]]
    known = {f.name for f in fields(kind)}
    item: Item = _adapter(kind.kind).validate_python({k: v for k, v in values.items() if k in known})
    return item


def _key(key: Key[Any]) -> Row:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def fetch(*keys: Key[Any]) -> list[Any]:
    """The items at these keys, in their order, None where there is none: one strongly consistent BatchGetItem."""
    found: dict[tuple[str, str], Item] = {}
    wanted = [_key(key) for key in dict.fromkeys(keys)]
    while wanted:
        request = {settings().table: {"Keys": wanted[:BATCH_KEYS], "ConsistentRead": True}}
        answer = aws.dynamodb().batch_get_item(RequestItems=request)
        for row in answer["Responses"].get(settings().table, []):
            found[row["pk"]["S"], row["sk"]["S"]] = _from_row(row)
        left = answer.get("UnprocessedKeys", {}).get(settings().table, {}).get("Keys", [])
        wanted = left + wanted[BATCH_KEYS:]
    return [found.get((key.pk, key.sk)) for key in keys]


def get[T: Item](key: Key[T]) -> T | None:
    """The item at one key."""
    found: T | None = fetch(key)[0]
    return found


@dataclass(frozen=True)
class Page[T]:
    """Some items and where to go on; `last` is None at the end."""

    items: list[T]
    last: str | None


def _cursor(key: Row | None) -> str | None:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode() if key else None


@dataclass(frozen=True)
class Listing[T: Item]:
    """What to query: a partition, a range of sort keys, perhaps by an index. Made in keys.py only."""

    pk: str
    begins: str = ""
    index: str | None = None
    between: tuple[str, str] | None = None

    @property
    def _names(self) -> tuple[str, str]:
        return {None: ("pk", "sk"), "GSI1": ("gsi1pk", "gsi1sk"), "byDate": ("pk", "by_date")}[self.index]

    def condition(self) -> ConditionBase:
        pk, sk = self._names
        if self.between:
            return KeyPart(pk).eq(self.pk) & KeyPart(sk).between(*self.between)
        return (
            KeyPart(pk).eq(self.pk) & KeyPart(sk).begins_with(self.begins) if self.begins else KeyPart(pk).eq(self.pk)
        )


def query[T: Item](
    listing: Listing[T],
    *,
    where: ConditionBase | None = None,
    newest_first: bool = False,
    limit: int = 100,
    start: str | None = None,
) -> Page[T]:
    """Up to `limit` items that fit: one Query, unless a filter leaves a page short of them.

    `start` is the `last` of the page before. It names a place in the table: hand it out only signed.
    """
    built = ConditionExpressionBuilder()
    key = built.build_expression(listing.condition(), is_key_condition=True)
    names, values = key.attribute_name_placeholders, key.attribute_value_placeholders
    request: dict[str, Any] = {
        "TableName": settings().table,
        "KeyConditionExpression": key.condition_expression,
        "ScanIndexForward": not newest_first,
        "ConsistentRead": listing.index != "GSI1",
    }
    if listing.index:
        request["IndexName"] = listing.index
    if where is not None:
        more = built.build_expression(where)
        request["FilterExpression"] = more.condition_expression
        names, values = names | more.attribute_name_placeholders, values | more.attribute_value_placeholders
    else:
        request["Limit"] = limit
    request["ExpressionAttributeNames"] = names
    request["ExpressionAttributeValues"] = {k: _serialize(_plain(v)) for k, v in values.items()}
    if start:
        request["ExclusiveStartKey"] = json.loads(base64.urlsafe_b64decode(start))
    items: list[T] = []
    while True:
        answer = aws.dynamodb().query(**request)
        for row in answer["Items"]:
            items.append(_from_row(row))  # type: ignore[arg-type]
            if len(items) == limit and where is not None:
                return Page(items, _cursor(_place(row, listing)))
        if len(items) >= limit or "LastEvaluatedKey" not in answer:
            return Page(items, _cursor(answer.get("LastEvaluatedKey")))
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _place(row: Row, listing: Listing[Any]) -> Row:
    return {name: row[name] for name in {"pk", "sk", *listing._names}}


def every[T: Item](listing: Listing[T], *, where: ConditionBase | None = None) -> Iterator[T]:
    """All items of a listing, page by page."""
    start = None
    while True:
        page = query(listing, where=where, start=start, limit=1000)
        yield from page.items
        start = page.last
        if start is None:
            return


def _expressions(
    condition: ConditionBase | None, sets: dict[str, Any], adds: dict[str, int], removes: Iterable[str]
) -> dict[str, Any]:
    """The ConditionExpression, UpdateExpression and placeholders of one write."""
    request: dict[str, Any] = {}
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    if condition is not None:
        built = ConditionExpressionBuilder().build_expression(condition)
        request["ConditionExpression"] = built.condition_expression
        names |= built.attribute_name_placeholders
        values |= built.attribute_value_placeholders
    clauses = []
    for word, changes in (("SET", sets), ("ADD", adds), ("REMOVE", dict.fromkeys(removes))):
        parts = []
        for name, value in changes.items():
            names[f"#{name}"] = name
            if word != "REMOVE":
                values[f":{name}"] = value
            parts.append({"SET": f"#{name} = :{name}", "ADD": f"#{name} :{name}", "REMOVE": f"#{name}"}[word])
        if parts:
            clauses.append(f"{word} {', '.join(parts)}")
    if clauses:
        request["UpdateExpression"] = " ".join(clauses)
    if names:
        request["ExpressionAttributeNames"] = names
    if values:
        request["ExpressionAttributeValues"] = {k: _serialize(_plain(v)) for k, v in values.items()}
    return request


def put(item: Item, *, when: ConditionBase | None = None) -> bool:
    """Write one item; False when the condition did not hold."""
    try:
        aws.dynamodb().put_item(TableName=settings().table, Item=to_row(item), **_expressions(when, {}, {}, ()))
    except ClientError as error:
        if _code(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


def update[T: Item](
    key: Key[T],
    *,
    set: dict[str, Any] | None = None,
    add: dict[str, int] | None = None,
    remove: Iterable[str] = (),
    when: ConditionBase | None = None,
) -> T | None:
    """Change one item and give it as it is then; None when the condition did not hold."""
    try:
        answer = aws.dynamodb().update_item(
            TableName=settings().table,
            Key=_key(key),
            ReturnValues="ALL_NEW",
            **_expressions(when, set or {}, add or {}, remove),
        )
    except ClientError as error:
        if _code(error) != "ConditionalCheckFailedException":
            raise
        return None
    return _from_row(answer["Attributes"])  # type: ignore[return-value]


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


@dataclass
class Writes:
    """The writes of one transaction, each with the refusal to raise when its own condition fails."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Exception | None] = field(default_factory=list)

    def _add(self, word: str, request: dict[str, Any], else_raise: Exception | None) -> None:
        self.requests.append({word: {"TableName": settings().table} | request})
        self.refusals.append(else_raise)

    def put(self, item: Item, *, when: ConditionBase | None = None, else_raise: Exception | None = None) -> None:
        self._add("Put", {"Item": to_row(item)} | _expressions(when, {}, {}, ()), else_raise)

    def update(
        self,
        key: Key[Any],
        *,
        set: dict[str, Any] | None = None,
        add: dict[str, int] | None = None,
        remove: Iterable[str] = (),
        when: ConditionBase | None = None,
        else_raise: Exception | None = None,
    ) -> None:
        self._add("Update", {"Key": _key(key)} | _expressions(when, set or {}, add or {}, remove), else_raise)

    def delete(self, key: Key[Any], *, when: ConditionBase | None = None, else_raise: Exception | None = None) -> None:
        self._add("Delete", {"Key": _key(key)} | _expressions(when, {}, {}, ()), else_raise)

    def check(self, key: Key[Any], *, when: ConditionBase, else_raise: Exception | None = None) -> None:
        self._add("ConditionCheck", {"Key": _key(key)} | _expressions(when, {}, {}, ()), else_raise)


@contextmanager
def all_or_nothing(else_raise: Exception | None = None) -> Iterator[Writes]:
    """Everything written inside happens at once at the end of the block, or nothing does.

    A failed condition raises the refusal of its own write, or `else_raise`, or Conflict. A transaction that only met
    another one on the same item is tried again.
    """
    writes = Writes()
    yield writes
    if not writes.requests:
        return
    for attempt in range(CONFLICT_TRIES):
        try:
            aws.dynamodb().transact_write_items(TransactItems=writes.requests)
            return
        except ClientError as error:
            if _code(error) != "TransactionCanceledException":
                raise
            reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
            for reason, refusal in zip(reasons, writes.refusals, strict=False):
                if reason == "ConditionalCheckFailed":
                    raise (refusal or else_raise or Conflict()) from error
            if "TransactionConflict" not in reasons:
                raise
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311
    raise else_raise or Conflict()
