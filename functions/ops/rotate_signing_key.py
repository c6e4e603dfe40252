"""RotateSigningKey, by `sam remote invoke`: {} makes a new key for our tokens. It signs from `signs_from` on."""

from typing import Any

from portal import clock
from portal.identity import signing
from portal.ops import operator


@operator
def handler(_event: dict[str, Any], _source: dict[str, str]) -> dict[str, Any]:
    keys = signing.rotate(clock.now())
    return {"keys": [{"kid": signing.kid(key), "signs_from": clock.text(key.signs_from)} for key in keys]}
