"""X2: a write that is sent again with the same `Idempotency-Key` happens once and gets the same answer.

The answer is kept sealed, and only as long as a client goes on trying: it may hold tokens or a record. A key belongs to
whoever sent it, told by their session, signature or invitation link; sign-in, where nobody is known yet, keeps no
answers. A request that died half way frees its key after LEASE; the operation's own conditions then keep it from
happening twice.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from portal import sealing, store
from portal.errors import InProgress, Invalid, KeyReused
from portal.store.items import Once

from .operation import Operation
from .request import Request

LEASE = timedelta(seconds=30)
KEPT = timedelta(minutes=10)
KEY_LENGTH = 255


def once(operation: Operation, request: Request, caller: Any, run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run the operation, or give the answer that the same key had before."""
    key = request.headers.get("idempotency-key")
    if not operation.keyed or not key:
        return run()
    if len(key) > KEY_LENGTH:
        raise Invalid.field("Idempotency-Key", "too_long", "The Idempotency-Key has more than 255 characters")
    account = getattr(getattr(caller, "account", None), "id", "")
    digest = sealing.mac("once", operation.name, account, request.event["rawPath"], key)
    # Under HMAC: a plain hash of a body with a password in it is quickly guessed from.
    fingerprint = sealing.mac("once", "request", hashlib.sha256(request.body).hexdigest())
    died = store.where("answer").not_exists() & store.where("busy_until").lt(request.at)
    free = store.ABSENT | died | store.where("ttl").lte(int(request.at.timestamp()))
    item = Once(
        digest=digest, request=fingerprint, busy_until=request.at + LEASE, ttl=int((request.at + KEPT).timestamp())
    )
    if not store.put(item, when=free):
        return _before(digest, fingerprint)
    answer = run()
    if answer["statusCode"] >= 400:
        # A refusal changed nothing: the same key may be tried again.
        store.update(item.key(), set={"busy_until": request.at})
    else:
        store.update(item.key(), set={"answer": sealing.seal(answer, f"once|{digest}")})
    return answer


def _before(digest: str, fingerprint: str) -> dict[str, Any]:
    kept = store.get(store.keys.once(digest))
    if kept and kept.request != fingerprint:
        raise KeyReused.field("Idempotency-Key", "reused", "This key was sent with another request before")
    if kept is None or kept.answer is None:
        raise InProgress(retry_after=1)
    answer: dict[str, Any] = sealing.unseal(kept.answer, f"once|{digest}")
    answer["headers"]["Idempotency-Replayed"] = "true"
    return answer
