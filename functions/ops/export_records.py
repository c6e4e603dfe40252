"""ExportRecords, by the export queue: {"kind": "export", "account_id", "export_id"} makes the file of a download.

What fails comes again after the queue's visibility timeout, and begins anew.
"""

import json
from typing import Any

from aws_lambda_powertools import Logger

from portal.exports import making
from portal.failures import where

logger = Logger(service="kinchart")

#: The queue's maxReceiveCount: after this try the message is a dead letter.
LAST_TRY = 5


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    return {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in event["Records"] if not _export(r)]}


def _export(record: dict[str, Any]) -> bool:
    work = json.loads(record["body"])
    about = {"operation": "ExportRecords", "export": work["export_id"]}
    try:
        made = making.run(work["account_id"], work["export_id"])
    except making.Busy:
        # Whoever has it finishes it, also when this was the last try.
        return False
    except Exception as error:
        logger.error("not made", **about, error=type(error).__name__, where=where(error))
        if int(record["attributes"]["ApproximateReceiveCount"]) >= LAST_TRY:
            making.fail(work["account_id"], work["export_id"])
        return False
    logger.info("made", **about, state=made.state if made else "over", records=made.of if made else 0)
    return True
