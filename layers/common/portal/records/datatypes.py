"""What FHIR R4 says in words of its data types: invariants under their names in the specification (`per-1`).

Each rule is given one element of its type and yields (element at fault, issue type, what is wrong).
"""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from .index import instant
from .outcome import IssueType

Fault = tuple[str, IssueType, str]
Rule = Callable[[Mapping[str, Any]], Iterator[Fault]]

_WORD = r"[\w!#$&^.+-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:\s*;\s*{_WORD}=(?:{_WORD}|\"[ !#-~]*\"))*", re.ASCII)
_LONGEST_MEDIA_TYPE = 200
_HTTP = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def _period(node: Mapping[str, Any]) -> Iterator[Fault]:
    if before(node.get("end"), node.get("start")):
        yield "end", "invariant", "per-1: the end is before the start"


def _quantity(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "code" in node and "system" not in node:
        yield "system", "invariant", "qty-3: a unit's code needs its system"


def _range(node: Mapping[str, Any]) -> Iterator[Fault]:
    low, high = (part.get("value") if isinstance(part, dict) else None for part in map(node.get, ("low", "high")))
    if isinstance(low, int | Decimal) and isinstance(high, int | Decimal) and high < low:
        yield "high", "invariant", "rng-2: the high is below the low"


def _ratio(node: Mapping[str, Any]) -> Iterator[Fault]:
    if ("numerator" in node) != ("denominator" in node) or not node.keys() & {"numerator", "extension"}:
        yield "", "invariant", "rat-1: a ratio has a numerator and a denominator"


def _money(node: Mapping[str, Any]) -> Iterator[Fault]:
    currency = node.get("currency")
    if isinstance(currency, str) and not re.fullmatch("[A-Z]{3}", currency):
        yield "currency", "code-invalid", "a currency has three capital letters (ISO 4217)"


def _extension(node: Mapping[str, Any]) -> Iterator[Fault]:
    values = sum(name.removeprefix("_").startswith("value") for name in node)
    if ("extension" in node) == (values > 0):
        yield "", "invariant", "ext-1: an extension has either a value or extensions"


def _attachment(node: Mapping[str, Any]) -> Iterator[Fault]:
    url, data = node.get("url"), node.get("data")
    if isinstance(url, str) and not _HTTP.match(url):
        yield "url", "security", "only an http or https address is taken"
    media = node.get("contentType")
    if isinstance(media, str) and not (len(media) <= _LONGEST_MEDIA_TYPE and _MEDIA_TYPE.fullmatch(media)):
        yield "contentType", "value", "a content type is like text/plain, or text/plain; charset=utf-8"
    if not isinstance(data, str):
        return
    if media is None:
        yield "contentType", "invariant", "att-1: an attachment with data tells its content type"
    try:
        base64.b64decode(re.sub(r"\s", "", data), validate=True)
    except ValueError:
        yield "data", "value", "not base64"


def _contact_point(node: Mapping[str, Any]) -> Iterator[Fault]:
    if "value" in node and "system" not in node:
        yield "system", "invariant", "cpt-2: a contact point with a value tells its system"


def _timing(node: Mapping[str, Any]) -> Iterator[Fault]:
    for name, needed, rule in _TOGETHER:
        if name in node and needed not in node:
            yield needed, "invariant", f"{rule}: {name} needs {needed}"
    for name, rule in (("duration", "tim-4"), ("period", "tim-5")):
        if isinstance(value := node.get(name), int | Decimal) and value < 0:
            yield name, "invariant", f"{rule}: it is not negative"
    if "timeOfDay" in node and "when" in node:
        yield "when", "invariant", "tim-10: either times of day or events are given"


_TOGETHER = (
    ("duration", "durationUnit", "tim-1"),
    ("period", "periodUnit", "tim-2"),
    ("periodMax", "period", "tim-6"),
    ("durationMax", "duration", "tim-7"),
    ("countMax", "count", "tim-8"),
    ("offset", "when", "tim-9"),
)


def before(one: Any, other: Any) -> bool:
    """Whether a date or time is before another; by instants when both have a time, else by what both tell."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    if "T" in one and "T" in other:
        return instant(one) < instant(other)
    length = min(len(one), len(other), len("yyyy-mm-dd"))
    return one[:length] < other[:length]


def dicts(value: Any) -> Iterator[Mapping[str, Any]]:
    return (part for part in value if isinstance(part, dict)) if isinstance(value, list) else iter(())


DATATYPES: Mapping[str, Rule] = {
    "Period": _period,
    "Quantity": _quantity,
    "Age": _quantity,
    "Duration": _quantity,
    "Range": _range,
    "Ratio": _ratio,
    "Money": _money,
    "Extension": _extension,
    "Attachment": _attachment,
    "ContactPoint": _contact_point,
    "TimingRepeat": _timing,
}
