"""VerifyAudit, by `sam remote invoke`: {"owner"?} walks the hash chain of one account or practice, or of all."""

from typing import Any

from portal import chain, clock
from portal.ops import operator


@operator
def handler(event: dict[str, Any], _source: dict[str, str]) -> dict[str, Any]:
    owners = [event["owner"]] if event.get("owner") else chain.owners()
    checked = [chain.verify(owner, clock.now()) for owner in owners]
    return {
        "verified": all(result["first_bad"] is None for result in checked),
        "chains": len(checked),
        "entries": sum(result["checked"] for result in checked),
        "bad": [result for result in checked if result["first_bad"]],
    }
