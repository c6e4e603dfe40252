"""What Kinchart counts from answers, and what it does not (E2)."""

from resource import RLIM_INFINITY, RLIMIT_AS, RUSAGE_SELF, getrlimit, getrusage
from typing import Any

import pytest

from portal.forms import questions, scoring, validating
from portal.records import fhir_json
from tests.forms import (
    LOINC,
    answer,
    calculated,
    coded,
    demo,
    extension,
    group,
    phq9,
    question,
    questionnaire,
    response,
)
from tests.forms import within as inside

Json = dict[str, Any]
#: AUDIT-C, with the codes of its LOINC panel.
AUDIT_C = ("68518-0", "68519-8", "68520-6")


def weighed(*weights: int | None) -> list[Json]:
    """Options a, b, c … with these weights."""
    return [
        {"valueCoding": {"code": code}}
        | ({"extension": [extension("ordinalValue", valueDecimal=weight)]} if weight is not None else {})
        for code, weight in zip("abcd", weights, strict=False)
    ]


def scores(asked: Json, *items: Json, sent: Json | None = None) -> dict[str, Any]:
    """By linkId; and what is kept says the same."""
    asked = fhir_json.parse(fhir_json.dump(asked))
    answers = validating.check(questions.read(asked), ["q"], sent or response(*items))
    counted = scoring.count(asked, answers, {"resourceType": "QuestionnaireResponse", "status": "completed"})
    by_link = {node.question.link_id: node for node in answers.every()}
    for score in counted:
        assert bool(by_link[score.link_id].answers) == (score.value is not None)
    return {score.link_id: score.value for score in counted}


def total(link_id: str = "total", **more: Any) -> Json:
    return question(link_id, "decimal", readOnly=True) | more


@pytest.mark.feature("E2")
@pytest.mark.parametrize(("weights", "expected"), [((0,) * 9, 0), ((3,) * 9, 27), ((1, 2, 3, 0, 1, 2, 3, 0, 1), 13)])
def test_phq_9_is_the_sum_of_its_nine_answers(weights: tuple[int, ...], expected: int):
    assert scores(demo("phq-9"), sent=phq9(*weights)) == {"phq9-total": expected}


@pytest.mark.feature("E2")
def test_what_a_client_sends_as_a_total_counts_nothing():
    sent = phq9(*[1] * 9)
    sent["item"].append(answer("phq9-total", {"valueDecimal": 27}))
    assert scores(demo("phq-9"), sent=sent) == {"phq9-total": 9}


@pytest.mark.feature("E2")
def test_a_total_that_loinc_defines_is_the_sum_of_the_questions_that_loinc_names():
    asked = [question(c, "choice", code=[{"system": LOINC, "code": c}], answerOption=weighed(0, 1, 2)) for c in AUDIT_C]
    # Not marked as read-only, as it often is; and other weighed questions around it.
    last = question("total", "decimal", code=[{"system": LOINC, "code": "75626-2"}])
    form = questionnaire(group("g", *asked), question("more", "choice", answerOption=weighed(9)), last)
    given = [answer(code, coded("c")) for code in AUDIT_C]
    assert scores(form, inside("g", *given), answer("more", coded("a"))) == {"total": 6}
    assert scores(form, inside("g", *given[:2])) == {"total": None}, "one of them is not answered"
    assert scores(questionnaire(asked[0], asked[1], last), *given[:2]) == {"total": None}, "one of them is not asked"


@pytest.mark.feature("E2")
def test_another_total_is_the_sum_of_the_weights_beside_and_below_it():
    one, two = (question(name, "choice", answerOption=weighed(1, 2, None)) for name in ("one", "two"))
    both = answer("one", coded("a")), answer("two", coded("b"))
    assert scores(questionnaire(one, two, total()), *both) == {"total": 3}
    grouped = questionnaire(group("g", one, two), group("end", total()))
    assert scores(grouped, inside("g", *both)) == {"total": 3}
    apart = questionnaire(group("g", one, total()), two)
    assert scores(apart, inside("g", both[0]), both[1]) == {"total": 1}
    several = questionnaire(one | {"repeats": True}, total())
    assert scores(several, answer("one", coded("a"), coded("b"))) == {"total": 3}


@pytest.mark.feature("E2")
def test_what_would_have_to_be_guessed_is_not_counted():
    one, two = (question(name, "choice", answerOption=weighed(1, 2, None)) for name in ("one", "two"))
    for form, items in (
        (questionnaire(one, two, total()), [answer("one", coded("a"))]),
        (questionnaire(one, total()), [answer("one", coded("c"))]),
        (questionnaire(one, question("n", "integer"), total()), [answer("one", coded("a"))]),
        (questionnaire(one, total("first"), total()), [answer("one", coded("a"))]),
        (questionnaire(question("q"), total()), [answer("q", {"valueString": "x"})]),
        (questionnaire(one, total(extension=[extension("maxValue", valueDecimal=0)])), [answer("one", coded("b"))]),
    ):
        assert scores(form, *items)["total"] is None
    asked = one | {"enableWhen": [{"question": "yes", "operator": "=", "answerBoolean": True}]}
    assert scores(questionnaire(question("yes", "boolean"), asked, two, total()), answer("two", coded("a"))) == {
        "total": 1
    }, "a question that is not asked is not missed"


