"""Deliver: sends what lies in the outbox. The table's stream calls it, and the retry queue for what failed before.

The stream is never held up by one bad item: that goes to the retry queue, and a message to a practice's webhook does at
once. Only if even this fails does the batch come again.
"""

from typing import Any

from aws_lambda_powertools import Logger

from portal import clock, delivery

logger = Logger(service="kinchart")


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    records = event["Records"]
    failed = [record for record in records if not _deliver(record)]
    for record in failed:
        if "dynamodb" in record:
            delivery.queue(_outbox_id(record), seconds=5)
        else:
            delivery.retry_even_later(record["receiptHandle"], int(record["attributes"]["ApproximateReceiveCount"]))
    logger.info("delivered", operation="Deliver", items=len(records), failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": r["messageId"]} for r in failed if "messageId" in r]}


def _outbox_id(record: dict[str, Any]) -> str:
    """Both kinds of record name the item; neither is trusted for its content."""
    body: str = (
        record["dynamodb"]["Keys"]["pk"]["S"].removeprefix("OUTBOX#") if "dynamodb" in record else record["body"]
    )
    return body


def _streamed_webhook(record: dict[str, Any]) -> bool:
    """A practice's server may be slow. The queue brings each message alone, so that it holds up nobody else's."""
    new: dict[str, Any] = record.get("dynamodb", {}).get("NewImage", {})
    return bool(new) and new["what"]["S"] == "webhook"


def _deliver(record: dict[str, Any]) -> bool:
    if _streamed_webhook(record):
        delivery.queue(_outbox_id(record), seconds=0)
        return True
    try:
        delivery.deliver(_outbox_id(record), clock.now())
    except Exception as error:
        logger.warning("not delivered", item=_outbox_id(record), error=type(error).__name__)
        return False
    return True
