"""A message goes out to a practice's own webhook, signed by Standard Webhooks, and what became of it is noted.

A practice's server is not ours: it may be slow, redirect, or never answer. Only 2xx is an answer that counts.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import urllib3
from standardwebhooks.webhooks import Webhook

from portal import deliveries, practice, store
from portal.store import Writes, where
from portal.store.items import Delivery

# Seconds to connect, and between one part of the answer and the next; and for all of it, the name's look-up, too.
TIMEOUT = urllib3.Timeout(connect=3, read=6)
LONGEST = 10


def send(write: Writes, practice_id: str, delivery_id: str, at: datetime) -> bool:
    """Post one message; what became of it is noted in the caller's transaction. Whether there is no more to do.

    Nothing is sent when the message has arrived meanwhile or is gone; without a webhook it is taken off the list.
    """
    found = store.fetch(store.keys.practice(practice_id), store.keys.delivery(practice_id, delivery_id))
    to, delivery = found[0], found[1]
    if to is None or delivery is None or delivery.state == "delivered":
        return True
    if to.webhook_url is None:
        write.delete(delivery.key())
        return True
    status = _post(to.webhook_url, practice.webhook_secret(to), delivery, at)
    taken = status is not None and 200 <= status < 300
    noted: dict[str, Any] = {"last_attempt": at, "state": "delivered" if taken else "failing"}
    noted |= {"last_status": status} if status else {}
    gone = [] if status else ["last_status"]
    # Repeated by staff it may have arrived meanwhile: then it is not failing.
    still = where("pk").exists() if taken else where("state").is_in(["waiting", "failing"])
    write.update(delivery.key(), set=noted, add={"attempts": 1}, remove=gone, when=still)
    return taken


def _post(url: str, secret: str, delivery: Delivery, at: datetime) -> int | None:
    """The HTTP status of the answer, whose body is not read; None without one in time."""
    text = deliveries.body(delivery)
    headers = {
        "content-type": "application/json",
        "user-agent": "Kinchart",
        "webhook-id": delivery.id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(delivery.id, at, text),
    }
    asking = ThreadPoolExecutor(1)
    try:
        return asking.submit(_ask, url, headers, text.encode()).result(LONGEST)
    except (TimeoutError, urllib3.exceptions.HTTPError):
        return None
    finally:
        asking.shutdown(wait=False)


def _ask(url: str, headers: dict[str, str], content: bytes) -> int:
    with urllib3.PoolManager(retries=False, timeout=TIMEOUT) as http:
        answer = http.request("POST", url, body=content, headers=headers, redirect=False, preload_content=False)
        answer.close()
        return answer.status
