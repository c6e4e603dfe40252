"""The store: typed items in one DynamoDB table, the audit in another. Nothing above knows a key's or a query's form."""

from boto3.dynamodb.conditions import Attr as where
from boto3.dynamodb.conditions import ConditionBase as Condition

from . import keys
from .item import Item, Key
from .reading import Listing, Page, every, fetch, get, place, query
from .writing import Writes, all_or_nothing, put, update

ABSENT = where("pk").not_exists()


def still(name: str, value: object) -> Condition:
    """An attribute is what was read; None, that it is still not there."""
    return where(name).not_exists() if value is None else where(name).eq(value)


__all__ = [
    "ABSENT", "Condition", "Item", "Key", "Listing", "Page", "Writes", "all_or_nothing", "every", "fetch", "get",
    "keys", "place", "put", "query", "still", "update", "where",
]  # fmt: skip
