"""CheckDocument, by the check queue: S3 tells of an upload into quarantine, or of a tag there; the file is checked.

What fails comes again after the queue's visibility timeout.
"""

import json
from typing import Any
from urllib.parse import unquote_plus

from aws_lambda_powertools import Logger

from portal import clock
from portal.documents import checking
from portal.failures import where

logger = Logger(service="kinchart")

#: The queue's maxReceiveCount: after this try the message is a dead letter.
LAST_TRY = 8


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    return {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in event["Records"] if not _check(r)]}


def _check(record: dict[str, Any]) -> bool:
    """S3's own test message, when the bucket is made, tells of nothing."""
    for told in json.loads(record["body"]).get("Records", []):
        key = unquote_plus(told["s3"]["object"]["key"])
        about: dict[str, Any] = {"operation": "CheckDocument", "document": key.rpartition("/")[2]}
        try:
            logger.info("checked", **about, became=checking.check(key, clock.now()))
        except Exception as error:
            logger.error("not checked", **about, error=type(error).__name__, where=where(error))
            if int(record["attributes"]["ApproximateReceiveCount"]) >= LAST_TRY:
                checking.give_up(key, clock.now())
            return False
    return True
