"""What was still open when MiniStack stopped. It keeps no stream's records: they are handed over once more."""

import json
from itertools import batched
from typing import Any

import boto3

from local.deploy import Stack


def hand_over_again(stack: Stack) -> None:
    """Outbox items (Deliver deletes one that it sent) go to the retry queue, audit entries without a seal to SealAudit.

    Both do a thing once, however often they are told.
    """
    outbox, entries, sealed = [], [], set()
    scan = boto3.client("dynamodb").get_paginator("scan")
    for page in scan.paginate(
        TableName=stack.resources["Table"],
        FilterExpression="kind IN (:outbox, :entry, :sealed)",
        ExpressionAttributeValues={":outbox": {"S": "OUTBOX"}, ":entry": {"S": "AUDIT"}, ":sealed": {"S": "SEALED"}},
    ):
        for item in page["Items"]:
            match item["kind"]["S"]:
                case "OUTBOX":
                    outbox.append(item["id"]["S"])
                case "AUDIT":
                    entries.append(item)
                case "SEALED":
                    sealed.add((item["owner"]["S"], item["place"]["S"]))
    queue = boto3.client("sqs")
    for name in outbox:
        queue.send_message(QueueUrl=stack.resources["RetryQueue"], MessageBody=name)
    unsealed = [_keys(e) for e in entries if (e["owner"]["S"], e["place"]["S"]) not in sealed]
    functions = boto3.client("lambda")
    for some in batched(unsealed, 100, strict=False):
        payload = json.dumps({"Records": [{"dynamodb": {"Keys": keys}} for keys in some]})
        functions.invoke(FunctionName=stack.resources["SealAudit"], Payload=payload)


def _keys(item: dict[str, Any]) -> dict[str, Any]:
    return {"pk": item["pk"], "sk": item["sk"]}
