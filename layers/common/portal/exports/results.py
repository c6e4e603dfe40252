"""Measured values as rows: what was measured, the result, the range, and what that means in words."""

from decimal import Decimal, InvalidOperation
from typing import Any

from .telling import found
from .values import Words

Json = dict[str, Any]
#: Those of HL7's v3 ObservationInterpretation that say where a value lies; the others depend on the test.
_FLAGS = {
    "N": "in", "H": "above", "HH": "above", "HU": "above", ">": "above", "L": "below", "LL": "below", "LU": "below",
    "<": "below", "A": "abnormal", "AA": "abnormal",
}  # fmt: skip


def rows(words: Words, observation: Json) -> list[list[str]]:
    """Of an Observation and its components: test, result, range, meaning. One without any value still makes a row."""
    parts = observation.get("component", [])
    name = words.say(observation.get("code")) or words.text("untitled")
    own = [_row(words, observation, name)] if not parts or found(observation, "value[x]") else []
    return own + [_row(words, part, f"{name}: {words.say(part.get('code'))}") for part in parts]


def _row(words: Words, part: Json, name: str) -> list[str]:
    value = found(part, "value[x]") or found(part, "dataAbsentReason")
    normal = _range(part.get("referenceRange", []))
    told = words.say({k: v for k, v in normal.items() if k in ("low", "high")}) or words.say(normal.get("text"))
    notes = words.say(part.get("note"))
    result = " – ".join(filter(None, (words.say(value), notes)))
    return [name, result, told, words.code(flag(part, normal))]


def _range(ranges: list[Json]) -> Json:
    """The range that says what is normal, else one that says nothing of its kind, else the first."""
    normal = (r for r in ranges if any(c.get("code") == "normal" for c in r.get("type", {}).get("coding", [])))
    return next(normal, None) or next((r for r in ranges if "type" not in r), None) or (ranges[0] if ranges else {})


def flag(part: Json, normal: Json) -> str:
    """The lab's own judgement, else a comparison with a range in the same unit; with neither nothing is said."""
    for coding in found(part, "interpretation.coding"):
        if coding.get("code") in _FLAGS:
            return _FLAGS[coding["code"]]
    quantity = part.get("valueQuantity", {})
    value = _number(quantity)
    low, high = (_number(normal.get(end, {})) for end in ("low", "high"))
    units = {(normal.get(end, {}).get("unit") or quantity.get("unit")) for end in ("low", "high")}
    if value is None or (low is None and high is None) or "comparator" in quantity or units != {quantity.get("unit")}:
        return "not-compared"
    if low is not None and value < low:
        return "below"
    return "above" if high is not None and value > high else "in"


def _number(quantity: Json) -> Decimal | None:
    try:
        return Decimal(str(getattr(quantity["value"], "text", quantity["value"])))
    except (KeyError, InvalidOperation):
        return None
