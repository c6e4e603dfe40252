"""A resource as it is kept: compressed JSON, opaque to searches, cut so that its version can be spliced in unparsed.

What is kept leaves out the resource's type and id and the head of its meta, which the item's attributes tell. The
sender's own versionId and lastUpdated are dropped: versions are ours.
"""

import zlib
from typing import Any

from . import fhir_json

#: DynamoDB keeps 400 KB in an item; what searches need has to fit as well.
MOST_BYTES = 300_000
_LEVEL = 6


def tail(resource: dict[str, Any]) -> str:
    """The JSON of a resource after `{"resourceType":…,"id":…,"meta":{"versionId":…,"lastUpdated":…`."""
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in ("versionId", "lastUpdated")}
    rest = {k: v for k, v in resource.items() if k not in ("resourceType", "id", "meta")}
    inner, outer = fhir_json.dump(meta)[1:], fhir_json.dump(rest)[1:]
    return ("," if meta else "") + inner + ("," if rest else "") + outer


def packed(text: str) -> bytes:
    return zlib.compress(text.encode(), _LEVEL)


def whole(type_name: str, id_: str, version: int, last_updated: str, body: bytes) -> str:
    """The resource's JSON, given what its item tells. `last_updated` is an instant as text."""
    meta = f'{{"versionId":"{version}","lastUpdated":"{last_updated}"'
    return f'{{"resourceType":"{type_name}","id":"{id_}","meta":{meta}' + zlib.decompress(body).decode()
