"""FHIR's JSON, with every number as it was sent: `1.20` stays `1.20`, because its zeros say how exact it is.

http://hl7.org/fhir/R4/json.html#decimal
"""

import json
import math
from decimal import Decimal, InvalidOperation
from json.encoder import encode_basestring
from typing import Any, NoReturn

#: Nothing in medicine is smaller, and written out it has no end.
_LEAST_EXPONENT = -400


class Number(Decimal):
    """A JSON number with a fraction or an exponent, and the text that it was written as."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> "Number":
        try:
            number = super().__new__(cls, text)
        except InvalidOperation:
            number = None
        # For a browser, which has IEEE 754's numbers only, larger ones are infinite.
        if number is None or number.adjusted() <= _LEAST_EXPONENT or math.isinf(float(number)):
            raise ValueError("a number with such an exponent is none that can be kept")
        number.text = text
        return number


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def parse(text: str | bytes) -> Any:
    """The value of a JSON text. ValueError when it is not JSON (NaN and Infinity are not) or is nested without end."""
    try:
        return json.loads(text, parse_float=Number, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def dump(value: Any) -> str:
    """Compact JSON, members in their order, numbers as they were written (`json.dumps` would make floats of them)."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        return "{" + ",".join([f"{encode_basestring(key)}:{dump(member)}" for key, member in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ",".join([dump(member) for member in value]) + "]"
    if isinstance(value, Number):
        return value.text
    return json.dumps(value)
