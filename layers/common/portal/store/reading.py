"""Reading: by key with BatchGetItem, by listing with Query. Nothing scans."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from boto3.dynamodb.conditions import ConditionBase, ConditionExpressionBuilder
from boto3.dynamodb.conditions import Key as KeyPart

from portal import aws

from .item import Item, Key
from .rows import Row, from_row, key_row, serialize, table_of

BATCH_KEYS = 100


def fetch(*keys: Key[Any]) -> list[Any]:
    """The items at these keys, in their order, None where there is none: one strongly consistent BatchGetItem."""
    found: dict[tuple[str, str], Item] = {}
    wanted = [(table_of(key.pk), key_row(key)) for key in dict.fromkeys(keys) if key.fits]
    while wanted:
        request: dict[str, dict[str, Any]] = {}
        for table, row in wanted[:BATCH_KEYS]:
            request.setdefault(table, {"Keys": [], "ConsistentRead": True})["Keys"].append(row)
        answer = aws.dynamodb().batch_get_item(RequestItems=request)
        for row in chain.from_iterable(answer["Responses"].values()):
            found[row["pk"]["S"], row["sk"]["S"]] = from_row(row)
        left = [(table, row) for table, more in answer.get("UnprocessedKeys", {}).items() for row in more["Keys"]]
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


def place(item: Item) -> str:
    """Where a listing of the table itself goes on behind this item."""
    return _cursor(key_row(item.key())) or ""


@dataclass(frozen=True)
class Listing[T: Item]:
    """What to query: a partition, a range of sort keys, perhaps by an index. Made in keys/ only."""

    pk: str
    begins: str = ""
    index: str | None = None
    between: tuple[str, str] | None = None

    @property
    def _names(self) -> tuple[str, str]:
        own = {None: ("pk", "sk"), "byDate": ("pk", "by_date")}
        return {**own, "GSI1": ("gsi1pk", "gsi1sk"), "GSI2": ("gsi2pk", "gsi2sk")}[self.index]

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
    if not Key(listing.pk, listing.begins).fits:
        return Page([], None)
    built = ConditionExpressionBuilder()
    key = built.build_expression(listing.condition(), is_key_condition=True)
    names, values = key.attribute_name_placeholders, key.attribute_value_placeholders
    request: dict[str, Any] = {
        "TableName": table_of(listing.pk),
        "KeyConditionExpression": key.condition_expression,
        "ScanIndexForward": not newest_first,
        "ConsistentRead": listing.index not in ("GSI1", "GSI2"),
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
    request["ExpressionAttributeValues"] = {k: serialize(v) for k, v in values.items()}
    if start:
        request["ExclusiveStartKey"] = json.loads(base64.urlsafe_b64decode(start))
    items: list[T] = []
    while True:
        answer = aws.dynamodb().query(**request)
        for row in answer["Items"]:
            items.append(from_row(row))  # type: ignore[arg-type]
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
