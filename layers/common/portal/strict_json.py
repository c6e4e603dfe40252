"""JSON that the rest can rely on: UTF-8, and no half of a surrogate pair, which no hash, key or mail can take."""

import json
from typing import Any


def loads(body: bytes) -> Any:
    """The value of a JSON text. ValueError when it is none, RecursionError when it is nested too deeply."""
    text = body.decode()
    value = json.loads(text)
    # Only an escape can bring a half: the rest of the text has just been decoded.
    if "\\ud" in text.lower():
        no_halves(value)
    return value


def no_halves(value: Any) -> None:
    """ValueError when a text in a parsed value has half of a surrogate pair."""
    json.dumps(value, ensure_ascii=False, default=str).encode()
