"""Which AWS calls an operation makes: for the test that compares them with its policies, and for `make bench`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from botocore.client import BaseClient

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
    """One request to AWS. `grants` are what IAM has to allow: an action and what it is done to, for each item."""

    service: str
    operation: str
    grants: tuple[tuple[str, str], ...]
    capacity: float = 0.0
    """Units that DynamoDB counted; 0 when the recorder was not asked for them."""


class Recorder:
    """Notes the calls of every boto3 client in this process, whichever session it was made by."""

    def __init__(self, *, capacity: bool = False) -> None:
        """`capacity` asks DynamoDB for the units of each call."""
        self._capacity = capacity

    @contextmanager
    def calls(self) -> Iterator[list[Call]]:
        """The calls made inside the `with`, in order; those that failed too, and those that only an address was
        signed for."""
        noted: list[Call] = []
        send = BaseClient._make_api_call  # type: ignore[attr-defined]
        prepare = BaseClient._emit_api_params  # type: ignore[attr-defined]

        def note(client: Any, operation: str, params: dict[str, Any]) -> Any:
            service = client.meta.service_model.service_name
            call = Call(service, operation, _grants(service, operation, params))
            noted.append(call)
            if self._capacity and service == "dynamodb":
                params = {**params, "ReturnConsumedCapacity": "TOTAL"}
            answer = send(client, operation, params)
            consumed = answer.get("ConsumedCapacity") or []
            call.capacity = sum(c["CapacityUnits"] for c in (consumed if isinstance(consumed, list) else [consumed]))
            return answer

        def note_signed(
            client: Any, api_params: dict[str, Any], operation_model: Any, context: dict[str, Any], **more: Any
        ) -> Any:
            if context.get("is_presign_request"):
                # botocore signs the form of an upload by the name of an operation whose address has the bucket only.
                operation = operation_model.name.replace("CreateBucket", "PutObject")
                noted.append(Call("s3", operation, _grants("s3", operation, api_params)))
            return prepare(client, api_params, operation_model, context, **more)

        with (
            patch.object(BaseClient, "_make_api_call", note),
            patch.object(BaseClient, "_emit_api_params", note_signed),
        ):
            yield noted


def _resource(params: dict[str, Any]) -> str:
    """The table, key, secret, bucket, queue or sender that a call names; `*` where it names none, as an SMS."""
    return next((str(params[name]) for name in _RESOURCES if name in params), "*")


def _grants(service: str, operation: str, params: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    name = f"{service}:{operation}"
    if "TransactItems" in params:
        written = [pair for item in params["TransactItems"] for pair in item.items()]
        return tuple((f"dynamodb:{_ITEM_ACTIONS[kind]}", str(asked["TableName"])) for kind, asked in written)
    if "RequestItems" in params:
        return tuple((name, table) for table in params["RequestItems"])
    if name == "kms:CreateKey" and params.get("Tags"):
        return (name, "*"), ("kms:TagResource", "*")
    return ((_OTHER_NAMES.get(name, name), _resource(params)),)
