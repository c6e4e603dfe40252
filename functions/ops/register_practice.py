"""RegisterPractice, by `sam remote invoke`: {"name", "phone", "webhook_url"?, "mfa_required"?}.

`mfa_required` true: accounts that this practice invites need a second factor. Gives the practice's id and, once, its
webhook secret.
"""

from typing import Any

from portal import clock, practice
from portal.ops import operator
from portal.settings import settings


@operator
def handler(event: dict[str, Any], source: dict[str, str]) -> dict[str, Any]:
    name, phone, webhook_url = event["name"], event["phone"], event.get("webhook_url")
    must = event.get("mfa_required") is True
    made, secret = practice.register(name, phone, webhook_url, clock.now(), source, mfa_required=must)
    path = f"/api/practices/{made.id}/webhook"
    return {"practice_id": made.id, "webhook_secret": secret, "webhook_url": settings().portal_url + path}
