"""What was still open when MiniStack stopped. It keeps no stream's records: they are handed over once more."""

import json
from collections.abc import Iterator
from itertools import batched
from typing import Any

import boto3

from local.deploy import Stack


def hand_over_again(stack: Stack) -> None:
    """Outbox items (Deliver deletes one that it sent) go to the retry queue, audit entries without a seal to SealAudit.

    Both do a thing once, however often they are told.
    """
    queue = boto3.client("sqs")
    for item in _all(stack.resources["Table"], "OUTBOX"):
        queue.send_message(QueueUrl=stack.resources["RetryQueue"], MessageBody=item["id"]["S"])
    table = stack.resources["AuditTable"]
    sealed = {(s["owner"]["S"], s["place"]["S"]) for s in _all(table, "SEALED")}
    unsealed = [_keys(e) for e in _all(table, "AUDIT") if (e["owner"]["S"], e["place"]["S"]) not in sealed]
    functions = boto3.client("lambda")
    for some in batched(unsealed, 100, strict=False):
        payload = json.dumps({"Records": [{"dynamodb": {"Keys": keys}} for keys in some]})
        functions.invoke(FunctionName=stack.resources["SealAudit"], Payload=payload)


def _all(table: str, kind: str) -> Iterator[dict[str, Any]]:
    scan = boto3.client("dynamodb").get_paginator("scan")
    asked = {"FilterExpression": "kind = :kind", "ExpressionAttributeValues": {":kind": {"S": kind}}}
    for page in scan.paginate(TableName=table, **asked):
        yield from page["Items"]


def _keys(item: dict[str, Any]) -> dict[str, Any]:
    return {"pk": item["pk"], "sk": item["sk"]}
