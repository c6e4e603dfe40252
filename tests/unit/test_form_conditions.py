"""Which questions are asked, given the answers to others: enableWhen, and what is required then (E2)."""

from typing import Any

import pytest

from tests.forms import answer, checked, group, kept, options, question, questionnaire, response, when, within, wrong

Json = dict[str, Any]


@pytest.mark.feature("E2")
def test_what_is_required_is_missed_only_where_it_is_asked():
    more = question("more", required=True, enableWhen=[when("q", "=", answerBoolean=True)])
    asked = questionnaire(question("q", "boolean", required=True), more)
    assert wrong(asked) == [("q", "missing")]
    assert wrong(asked, answer("q", {"valueBoolean": True})) == [("more", "missing")]
    assert len(kept(asked, answer("q", {"valueBoolean": False}))) == 1
    inside = questionnaire(question("q", "boolean", item=[question("below", required=True)]))
    assert kept(inside) == []
    assert wrong(inside, answer("q", {"valueBoolean": True})) == [("below", "missing")]


@pytest.mark.feature("E2")
def test_answers_that_others_made_needless_are_left_out_and_told():
    chain = [
        question("a", "boolean"),
        question("b", "boolean", enableWhen=[when("a", "=", answerBoolean=True)]),
        group("g", question("c"), enableWhen=[when("b", "=", answerBoolean=True)]),
    ]
    no, yes = {"valueBoolean": False}, {"valueBoolean": True}
    sent = response(answer("a", no), answer("b", yes), within("g", answer("c", {"valueString": "x"})))
    found = checked(questionnaire(*chain), sent)
    assert [each["linkId"] for each in found.items()] == ["a"]
    assert found.left_out() == ["b", "c"]
    # What is wrong in what does not count is nobody's business.
    assert kept(questionnaire(*chain), answer("a", no), answer("b", {"valueString": "?"})) == found.items()


@pytest.mark.feature("E2")
@pytest.mark.parametrize(
    ("kind", "given", "holds", "fails"),
    [
        ("integer", {"valueInteger": 5}, ["= 5", "!= 4", "> 4", "< 6", ">= 5", "<= 5"], ["= 4", "!= 5", "> 5", "< 5"]),
        ("decimal", {"valueDecimal": 5}, ["> 4", "= 5"], ["< 5"]),
        ("date", {"valueDate": "2026-03-01"}, ["> 2026-02-28", "= 2026-03-01"], ["< 2026-03-01", "!= 2026-03-01"]),
        ("string", {"valueString": "b"}, ["> a", "!= a"], ["< a"]),
        ("boolean", {"valueBoolean": True}, ["= True", "exists True"], ["!= True", "exists False"]),
        ("choice", {"valueCoding": {"code": "red"}}, ["= red", "!= blue"], ["= blue", "!= red"]),
        ("quantity", {"valueQuantity": {"value": 5, "unit": "kg"}}, ["> 4"], ["> 5"]),
        ("time", {"valueTime": "08:30:00"}, ["< 09:00:00"], ["> 09:00:00"]),
        ("dateTime", {"valueDateTime": "2026-03-01T08:00:00Z"}, ["= 2026-03-01T03:00:00-05:00"], []),
    ],
)
def test_every_operator_means_what_fhir_says(kind: str, given: Json, holds: list[str], fails: list[str]):
    [name] = given
    for text in holds + fails:
        operator, _, value = text.partition(" ")
        read: Any = {"integer": int, "decimal": int, "boolean": lambda word: word == "True"}.get(kind, str)(value)
        if kind in ("choice", "quantity"):
            read = {"code": value} if kind == "choice" else {"value": int(value), "unit": "kg"}
        condition = when("q", operator, **{name.replace("value", "answer"): read})
        more = {"answerOption": options("red", "blue")} if kind == "choice" else {}
        asked = questionnaire(question("q", kind, **more), question("then", "boolean", enableWhen=[condition]))
        found = kept(asked, answer("q", given), answer("then", {"valueBoolean": True}))
        assert len(found) == (2 if text in holds else 1), text
        unanswered = kept(asked, answer("then", {"valueBoolean": True}))
        assert len(unanswered) == (1 if text == "exists False" else 0), text


@pytest.mark.feature("E2")
@pytest.mark.parametrize(("behavior", "shown"), [("all", [False, False, True]), ("any", [False, True, True])])
def test_several_conditions_all_count_or_any(behavior: str, shown: list[bool]):
    conditions = [when("a", "=", answerBoolean=True), when("b", "=", answerBoolean=True)]
    last = question("c", "boolean", enableWhen=conditions, enableBehavior=behavior)
    asked = questionnaire(question("a", "boolean"), question("b", "boolean"), last)
    for count, expected in enumerate(shown):
        given = [answer(name, {"valueBoolean": n < count}) for n, name in enumerate("ab")]
        assert (len(kept(asked, *given, answer("c", {"valueBoolean": True}))) == 3) == expected


@pytest.mark.feature("E2")
def test_in_copies_of_a_group_the_nearest_question_counts():
    why = question("why", required=True, enableWhen=[when("pain", "=", answerBoolean=True)])
    asked = questionnaire(group("place", question("pain", "boolean"), why, repeats=True))
    yes, no = ([answer("pain", {"valueBoolean": each})] for each in (True, False))
    because = answer("why", {"valueString": "x"})
    found = kept(asked, within("place", *no), within("place", *yes, because), within("place", *no, because))
    assert [len(each["item"]) for each in found] == [1, 2, 1]
    assert wrong(asked, within("place", *no, because), within("place", *yes)) == [("why", "missing")]
