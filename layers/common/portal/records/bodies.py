"""A resource as it is kept: compressed JSON, opaque to searches, cut so that its version can be spliced in unparsed.

What is kept leaves out the resource's type and id and the head of its meta, which the item's attributes tell. The
sender's own versionId and lastUpdated are dropped: versions are ours.
"""

import hashlib
import zlib
from typing import Any

from . import fhir_json
from .index import VERSION, Index

#: What is longer lies in S3: DynamoDB keeps 400 KB in an item, and what searches need has to fit as well.
MOST_BYTES = 300_000
#: What a search can ask of one resource, for the same reason.
MOST_TOKENS = 90_000
#: Before compression: an answer of Lambda ends at 6 MB.
MOST_CHARACTERS = 2_000_000
_LEVEL = 6


def tail(resource: dict[str, Any]) -> str:
    """The JSON of a resource after `{"resourceType":…,"id":…,"meta":{"versionId":…,"lastUpdated":…`."""
    meta = {k: v for k, v in resource.get("meta", {}).items() if k not in ("versionId", "lastUpdated")}
    rest = {k: v for k, v in resource.items() if k not in ("resourceType", "id", "meta")}
    inner, outer = fhir_json.dump(meta)[1:], fhir_json.dump(rest)[1:]
    return ("," if meta else "") + inner + ("," if rest else "") + outer


def digest(text: str, index: Index) -> str:
    """Changes when the resource does, or what searches see of it."""
    return hashlib.sha256("\x1f".join((VERSION, repr(index), text)).encode()).hexdigest()


class TooLong(ValueError):
    """The resource does not fit; the text says by how much."""


def check_tokens(tokens: str) -> None:
    """TooLong when an item could not keep them."""
    if len(tokens.encode()) > MOST_TOKENS:
        raise TooLong(f"its codes, identifiers and references take {len(tokens)} characters, more than {MOST_TOKENS}")


def packed(text: str) -> bytes:
    """What is kept of a tail. TooLong when it would not fit into an answer."""
    if len(text) > MOST_CHARACTERS:
        raise TooLong(f"{len(text)} characters; a resource may have {MOST_CHARACTERS} at most, without its files")
    return zlib.compress(text.encode(), _LEVEL)


def whole(type_name: str, id_: str, version: int, last_updated: str, body: bytes) -> str:
    """The resource's JSON, given what its item tells. `last_updated` is an instant as text."""
    meta = f'{{"versionId":"{version}","lastUpdated":"{last_updated}"'
    return f'{{"resourceType":"{type_name}","id":"{id_}","meta":{meta}' + zlib.decompress(body).decode()
