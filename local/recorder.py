"""Which AWS calls an operation makes: for the test that compares them with its policies, and for `make bench`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3

_ITEM_ACTIONS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
_OTHER_NAMES = {
    "s3:HeadObject": "s3:GetObject",
    "s3:ListObjectsV2": "s3:ListBucket",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sesv2:SendEmail": "ses:SendEmail",
}
_RESOURCES = ("TableName", "KeyId", "SecretId", "Bucket", "QueueUrl", "FromEmailAddress")


@dataclass
class Call:
    """One request to AWS. `actions` are IAM's names for what it does, one for each item of a transaction."""

    service: str
    operation: str
    actions: tuple[str, ...]
    resource: str
    capacity: float = 0.0
    """Units that DynamoDB counted; 0 when the recorder was not asked for them."""


class Recorder:
    """Notes the calls of every boto3 client that is made after it. One per process."""

    def __init__(self, *, capacity: bool = False) -> None:
        self._calls: list[Call] | None = None
        self._capacity = capacity
        boto3.setup_default_session()
        events = boto3._get_default_session()._session.get_component("event_emitter")
        events.register("before-parameter-build", self._before)
        events.register("after-call", self._after)

    @contextmanager
    def calls(self) -> Iterator[list[Call]]:
        """The calls made inside the `with`, in order."""
        outer, self._calls = self._calls, []
        try:
            yield self._calls
        finally:
            self._calls = outer

    def _before(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        service = model.service_model.service_name
        if self._calls is None:
            return
        if self._capacity and service == "dynamodb":
            params["ReturnConsumedCapacity"] = "TOTAL"
        self._calls.append(Call(service, model.name, _actions(service, model.name, params), _resource(params)))

    def _after(self, parsed: dict[str, Any], **_: Any) -> None:
        consumed = parsed.get("ConsumedCapacity")
        if self._calls and consumed:
            tables = consumed if isinstance(consumed, list) else [consumed]
            self._calls[-1].capacity = sum(table["CapacityUnits"] for table in tables)


def _resource(params: dict[str, Any]) -> str:
    """The table, key, secret, bucket, queue or sender that a call names."""
    for item in params.get("TransactItems", []):
        return str(next(iter(item.values()))["TableName"])
    return next(
        (str(params[name]) for name in _RESOURCES if name in params), next(iter(params.get("RequestItems", [""])))
    )


def _actions(service: str, operation: str, params: dict[str, Any]) -> tuple[str, ...]:
    if operation in ("TransactWriteItems", "TransactGetItems"):
        return tuple(f"dynamodb:{_ITEM_ACTIONS[kind]}" for item in params["TransactItems"] for kind in item)
    name = f"{service}:{operation}"
    actions = [_OTHER_NAMES.get(name, name)]
    if name == "s3:PutObject" and "ObjectLockMode" in params:
        actions.append("s3:PutObjectRetention")
    return tuple(actions)
