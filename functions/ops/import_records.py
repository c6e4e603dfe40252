"""ImportRecords, by the import queue: {"kind": "import", "practice_id", "import_id"} checks and stores a bundle.

What fails comes again after the queue's visibility timeout, and goes on where it was.
"""

import json
from typing import Any

from aws_lambda_powertools import Logger

from portal import clock
from portal.records import accepting, imports

logger = Logger(service="kinchart")

#: The queue's maxReceiveCount: after this try the message is a dead letter.
LAST_TRY = 5


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    return {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in event["Records"] if not _import(r)]}


def _import(record: dict[str, Any]) -> bool:
    work = json.loads(record["body"])
    about = {"operation": "ImportRecords", "import": work["import_id"]}
    try:
        accepting.check(work["practice_id"], work["import_id"])
        done = imports.run(work["practice_id"], work["import_id"], clock.now())
    except Exception as error:
        logger.error("not imported", **about, error=type(error).__name__)
        if int(record["attributes"]["ApproximateReceiveCount"]) >= LAST_TRY:
            imports.fail(work["practice_id"], work["import_id"])
        return False
    about["state"] = done.state if done else "gone"
    logger.info("imported", **about, written=done.written if done else 0, unchanged=done.unchanged if done else 0)
    return True
