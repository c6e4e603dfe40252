"""Any answers to the demo's questionnaires: refused with a reason, or kept as FHIR has it; no error of ours (E2)."""

import json
from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.errors import Invalid
from portal.forms import questions, scoring, validating
from portal.forms.questions import ANSWERS, Question
from portal.records import fhir_json
from tests.forms import demo, response

Json = dict[str, Any]
ASKED = {name: demo(name) for name in ("phq-9", "daily-life", "before-your-visit")}
TREES = {name: questions.read(fhir_json.parse(json.dumps(asked))) for name, asked in ASKED.items()}
LINKS = sorted({each.link_id for tree in TREES.values() for each in questions.every(tree)})
NAMES = ["https://riverside.example/q"]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
codings = st.fixed_dictionaries(
    {"code": st.sampled_from(["LA6568-5", "now", "none"])}, optional={"system": json_values}
)
values = st.dictionaries(st.sampled_from(sorted(set(ANSWERS.values()))), json_values | codings, min_size=1, max_size=2)


@st.composite
def some_items(draw: st.DrawFn, depth: int = 3) -> list[Any]:
    """Items with real linkIds in any place, answers of any kind, and what is no item at all."""
    inner = some_items(depth - 1) if depth else st.just([])
    item = st.fixed_dictionaries(
        {"linkId": st.sampled_from(LINKS)},
        optional={"answer": st.lists(values | json_values, max_size=2) | json_values, "item": inner | json_values},
    )
    found: list[Any] = draw(st.lists(item | json_values, max_size=4))
    return found


def counted(name: str, sent: Any) -> list[Json]:
    """What is kept of answers; Invalid."""
    sent = fhir_json.parse(json.dumps(sent))
    answers = validating.check(TREES[name], NAMES, sent)
    scoring.count(ASKED[name], answers, {"resourceType": "QuestionnaireResponse", "status": "completed"})
    items = json.loads(fhir_json.dump(answers.items()))
    QuestionnaireResponse.model_validate(response(*items) if items else {**response(), "item": None})
    return items


@pytest.mark.feature("E2")
@settings(max_examples=300)
@given(name=st.sampled_from(sorted(ASKED)), items=some_items() | json_values)
def test_whatever_is_sent_is_refused_with_a_reason_or_kept(name: str, items: Any):
    sent = {"resourceType": "QuestionnaireResponse", "item": items}
    for attempt in (counted, lambda name, sent: validating.check_draft(TREES[name], NAMES, sent)):
        errors = []
        try:
            attempt(name, sent)
        except Invalid as refused:
            errors = [*refused.errors, *([] if refused.errors else [None])]
        assert all(each and each.field.startswith("answers") and each.code and each.detail for each in errors)


@st.composite
def right_answers(draw: st.DrawFn, tree: tuple[Question, ...]) -> list[Json]:
    """To every question, each of its own kind; what stands below a question is answered with each answer."""
    return [item for question in tree for item in draw(right_items(question))]


@st.composite
def right_items(draw: st.DrawFn, question: Question) -> list[Json]:
    if question.type in ("display", "attachment") or question.calculated:
        return []
    if question.type == "group":
        copies = draw(st.integers(1, 3)) if question.most != 1 else 1
        return [{"linkId": question.link_id, "item": draw(right_answers(question.items))} for _ in range(copies)]
    chosen = [option.answer for option in question.options if not option.exclusive]
    if chosen:
        most = len(chosen) if question.most != 1 else 1
        several: list[Json] = draw(st.lists(st.sampled_from(chosen), min_size=1, max_size=most, unique_by=json.dumps))
    else:
        several = [{ANSWERS[question.type]: draw(RIGHT[question.type])}]
    below = draw(right_answers(question.items))
    more = {"item": below} if below else {}
    return [{"linkId": question.link_id, "answer": [each | more for each in several]}]


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=90).filter(str.strip)
RIGHT: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "integer": st.integers(1, 10),
    "decimal": st.decimals(0, 100, places=1).map(float),
    "string": words,
    "text": words,
    "url": st.just("https://example.org/knees"),
    "date": st.dates(min_value=date(1900, 1, 1)).map(str),
    "dateTime": st.dates().map(lambda day: f"{day}T08:30:00-05:00"),
    "time": st.times().map(lambda time: time.replace(microsecond=0).isoformat()),
    "quantity": st.integers(1, 500).map(lambda value: {"value": value, "code": "kg"}),
}


@pytest.mark.feature("E2")
@settings(max_examples=60)
@given(data=st.data(), name=st.sampled_from(sorted(ASKED)))
def test_right_answers_are_kept_and_what_is_kept_is_right(data: st.DataObject, name: str):
    kept = counted(name, response(*data.draw(right_answers(TREES[name]))))
    assert kept
    assert counted(name, response(*kept)) == kept