@pytest.mark.feature("E2")
@pytest.mark.parametrize(
    ("kind", "expression", "expected"),
    [
        ("decimal", "%resource.item.where(linkId = 'n').answer.value * 2.5", 10),
        ("decimal", "%resource.item.where(linkId = 'n').answer.value / 3", pytest.approx(4 / 3)),
        ("integer", "%resource.item.answer.value.weight().sum()", 3),
        ("integer", "%resource.item.answer.value.ordinal().sum()", 3),
        ("integer", "%doubled + 1", 9),
        ("integer", "%first + 1", 10),
        ("string", "iif(%resource.item.where(linkId = 'n').answer.value > 3, 'high', 'low')", "high"),
        ("boolean", "%resource.item.where(linkId = 'n').answer.value > 3", True),
        ("integer", "%questionnaire.item.count()", 4),
        ("integer", "%resource.item.where(linkId = 'none').answer.value", None),
        ("integer", "%resource.item.linkId", None),
        ("integer", "'three'", None),
        ("integer", "1.5", None),
        ("integer", "(((", None),
        ("integer", "%nothing", None),
        ("integer", "1 / 0", None),
        ("string", "%resource.item.linkId.first().matches('(a+)+$')", None),
        ("integer", "1 + 1" + " + 1" * 3000, None),
        ("integer", "repeat(%resource | %resource.item).count()", None),
    ],
)
def test_a_calculated_item_is_what_its_expression_says_or_nothing(kind: str, expression: str, expected: Any):
    doubled = {"name": "doubled", "language": "text/fhirpath", "expression": "%first"}
    first = {
        "name": "first",
        "language": "text/fhirpath",
        "expression": "%resource.item.where(linkId = 'n').answer.value",
    }
    first["expression"] += " + 5" if "%first" in expression else " + 4"
    variables = [extension("variable", valueExpression=each) for each in (first, doubled)]
    form = questionnaire(
        question("n", "integer"),
        question("c", "choice", answerOption=weighed(3)),
        question("result", kind, readOnly=True, extension=[*variables, calculated(expression)]),
        question("after", "integer", extension=[calculated("%resource.item.where(linkId = 'result').count()")]),
    )
    found = scores(form, answer("n", {"valueInteger": 4}), answer("c", coded("a")))
    assert found["result"] == expected
    assert found["after"] == (expected is not None), "a later one counts on those before"


@pytest.mark.feature("E2")
def test_an_expression_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(scoring, "SECONDS", 0.2)
    long = "%resource.descendants()" + ".select(%resource.descendants())" * 6 + ".count()"
    form = questionnaire(
        question("n", "integer"),
        question("slow", "integer", extension=[calculated(long)]),
        question("next", "integer", extension=[calculated("1")]),
    )
    assert scores(form, answer("n", {"valueInteger": 4})) == {"slow": None, "next": None}


@pytest.mark.feature("E2")
@pytest.mark.parametrize(
    "doubled", ["'x'" + ".select($this & $this)" * 34, "'xxxxxxxxxx'" + ".replace('x', 'xxxxxxxxxx')" * 9]
)
def test_an_expression_that_fills_the_memory_is_given_up(doubled: str):
    before = getrusage(RUSAGE_SELF).ru_maxrss
    form = questionnaire(
        question("n", "integer"), question("large", "integer", extension=[calculated(f"{doubled}.length()")])
    )
    assert scores(form, answer("n", {"valueInteger": 4})) == {"large": None}
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 2 * scoring.ROOM // 1024
    assert getrlimit(RLIMIT_AS)[0] == RLIM_INFINITY


@pytest.mark.feature("E2")
def test_pack_years_of_the_demo_are_counted_where_they_are_asked():
    place = "https://riverside.example/answers"
    rest = [
        inside("about", answer("reason", coded("check-up", place))),
        inside("medicines", answer("takes", {"valueBoolean": False})),
        inside("allergies", answer("allergic", coded("nuts", place))),
    ]
    smoking = inside(
        "smoking", answer("smoking-day", {"valueInteger": 15}), answer("smoking-years", {"valueDecimal": 10})
    )
    assert scores(
        demo("before-your-visit"), *rest, inside("habits", answer("smokes", coded("past", place)), smoking)
    ) == {"smoking-packs": 7.5}
    assert scores(demo("before-your-visit"), *rest, inside("habits", answer("smokes", coded("never", place)))) == {}
