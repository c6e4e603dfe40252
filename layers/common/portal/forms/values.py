"""One answer to one question: whether it is of the right kind, real, and within the limits that the question sets.

What comes out is what is kept: an option as the questionnaire has it, a quantity with its unit.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from . import conditions
from .form import Json
from .questions import ANSWERS, CORE, Question

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
_TIME = re.compile(r"\d\d:\d\d:\d\d(\.\d{1,9})?")
_URL = re.compile(r"https?://[^\s/]\S*")
_COMPARATORS = ("<", "<=", ">=", ">")
LONGEST, LONGEST_URL = 50_000, 2000
MOST_DIGITS = 30


class Wrong(Exception):
    """Why an answer does not do: a stable word for programs, and a sentence for people."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(code)


def checked(question: Question, answer: Json) -> Json:
    """The answer as it is kept. Raises Wrong."""
    [(name, value)] = answer.items()
    if question.options or question.type == "choice":
        return _chosen(question, name, value)
    if question.type == "open-choice" and name == "valueString":
        return {name: _string(question, value)}
    if name != ANSWERS[question.type]:
        raise Wrong("wrong_type", "This is no answer to such a question")
    kept = {name: _READ[name](question, value)}
    _within(question, kept)
    return kept


def is_of_kind(question: Question, answer: Json) -> bool:
    """Whether an answer could be one, before it is complete."""
    [(name, value)] = answer.items()
    kinds = {ANSWERS[question.type], *(kind for option in question.options for kind in option.answer)}
    if question.type == "open-choice":
        kinds.add("valueString")
    return (
        name in kinds
        and isinstance(value, _JSON.get(name, str))
        and isinstance(value, bool) == (_JSON.get(name) is bool)
    )


def _chosen(question: Question, name: str, value: Any) -> Json:
    if question.type == "open-choice" and name == "valueString":
        return {name: _string(question, value)}
    for option in question.options:
        [(own_name, own)] = option.answer.items()
        if own_name == name and (_same_coding(own, value) if name == "valueCoding" else own == value):
            return option.answer
    raise Wrong("not_an_option", "Choose one of the answers that are offered")


def _same_coding(own: Json, value: Any) -> bool:
    return isinstance(value, dict) and conditions.same_coding(own, value)


