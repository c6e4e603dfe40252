"""RegisterPractice, by `sam remote invoke`: {"name", "phone", "webhook_url"?}.

Gives the practice's id and, once, its webhook secret.
"""

from typing import Any

from portal import clock, practice
from portal.ops import operator
from portal.settings import settings


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    made, secret = practice.register(event["name"], event["phone"], event.get("webhook_url"), clock.now(), source)
    path = f"/api/practices/{made.id}/webhook"
    return {"practice_id": made.id, "webhook_secret": secret, "webhook_url": settings().portal_url + path}
