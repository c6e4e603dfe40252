"""What a practice's own system is told by webhook, signed, at least once; and the log of it for its staff.

A delivery is written with what it tells. Deliver sends it (`portal.posting`); a practice without a webhook has none.
"""

import base64
import json
import zlib
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field

from portal import clock, ids, outbox, pages, sealing, store
from portal.errors import NotFound
from portal.staff import StaffMember
from portal.store import Writes, where
from portal.store.items import Delivery
from portal.store.items.practice import DeliveryState, DeliveryType

KEPT = timedelta(days=90)


class DeliveryShown(BaseModel):
    """A message to the practice's own system. What it told is not shown."""

    id: str = Field(description="its webhook-id, the same at each attempt")
    type: DeliveryType
    created: datetime
    state: DeliveryState = Field(description="`failing`: the last attempt was not answered with 2xx")
    attempts: int
    last_attempt: datetime | None
    last_status: int | str | None = Field(description="the HTTP status of the last answer, or `no answer`")


def announce(write: Writes, practice_id: str, kind: DeliveryType, data: dict[str, Any], at: datetime) -> None:
    """Tell the practice's system, within the transaction that makes it true. None in `data` is null."""
    name = ids.timed(at)
    body = json.dumps({"type": kind, "timestamp": clock.text(at), "data": data}, ensure_ascii=False)
    made = Delivery(
        practice_id=practice_id,
        id=name,
        type=kind,
        # A form's answers may be long, and an item takes 400 KB.
        body=sealing.seal(base64.b64encode(zlib.compress(body.encode())).decode(), _context(name)),
        created=at,
        ttl=int((at + KEPT).timestamp()),
    )
    write.put(made)
    write.put(outbox.webhook(practice_id, name, at))


def body(delivery: Delivery) -> str:
    """The JSON text that is signed and sent."""
    packed = base64.b64decode(sealing.unseal(delivery.body, _context(delivery.id)))
    return zlib.decompress(packed).decode()


def _context(delivery_id: str) -> str:
    return f"delivery|{delivery_id}"


def listed(caller: StaffMember, cursor: str | None) -> tuple[list[DeliveryShown], str | None]:
    """A page of the practice's, newest first."""
    found, after = pages.page(store.keys.deliveries(caller.practice.id), cursor, newest_first=True)
    return [_shown(each) for each in found], after


def repeat(caller: StaffMember, delivery_id: str) -> DeliveryShown:
    """Send it once more, with the same webhook-id, whether it arrived or not."""
    found = store.get(store.keys.delivery(caller.practice.id, delivery_id))
    if found is None:
        raise NotFound
    with store.all_or_nothing(else_raise=NotFound()) as write:
        write.update(found.key(), set={"state": "waiting"}, when=where("pk").exists())
        write.put(outbox.webhook(caller.practice.id, delivery_id, caller.at))
        for entry in caller.entries("delivery.repeated", "practice", about=delivery_id):
            write.put(entry)
    return _shown(found).model_copy(update={"state": "waiting"})


def _shown(delivery: Delivery) -> DeliveryShown:
    tried = delivery.last_attempt is not None
    return DeliveryShown(
        id=delivery.id,
        type=delivery.type,
        created=delivery.created,
        state=delivery.state,
        attempts=delivery.attempts,
        last_attempt=delivery.last_attempt,
        last_status=delivery.last_status or ("no answer" if tried else None),
    )