def _boolean(_: Question, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("wrong_type", "Answer yes or no")
    return value


def _integer(_: Question, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("wrong_type", "Enter a whole number")
    if abs(value) >= 2**31:
        raise Wrong("impossible", "This number is too large")
    return value


def _decimal(question: Question, value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong("wrong_type", "Enter a number")
    number = Decimal(value)
    if number and (abs(number.adjusted()) > MOST_DIGITS or len(number.as_tuple().digits) > MOST_DIGITS):
        raise Wrong("impossible", "This number is too long")
    places = question.extension(f"{CORE}maxDecimalPlaces")
    if isinstance(places, int) and -int(number.normalize().as_tuple().exponent) > places:
        raise Wrong("too_exact", f"Use at most {places} digits after the point")
    return value


def _string(question: Question, value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
        raise Wrong("wrong_type", "Write an answer")
    longest = min(question.source.get("maxLength", LONGEST), LONGEST)
    if len(value) > longest:
        raise Wrong("too_long", f"Use at most {longest} characters")
    shortest = question.extension(f"{CORE}minLength")
    if isinstance(shortest, int) and len(value) < shortest:
        raise Wrong("too_short", f"Use at least {shortest} characters")
    return value


def _uri(_: Question, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_URL or not _URL.fullmatch(value) or _CONTROL.search(value):
        raise Wrong("impossible", "Enter an address such as https://example.org")
    return value


def _date(_: Question, value: Any) -> str:
    return _real(
        value, _DATE, lambda text: date.fromisoformat(text + "0001-01-01"[len(text) :]), "There is no such day"
    )


def _moment(_: Question, value: Any) -> str:
    if isinstance(value, str) and "T" not in value:
        return _date(_, value)
    return _real(value, _MOMENT, datetime.fromisoformat, "There is no such day and time")


def _time(_: Question, value: Any) -> str:
    return _real(value, _TIME, time.fromisoformat, "There is no such time")


def _real(value: Any, form: re.Pattern[str], read: Callable[[str], Any], detail: str) -> str:
    try:
        if isinstance(value, str) and value.isascii() and form.fullmatch(value):
            read(value)
            return value
    except (ValueError, OverflowError):
        pass
    raise Wrong("impossible", detail)


def _quantity(question: Question, value: Any) -> Json:
    if not isinstance(value, dict) or value.keys() - {"value", "comparator", "unit", "system", "code"}:
        raise Wrong("wrong_type", "Enter a number and its unit")
    kept: Json = {"value": _decimal(question, value.get("value"))}
    if "comparator" in value:
        if value["comparator"] not in _COMPARATORS:
            raise Wrong("wrong_type", "Enter a number and its unit")
        kept["comparator"] = value["comparator"]
    return kept | _unit(question, value)


def _unit(question: Question, value: Json) -> Json:
    """One of the question's own; where it has none, what was written."""
    own = question.extension(f"{CORE}questionnaire-unit")
    offered = [
        each["valueCoding"]
        for each in question.source.get("extension", [])
        if each["url"] == f"{CORE}questionnaire-unitOption" and "valueCoding" in each
    ]
    given: Json = {name: value[name] for name in ("unit", "system", "code") if name in value}
    if any(not isinstance(each, str) or not each.strip() or len(each) > 100 for each in given.values()):
        raise Wrong("unit", "Choose a unit")
    units = [*offered, *([own] if own else [])]
    for unit in units:
        if "code" in given:
            meant = unit.get("code") == given["code"]
        else:
            meant = given["unit"] in (unit.get("display"), unit.get("code")) if "unit" in given else unit is own
        if meant:
            return _as_unit(unit)
    if units:
        raise Wrong("unit", "Choose one of the units that are offered")
    return given


def _as_unit(coding: Json) -> Json:
    told = {
        "unit": coding.get("display") or coding.get("code"),
        "system": coding.get("system"),
        "code": coding.get("code"),
    }
    return {name: value for name, value in told.items() if value}


def _within(question: Question, answer: Json) -> None:
    """minValue and maxValue, where they are of the answer's kind."""
    for word, code, fits in (("minValue", "too_small", 1), ("maxValue", "too_large", -1)):
        limit = question.extension(f"{CORE}{word}")
        bound = _as_answer(answer, limit)
        mine, theirs = conditions.order(answer), conditions.order(bound) if bound else None
        if theirs is None or type(mine) is not type(theirs) or mine == theirs:
            continue
        if (mine < theirs) == (fits == 1):
            shown = limit.get("value") if isinstance(limit, dict) else limit
            raise Wrong(code, f"The answer is {shown} or {'more' if fits == 1 else 'less'}")


def _as_answer(answer: Json, limit: Any) -> Json | None:
    """A limit as an answer of the same kind; None for one that cannot be compared with it."""
    [name] = answer
    if isinstance(limit, dict) != (name == "valueQuantity") or isinstance(limit, bool):
        return None
    fits = isinstance(limit, int | Decimal | dict) == (name in ("valueInteger", "valueDecimal", "valueQuantity"))
    return {name: limit} if limit is not None and fits else None


#: What JSON they are; the others are strings.
_JSON: dict[str, Any] = {
    "valueBoolean": bool, "valueInteger": int, "valueDecimal": int | Decimal, "valueQuantity": dict,
    "valueCoding": dict,
}  # fmt: skip
_READ: dict[str, Callable[[Question, Any], Any]] = {
    "valueBoolean": _boolean, "valueInteger": _integer, "valueDecimal": _decimal, "valueString": _string,
    "valueUri": _uri, "valueDate": _date, "valueDateTime": _moment, "valueTime": _time, "valueQuantity": _quantity,
}  # fmt: skip
