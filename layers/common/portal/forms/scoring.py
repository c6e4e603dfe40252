"""What Kinchart counts from the answers, and nobody can enter: the rule is written down here, and there is no other.

1. An item with a calculatedExpression (Structured Data Capture) is what that FHIRPath says, with `%resource` the
   response, `%questionnaire`, and the variables of the item and of what it is in.
2. Else an item with LOINC's code for a total that we know (`questions.TOTALS`) is the sum of the weights of the answers
   to the questions that LOINC says; each has to be there and answered.
3. Else a number that nobody may enter (readOnly, without an initial value) is the sum of the weights of all answers
   beside and below it, or around it where there are none; each question that has weights has to be answered, no other
   such total may be there, and no question whose number would have to be guessed a weight.

What cannot be counted is left out of the response, and its score is null: nothing is guessed.
"""

import copy
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import Any

from portal.records.fhir_json import Number

from . import values
from .answers import Answers, Node
from .form import Json, Score, plain
from .questions import ANSWERS, CALCULATED, SDC, TOTALS, VARIABLE, WEIGHTS, Question, extension

LONGEST_EXPRESSION = 5000
SECONDS = 2.0
"""For all expressions of a form."""
ROOM = 256 * 2**20
"""Bytes that an expression may take: a text that is doubled thirty times would end the function."""
#: They may take for ever on a few characters, and nothing could stop them.
_ENDLESS = re.compile(r"\b(matches\w*|replaceMatches|power|exp|resolve|trace)\b")


class NotCounted(Exception):
    """The answers, or the expression, do not allow it."""


def count(questionnaire: Json, answers: Answers, response: Json) -> list[Score]:
    """Puts the counted items into `answers`, in their order, so that one may count on those before it."""
    scores, until = [], time.monotonic() + SECONDS
    for node in answers.every():
        if node.question.calculated and answers.counts(node):
            value = _value(questionnaire, answers, response, node, until)
            node.answers = [] if value is None else [value]
            scores.append(_score(node))
    return scores


def _score(node: Node) -> Score:
    told: Any = plain(node.answers[0]) if node.answers else {}
    value = next(iter(told.values()), None)
    if isinstance(value, dict):
        value = value.get("value", value.get("display") or value.get("code"))
    return Score(link_id=node.question.link_id, text=node.question.text, value=value)


def _value(questionnaire: Json, answers: Answers, response: Json, node: Node, until: float) -> Json | None:
    try:
        if node.question.extension(CALCULATED) is not None:
            return _calculated(questionnaire, answers, response, node, until)
        return _as_answer(node.question, _total(answers, node))
    except NotCounted:
        return None


# --- totals ---


def _total(answers: Answers, node: Node) -> Decimal:
    code = next((code for code in node.question.codes if code in TOTALS), None)
    if code:
        return sum(map(_weight, _components(answers, TOTALS[code].split())), Decimal(0))
    around = node
    while True:
        found = [each for each in _beside(answers, around) if each is not node and answers.counts(each)]
        weighed = [each for each in found if any(option.weight is not None for option in each.question.options)]
        if weighed or around.parent is None:
            break
        around = around.parent
    guessed = [each for each in found if each.question.type in ("integer", "decimal") and not each.question.given]
    if not weighed or guessed or any(each.question.calculated for each in found):
        raise NotCounted
    return sum(map(_weight, weighed), Decimal(0))


def _components(answers: Answers, codes: list[str]) -> Iterator[Node]:
    for code in codes:
        found = [each for each in answers.every() if code in each.question.codes and answers.counts(each)]
        if len(found) != 1:
            raise NotCounted
        yield found[0]


def _beside(answers: Answers, node: Node) -> list[Node]:
    """What stands with it in the same part, and in that."""
    parent = node.parent
    part = next(part for part in parent.parts if node in part) if parent else answers.nodes
    return [below for each in part for below in each.below()]


