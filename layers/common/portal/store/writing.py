"""Writing: one item by PutItem or UpdateItem, or several at once by TransactWriteItems."""

import random
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from boto3.dynamodb.conditions import ConditionBase, ConditionExpressionBuilder
from botocore.exceptions import ClientError

from portal import aws
from portal.errors import Conflict, NotFound

from .item import Item, Key
from .rows import Row, from_row, key_row, serialize, table_of, to_row

CONFLICT_TRIES = 6

Taken = dict[str, set[str]]
Added = dict[str, int] | Taken


def _expressions(
    condition: ConditionBase | None,
    sets: dict[str, Any] | None = None,
    adds: Added | None = None,
    takes: Taken | None = None,
    removes: Iterable[str] = (),
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
    removed = dict.fromkeys(removes)
    for word, changes in (("SET", sets), ("ADD", adds), ("DELETE", takes), ("REMOVE", removed)):
        parts = []
        for name, value in (changes or {}).items():
            names[f"#{name}"] = name
            if word != "REMOVE":
                values[f":{name}"] = value
            parts.append({"SET": f"#{name} = :{name}", "REMOVE": f"#{name}"}.get(word, f"#{name} :{name}"))
        if parts:
            clauses.append(f"{word} {', '.join(parts)}")
    if clauses:
        request["UpdateExpression"] = " ".join(clauses)
    if names:
        request["ExpressionAttributeNames"] = names
    if values:
        request["ExpressionAttributeValues"] = {k: serialize(v) for k, v in values.items()}
    return request


def put(item: Item, *, when: ConditionBase | None = None) -> bool:
    """Write one item; False when the condition did not hold."""
    try:
        table = table_of(item.key().pk)
        aws.dynamodb().put_item(TableName=table, Item=to_row(item), **_expressions(when))
    except ClientError as error:
        if _code(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


def update[T: Item](
    key: Key[T],
    *,
    set: dict[str, Any] | None = None,
    add: Added | None = None,
    remove: Iterable[str] = (),
    when: ConditionBase | None = None,
) -> T | None:
    """Change one item and give it as it is then; None when the condition did not hold."""
    try:
        answer = aws.dynamodb().update_item(
            TableName=table_of(key.pk),
            Key=key_row(key),
            ReturnValues="ALL_NEW",
            **_expressions(when, set, add, None, remove),
        )
    except ClientError as error:
        if _code(error) != "ConditionalCheckFailedException":
            raise
        return None
    return from_row(answer["Attributes"])  # type: ignore[return-value]


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


@dataclass
class Writes:
    """The writes of one transaction, each with the refusal to raise when its own condition fails."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[Exception | None] = field(default_factory=list)

    def _add(self, word: str, place: dict[str, Row], request: dict[str, Any], else_raise: Exception | None) -> None:
        """`place` is DynamoDB's Item or Key. What can be nowhere is not found."""
        [row] = place.values()
        if not Key(row["pk"]["S"], row["sk"]["S"]).fits:
            raise else_raise or NotFound()
        self.requests.append({word: {"TableName": table_of(row["pk"]["S"])} | place | request})
        self.refusals.append(else_raise)

    def put(self, item: Item, *, when: ConditionBase | None = None, else_raise: Exception | None = None) -> None:
        self._add("Put", {"Item": to_row(item)}, _expressions(when), else_raise)

    def update(
        self,
        key: Key[Any],
        *,
        set: dict[str, Any] | None = None,
        add: Added | None = None,
        take: Taken | None = None,
        remove: Iterable[str] = (),
        when: ConditionBase | None = None,
        else_raise: Exception | None = None,
    ) -> None:
        """`add` counts up, or puts words into a set; `take` takes words out of one."""
        self._add("Update", {"Key": key_row(key)}, _expressions(when, set, add, take, remove), else_raise)

    def delete(self, key: Key[Any], *, when: ConditionBase | None = None, else_raise: Exception | None = None) -> None:
        self._add("Delete", {"Key": key_row(key)}, _expressions(when), else_raise)

    def check(self, key: Key[Any], *, when: ConditionBase, else_raise: Exception | None = None) -> None:
        self._add("ConditionCheck", {"Key": key_row(key)}, _expressions(when), else_raise)


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
