"""Whether an `enableWhen` holds: https://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html."""

import operator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from .form import Json

_ORDERED = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}


def holds(condition: Json, answers: list[Json]) -> bool:
    """Of the answers to its question; `exists` apart, at least one has to fit."""
    if condition["operator"] == "exists":
        return bool(answers) is (condition.get("answerBoolean") is not False)
    name = next((each for each in condition if each.startswith("answer")), "answer")
    wanted = {name.replace("answer", "value"): condition.get(name)}
    return any(_compared(answer, wanted, condition["operator"]) for answer in answers)


def _compared(answer: Json, wanted: Json, word: str) -> bool:
    if word in ("=", "!="):
        return same(answer, wanted) == (word == "=")
    one, other = order(answer), order(wanted)
    # Words and numbers, moments and days have no order among each other.
    return type(one) is type(other) and one is not None and _same_unit(answer, wanted) and _ORDERED[word](one, other)


def same(one: Json, other: Json) -> bool:
    """Codings by system and code, numbers and moments by what they are, everything else as it is written."""
    [(name, value)], [(other_name, other_value)] = one.items(), other.items()
    if name == other_name == "valueCoding":
        return same_coding(value, other_value)
    mine, theirs = order(one), order(other)
    if mine is None or theirs is None:
        return bool(name == other_name and value == other_value)
    return bool(mine == theirs) and _same_unit(one, other)


def same_coding(one: Json, other: Json) -> bool:
    """By system and code; by their words where neither has a code."""
    telling = "code" if "code" in one or "code" in other else "display"
    return all(one.get(part) == other.get(part) for part in ("system", telling))


def order(answer: Json) -> Any:
    """What greater and less mean for: numbers, quantities, days, times and moments; words by their letters.

    None for what has no order. Of different kinds are the types.
    """
    [(name, value)] = answer.items()
    if name in ("valueInteger", "valueDecimal"):
        return Decimal(value)
    if name == "valueQuantity":
        return Decimal(value["value"]) if "value" in value else None
    if name == "valueDateTime" and "T" in value:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if name in ("valueDate", "valueDateTime", "valueTime", "valueString", "valueUri"):
        return value
    return None


def _same_unit(one: Json, other: Json) -> bool:
    mine, theirs = one.get("valueQuantity"), other.get("valueQuantity")
    if mine is None or theirs is None:
        return True
    unit = theirs.get("code") or theirs.get("unit")
    return unit is None or (mine.get("code") or mine.get("unit")) == unit
