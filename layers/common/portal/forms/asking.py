"""A questionnaire that may be asked: right FHIR R4, and of a kind that people can fill in here (D7).

What our pages cannot show is refused only where an answer to it is needed. Needs the `fhir` layer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.errors import FieldError, Invalid
from portal.records import fhir_json
from portal.records.checking import Check
from portal.records.outcome import Issues

from . import form, questions, values
from .form import Json
from .questions import ANSWERS, CALCULATED, ELSEWHERE, SDC, Question

MOST_ITEMS, MOST_DEPTH, LONGEST_LINK_ID, LONGEST_TITLE = 1000, 10, 255, 300
_CHOICES = ("choice", "open-choice")

#: R4 makes it an id, without the underscores that FHIRPath's names have everywhere; R5 has corrected that.
_A_NAME = re.compile(r"\.valueExpression\.name$")

Fault = tuple[str, str, str]
"""Where, a stable word, a sentence."""


@dataclass(frozen=True)
class Asked:
    """`questions` is how many there are to answer."""

    resource: Json
    title: str
    url: str | None
    version: str | None
    questions: int


def checked(sent: Any, path: str) -> Asked:
    """Invalid names every bad place, each below `path`."""
    if not isinstance(sent, dict) or sent.get("resourceType") != "Questionnaire":
        raise Invalid.field(path, "structure", "Send a FHIR R4 Questionnaire")
    if len(fhir_json.dump(sent).encode(errors="replace")) > form.LARGEST:
        raise Invalid.field(path, "too-long", "A questionnaire may have at most 200 KB")
    issues = Issues()
    check = Check(issues)
    check.resource(sent, path)
    for found in check.references:
        if not str(found.node.get("reference", "#")).startswith("#"):
            issues.add(found.place, "forbidden", "a questionnaire points to nobody's record")
    wrong = [error for each in issues.found() if not _A_NAME.search((error := _error(each)).field)]
    if wrong:
        raise Invalid(errors=wrong)
    faults = [*_whole(sent, path), *_items(sent.get("item", []), path, 1)]
    if not faults:
        asked = questions.every(questions.read(sent))
        places = dict(zip((q.link_id for q in asked), _places(sent, path), strict=True))
        faults = [fault for question in asked for fault in _question(question, asked, places[question.link_id])]
    if faults:
        raise Invalid(errors=[FieldError(*fault) for fault in faults])
    title = str(sent.get("title") or sent.get("name"))[:LONGEST_TITLE]
    count = sum(each.asks and not each.given and not each.calculated for each in asked)
    return Asked(sent, title, sent.get("url"), sent.get("version"), count)


def _error(issue: Json) -> FieldError:
    return FieldError(next(iter(issue.get("expression", [])), "questionnaire"), issue["code"], issue["diagnostics"])


def _whole(sent: Json, path: str) -> Iterator[Fault]:
    if sent["status"] == "retired":
        yield f"{path}.status", "retired", "This questionnaire is retired"
    if not sent.get("title") and not sent.get("name"):
        yield f"{path}.title", "required", "People need a title to know it by"
    everywhere = [item for item, _ in _walk(sent.get("item", []), path)]
    if not any(item["type"] not in ("group", "display") for item in everywhere):
        yield f"{path}.item", "required", "There is nothing to answer in it"
    if len(everywhere) > MOST_ITEMS:
        yield f"{path}.item", "too-long", f"A questionnaire may have at most {MOST_ITEMS} items"


def _walk(items: list[Json], path: str) -> Iterator[tuple[Json, str]]:
    """Every item with its place, in their order."""
    for index, item in enumerate(items):
        place = f"{path}.item[{index}]"
        yield item, place
        yield from _walk(item.get("item", []), place)


def _places(sent: Json, path: str) -> list[str]:
    return [place for _, place in _walk(sent["item"], path)]


def _items(items: list[Json], path: str, depth: int) -> Iterator[Fault]:
    """What is wrong with an item by itself, after the checks of FHIR's own invariants."""
    for index, item in enumerate(items):
        place, kind, inside = f"{path}.item[{index}]", item["type"], item.get("item", [])
        if depth > MOST_DEPTH:
            yield place, "too-long", f"Items may be nested {MOST_DEPTH} deep"
            continue
        if len(item["linkId"]) > LONGEST_LINK_ID:
            yield f"{place}.linkId", "too-long", f"A linkId may have at most {LONGEST_LINK_ID} characters"
        if item.keys() & {"answerOption", "answerValueSet"} and kind not in _CHOICES:
            yield place, "invariant", "que-5: only a choice has options"
        if questions.extension(item, f"{SDC}enableWhenExpression") is not None:
            yield place, "not-supported", "When it is asked is told by an expression: use enableWhen"
        yield from _items(inside, place, depth + 1)


def _question(question: Question, asked: list[Question], place: str) -> Iterator[Fault]:
    """What is wrong with an item among the others."""
    needed = question.required or question.least > 0
    if question.type in ELSEWHERE and needed:
        yield place, "not-supported", f"A {question.type} cannot be answered here, and it is required"
    if question.type == "choice" and not question.options and needed:
        what = "The answers are in a value set that is not contained in the questionnaire, and one is required"
        yield f"{place}.answerValueSet" if "answerValueSet" in question.source else place, "not-supported", what
    if question.most is not None and question.most < question.least:
        yield place, "invariant", "There have to be more answers than there may be"
    if question.extension(CALCULATED) is not None and not question.asks:
        yield place, "invariant", "Only a question is calculated"
    for index, answer in enumerate(question.initial):
        try:
            values.checked(question, answer)
        except (values.Wrong, KeyError) as wrong:
            yield f"{place}.initial[{index}]", "value", getattr(wrong, "detail", "There are no answers to it")
    for index, condition in enumerate(question.conditions):
        where = f"{place}.enableWhen[{index}]"
        known = next((each for each in asked if each.link_id == condition["question"]), None)
        if known is None or not known.asks or known in question.below():
            yield f"{where}.question", "not-found", "There is no such question outside of this item"
        elif known.calculated:
            yield f"{where}.question", "not-supported", "It is counted only when the form is sent"
        else:
            yield from _condition(condition, known, where)


def _condition(condition: Json, known: Question, where: str) -> Iterator[Fault]:
    name = next((each for each in condition if each.startswith("answer")), "answer")
    wanted = name.replace("answer", "value")
    if condition["operator"] == "exists":
        return
    kinds = {ANSWERS.get(known.type), *(kind for option in known.options for kind in option.answer)}
    kinds |= {"valueString"} if known.type == "open-choice" else set()
    kinds |= {"valueDecimal", "valueInteger"} if kinds & {"valueDecimal", "valueInteger"} else set()
    if wanted not in kinds:
        yield where, "value", f"The question {known.link_id} has no such answers"
    elif condition["operator"] not in ("=", "!=") and wanted in ("valueCoding", "valueBoolean"):
        yield f"{where}.operator", "value", "Such answers have no order"
