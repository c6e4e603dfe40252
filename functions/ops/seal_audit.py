"""SealAudit, by the stream of the audit's table: links each new audit entry into its owner's hash chain.

Raising makes the batch come again; an entry that is sealed already stays as it is.
"""

from typing import Any

from aws_lambda_powertools import Logger

from portal import chain

logger = Logger(service="kinchart")


def handler(event: dict[str, Any], _context: Any) -> None:
    for record in event["Records"]:
        keys = record["dynamodb"]["Keys"]
        owner = keys["pk"]["S"].split("#")[1]
        chain.seal(owner, keys["sk"]["S"])
    logger.info("sealed", operation="SealAudit", entries=len(event["Records"]))