def _weight(node: Node) -> Decimal:
    """Of all answers to a question."""
    weights = [option.weight for answer in node.answers for option in node.question.options if option.answer == answer]
    if not weights or len(weights) < len(node.answers) or any(weight is None for weight in weights):
        raise NotCounted
    return Decimal(sum(Decimal(str(weight)) for weight in weights))


# --- expressions ---


def _calculated(questionnaire: Json, answers: Answers, response: Json, node: Node, until: float) -> Json:
    # Only for the forms that need it: the import takes a while.
    from fhirpathpy import evaluate
    from fhirpathpy.models import models

    expression = node.question.expression()
    resource = copy.deepcopy(plain(response | {"item": answers.items()}))
    known: dict[str, Any] = {
        "resource": resource,
        "questionnaire": plain(questionnaire),
        "qitem": plain(node.question.source),
    }
    options = {"userInvocationTable": {"weight": _weigh, "ordinal": _weigh}}

    def told(text: Any) -> list[Any]:
        if not isinstance(text, str) or len(text) > LONGEST_EXPRESSION or _ENDLESS.search(text):
            raise NotCounted
        try:
            with _until(until), _so_much_room():
                found: list[Any] = evaluate(resource, text, known, models["r4"], options)
        except Exception as error:
            # It is the practice's own text, read by a library that fails in many ways.
            raise NotCounted from error
        return found

    for variable in _variables(questionnaire, node):
        if variable.get("language") != "text/fhirpath":
            raise NotCounted
        known[variable.get("name", "")] = told(variable.get("expression"))
    found = told(expression)
    if len(found) != 1:
        raise NotCounted
    return _as_answer(node.question, found[0])


_weigh = {"fn": lambda found: [w for each in found if (w := _weight_of(each)) is not None], "arity": {0: []}}


def _weight_of(found: Any) -> Any:
    """SDC's weight(): of a Coding that carries it."""
    coding = getattr(found, "data", found)
    weights = (extension(coding, url) for url in WEIGHTS) if isinstance(coding, dict) else ()
    return next((weight for weight in weights if weight is not None), None)


def _variables(questionnaire: Json, node: Node) -> list[Json]:
    """Those of the questionnaire, of the groups around, of the item: each may use the ones before it."""
    sources, around = [node.question.source], node.parent
    while around:
        sources.append(around.question.source)
        around = around.parent
    return [
        each["valueExpression"]
        for source in reversed([*sources, questionnaire])
        for each in source.get("extension", [])
        if each["url"] in (VARIABLE, f"{SDC}variable") and "valueExpression" in each
    ]


def _as_answer(question: Question, value: Any) -> Json:
    """As an answer of the item's type. NotCounted when it is none."""
    name = ANSWERS.get(question.type, "")
    if isinstance(value, float):
        value = Decimal(str(value))
    if isinstance(value, Decimal) and name in ("valueInteger", "valueDecimal"):
        whole = value == value.to_integral_value() if value.is_finite() else None
        if whole is None:
            raise NotCounted
        value = int(value) if whole else Number(format(value, "f"))
    try:
        return values.checked(question, {name: value})
    except values.Wrong:
        raise NotCounted from None


class _TooSlow(Exception):
    pass


@contextmanager
def _until(end: float) -> Iterator[None]:
    """Whatever calls a function after the end fails there; a thread could not be stopped."""
    before = sys.gettrace()

    def watch(frame: FrameType, event: Any, argument: Any) -> Any:
        if time.monotonic() > end:
            raise _TooSlow
        return before(frame, event, argument) if before else None

    sys.settrace(watch)
    try:
        yield
    finally:
        sys.settrace(before)


@contextmanager
def _so_much_room() -> Iterator[None]:
    """MemoryError for what would take more; only Linux says how much is taken now, and holds the limit."""
    taken, hard = Path("/proc/self/statm"), resource.getrlimit(resource.RLIMIT_AS)[1]
    if taken.exists():
        most = int(taken.read_text().split()[0]) * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        yield
    finally:
        # Not what it was before: another thread may count another form.
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
