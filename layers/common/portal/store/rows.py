"""Between items and DynamoDB's rows. boto3's own serializer does the work."""

from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer
from pydantic import TypeAdapter

from portal import clock
from portal.settings import settings

from .item import Item, Key, kinds

_serializer = TypeSerializer()
_deserialize = TypeDeserializer().deserialize

Row = dict[str, Any]

AUDIT = ("AUDIT#", "SEAL#", "SEALED#")


def table_of(pk: str) -> str:
    """The audit lies in a table of its own, where no function may change or delete anything."""
    return settings().audit_table if pk.startswith(AUDIT) else settings().table


def serialize(value: Any) -> Row:
    """One value as DynamoDB's wire type."""
    return dict(_serializer.serialize(_plain(value)))


def _plain(value: Any) -> Any:
    """To what DynamoDB's serializer takes: instants as sortable text, no floats."""
    if isinstance(value, datetime):
        return clock.text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return Decimal(str(value))
    if is_dataclass(value) and not isinstance(value, type):
        return _plain({k: v for k, v in asdict(value).items() if v is not None})
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
    # DynamoDB knows no empty set.
    return {name: serialize(value) for name, value in values.items() if value not in (None, frozenset())}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(kinds()[kind])


def from_row(row: Row) -> Item:
    values = {name: _python(_deserialize(value)) for name, value in row.items()}
    kind = kinds()[values["kind"]]
    known = {f.name for f in fields(kind)}
    item: Item = _adapter(kind.kind).validate_python({k: v for k, v in values.items() if k in known})
    return item


def key_row(key: Key[Any]) -> Row:
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
