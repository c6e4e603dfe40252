"""PurgeDocuments, by a daily schedule: what was deleted more than 30 days ago goes for good."""

from typing import Any

from aws_lambda_powertools import Logger

from portal import clock
from portal.documents import purging

logger = Logger(service="kinchart")


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:  # noqa: ARG001
    purged = purging.run(clock.now())
    logger.info("purged", operation="PurgeDocuments", documents=purged)
    return {"purged": purged}
