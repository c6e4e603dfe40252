"""Answers against their questionnaire: what is kept, what is refused and by which word, what does not count (E2)."""

from typing import Any

import pytest

from portal.errors import Invalid
from portal.forms import questions, validating
from tests.forms import (
    NAMES,
    answer,
    calculated,
    coded,
    demo,
    extension,
    group,
    kept,
    options,
    question,
    questionnaire,
    response,
    when,
    within,
    wrong,
)

Json = dict[str, Any]


@pytest.mark.feature("E2")
@pytest.mark.parametrize(
    ("kind", "name", "good", "bad"),
    [
        ("boolean", "valueBoolean", [True, False], ["true", 1, None]),
        ("integer", "valueInteger", [0, -7, 2**31 - 1], [1.5, "1", True, 2**31, None]),
        ("string", "valueString", ["a", "é ñ 漢"], ["", " ", 1, "a\x00b", "x" * 50_001]),
        ("text", "valueString", ["two\nlines"], ["\t", ["a"]]),
        ("date", "valueDate", ["2026", "2026-02", "2024-02-29"], ["2026-02-29", "02/03/2026", "20260203", 2026, ""]),
        ("time", "valueTime", ["08:30:00", "23:59:59.5"], ["24:00:00", "8:30", "08:30", "08:30:00Z"]),
        ("url", "valueUri", ["https://example.org/a"], ["javascript:alert(1)", "example.org", "https://a b", 1]),
        (
            "dateTime",
            "valueDateTime",
            ["2026-02", "2026-02-03T08:30:00-05:00", "2026-02-03T08:30:00.5Z"],
            ["2026-02-03T08:30", "2026-02-03T25:00:00Z", "2026-02-30", "2026-02-03T08:30:00"],
        ),
    ],
)
def test_an_answer_is_of_the_questions_kind_and_real(kind: str, name: str, good: list[Any], bad: list[Any]):
    asked = questionnaire(question("q", kind))
    for value in good:
        assert kept(asked, answer("q", {name: value}))[0]["answer"] == [{name: value}]
    for value in bad:
        assert wrong(asked, answer("q", {name: value}))[0][0] == "q", value
    other = "valueString" if name != "valueString" else "valueBoolean"
    assert wrong(asked, answer("q", {other: "x"})) == [("q", "wrong_type")]


@pytest.mark.feature("E2")
def test_a_choice_is_one_of_those_offered_and_is_kept_as_the_questionnaire_has_it():
    asked = questionnaire(question("q", "choice", answerOption=options("red", "blue")))
    [item] = kept(asked, answer("q", {"valueCoding": {"code": "red", "display": "Not its name"}}))
    assert item == {"linkId": "q", "text": "About q?", "answer": [{"valueCoding": {"code": "red", "display": "Red"}}]}
    for value in (coded("green"), coded("red", "http://other"), {"valueString": "red"}, {"valueCoding": "red"}):
        assert wrong(asked, answer("q", value)) == [("q", "not_an_option")]
    words = questionnaire(question("q", "choice", answerOption=[{"valueString": "A"}, {"valueInteger": 3}]))
    assert kept(words, answer("q", {"valueInteger": 3}))[0]["answer"] == [{"valueInteger": 3}]
    assert wrong(words, answer("q", {"valueString": "B"})) == [("q", "not_an_option")]
    opened = questionnaire(question("q", "open-choice", answerOption=options("red"), maxLength=5))
    assert kept(opened, answer("q", {"valueString": "Green"}))[0]["answer"] == [{"valueString": "Green"}]
    assert wrong(opened, answer("q", {"valueString": "Purple"})) == [("q", "too_long")]
    assert wrong(opened, answer("q", coded("green"))) == [("q", "not_an_option")]


@pytest.mark.feature("E2")
def test_a_choice_without_codes_is_told_by_its_words():
    offered = [{"valueCoding": {"display": "Yes"}}, {"valueCoding": {"display": "No"}}]
    follows = question("why", enableWhen=[when("q", "=", answerCoding={"display": "No"})])
    asked = questionnaire(question("q", "choice", answerOption=offered), follows)
    why = answer("why", {"valueString": "Because"})
    assert kept(asked, answer("q", offered[0]), why)[0]["answer"] == [offered[0]]
    assert kept(asked, answer("q", offered[1]), why)[0]["answer"] == [offered[1]]
    assert [len(kept(asked, answer("q", option), why)) for option in offered] == [1, 2]
    assert wrong(asked, answer("q", {"valueCoding": {}})) == [("q", "not_an_option")]


@pytest.mark.feature("E2")
@pytest.mark.parametrize("how", ["compose", "expansion"])
def test_options_may_be_in_a_value_set_that_the_questionnaire_contains(how: str):
    concepts = [{"code": "a", "display": "A"}, {"code": "b", "display": "B"}]
    listed: Json = {"include": [{"system": "http://s", "concept": concepts}]}
    if how == "expansion":
        inside = [{"system": "http://s"} | each for each in concepts]
        listed = {"timestamp": "2026-01-01", "contains": [{"abstract": True, "display": "All", "contains": inside}]}
    value_set = {"resourceType": "ValueSet", "id": "s", "status": "active", how: listed}
    asked = questionnaire(question("q", "choice", answerValueSet="#s"), contained=[value_set])
    assert kept(asked, answer("q", coded("b", "http://s")))[0]["answer"][0]["valueCoding"]["display"] == "B"
    assert wrong(asked, answer("q", coded("b"))) == [("q", "not_an_option")]


@pytest.mark.feature("E2")
def test_limits_of_numbers_words_and_days_are_held():
    asked = questionnaire(
        question(
            "n", "integer", extension=[extension("minValue", valueInteger=1), extension("maxValue", valueInteger=9)]
        ),
        question("d", "decimal", extension=[extension("maxDecimalPlaces", valueInteger=1)]),
        question("day", "date", extension=[extension("minValue", valueDate="2020-01-01")]),
        question("s", maxLength=3, extension=[extension("minLength", valueInteger=2)]),
    )
    good = answer("n", {"valueInteger": 9}), answer("d", {"valueDecimal": 3}), answer("s", {"valueString": "abc"})
    assert len(kept(asked, *good, answer("day", {"valueDate": "2020-01-01"}))) == 4
    assert wrong(
        asked,
        answer("n", {"valueInteger": 10}),
        answer("d", {"valueDecimal": 3}, {"valueDecimal": 4}),
        answer("day", {"valueDate": "2019-12-31"}),
        answer("s", {"valueString": "a"}),
    ) == [("n", "too_large"), ("d", "too_many"), ("day", "too_small"), ("s", "too_short")]
    assert wrong(asked, answer("n", {"valueInteger": 0})) == [("n", "too_small")]


@pytest.mark.feature("E2")
def test_a_quantity_is_kept_with_a_unit_that_is_offered():
    pounds = {"system": "http://unitsofmeasure.org", "code": "[lb_av]", "display": "pounds"}
    kilos = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kilograms"}
    offered = [extension("questionnaire-unitOption", valueCoding=each) for each in (pounds, kilos)]
    asked = questionnaire(question("w", "quantity", extension=offered))
    found = kept(asked, answer("w", {"valueQuantity": {"value": 70, "code": "kg"}}))[0]["answer"]
    whole = {"value": 70, "unit": "kilograms", "system": "http://unitsofmeasure.org", "code": "kg"}
    assert found == [{"valueQuantity": whole}]
    assert kept(asked, answer("w", {"valueQuantity": {"value": 70, "unit": "kilograms"}}))[0]["answer"] == found
    for unit in ({}, {"code": "g"}, {"unit": "stones"}, {"code": 5}):
        assert wrong(asked, answer("w", {"valueQuantity": {"value": 70} | unit})) == [("w", "unit")]
    assert wrong(asked, answer("w", {"valueQuantity": {"code": "kg"}})) == [("w", "wrong_type")]
    one = questionnaire(question("w", "quantity", extension=[extension("questionnaire-unit", valueCoding=kilos)]))
    assert kept(one, answer("w", {"valueQuantity": {"value": 70}}))[0]["answer"] == found


@pytest.mark.feature("E2")
def test_a_response_follows_the_tree_of_its_questionnaire():
    below = question("below")
    asked = questionnaire(group("g", question("a"), question("b", item=[below])), question("c", repeats=True))
    nested = answer("b", {"valueString": "1", "item": [answer("below", {"valueString": "2"})]})
    found = kept(asked, answer("c", {"valueString": "x"}, {"valueString": "y"}), within("g", nested))
    assert [each["linkId"] for each in found] == ["g", "c"], "in the questionnaire's order"
    assert found[0]["item"][0]["answer"][0]["item"][0]["linkId"] == "below"
    for items, expected in (
        ([answer("a", {"valueString": "1"})], [("a", "unknown")]),
        ([within("g", answer("c", {"valueString": "1"}))], [("c", "unknown")]),
        ([within("g"), within("g")], [("g", "twice")]),
        ([within("g", answer("a", {"valueString": "1"}, {"valueString": "2"}))], [("a", "too_many")]),
        ([answer("c"), answer("c")], [("c", "twice")]),
        ([{"linkId": "c", "answer": {"valueString": "1"}}], [("c", "structure")]),
        ([{"linkId": "c", "answer": [{"valueString": "1", "valueDate": "2026"}]}], [("c", "structure")]),
        ([{"linkId": "c", "value": "1"}], [("c", "structure")]),
        ([{"text": "c"}, "c", None], [("item", "structure")]),
        (
            [within("g", {"linkId": "b", "answer": [{"valueString": "1"}], "item": [answer("below")]})],
            [("b", "structure")],
        ),
    ):
        assert wrong(asked, *items) == expected, items


@pytest.mark.feature("E2")
def test_a_response_is_to_this_questionnaire_and_says_so_rightly():
    asked = questions.read(questionnaire())
    good = answer("why", {"valueString": "x"})
    for more in ({"questionnaire": NAMES[1]}, {"questionnaire": NAMES[0]}, {"status": "in-progress"}):
        assert validating.check(asked, NAMES, response(good, **more)).items()
    for sent in (
        response(good, questionnaire="https://elsewhere.example/q"),
        response(good, status="entered-in-error"),
        {"resourceType": "Questionnaire"},
        [],
        response(good) | {"item": {}},
    ):
        with pytest.raises(Invalid):
            validating.check(asked, NAMES, sent)


@pytest.mark.feature("E2")
def test_how_often_is_counted():
    limits = [
        extension("questionnaire-minOccurs", valueInteger=2),
        extension("questionnaire-maxOccurs", valueInteger=3),
    ]
    asked = questionnaire(
        question("q", repeats=True, extension=limits), group("g", question("a"), repeats=True, extension=limits)
    )
    words = [{"valueString": letter} for letter in "abcd"]
    copies = [within("g", answer("a", word)) for word in words]
    assert len(kept(asked, answer("q", *words[:2]), *copies[:3])) == 4
    assert wrong(asked, answer("q", words[0]), copies[0]) == [("q", "too_few"), ("g", "too_few")]
    assert wrong(asked, answer("q", *words), *copies) == [("q", "too_many"), ("g", "too_many")]
    alone = options("none") + options("a", "b")
    alone[0]["extension"] = [extension("questionnaire-optionExclusive", valueBoolean=True)]
    several = questionnaire(question("q", "choice", repeats=True, answerOption=alone))
    assert wrong(several, answer("q", coded("none"), coded("a"))) == [("q", "exclusive")]
    assert wrong(several, answer("q", coded("a"), coded("a"))) == [("q", "twice")]


@pytest.mark.feature("E2")
def test_what_nobody_can_enter_comes_from_the_questionnaire():
    asked = questionnaire(
        question("fixed", readOnly=True, initial=[{"valueString": "v1"}]),
        question("hidden", "boolean", required=True, extension=[extension("questionnaire-hidden", valueBoolean=True)]),
        question("sum", "integer", extension=[calculated("1 + 1")]),
        question("free", initial=[{"valueString": "suggested"}]),
    )
    sent = [answer("fixed", {"valueString": "v2"}), answer("sum", {"valueInteger": 99})]
    found = kept(asked, *sent, answer("free", {"valueString": "mine"}))
    assert [(each["linkId"], each["answer"][0]["valueString"]) for each in found] == [("fixed", "v1"), ("free", "mine")]
    assert kept(asked)[0]["linkId"] == "fixed"
    assert len(kept(asked)) == 1, "what was suggested is not what was answered"


@pytest.mark.feature("E2")
def test_the_demos_long_form_is_answered():
    yes = {"valueBoolean": True}
    place = "https://riverside.example/answers"
    about = within("about", answer("reason", {"valueString": "My knee"}), answer("pain", {"valueInteger": 0}))
    medicine = within("medicine", answer("medicine-name", {"valueString": "Iron"}))
    medicines = within("medicines", answer("takes", yes), medicine, medicine)
    allergies = within("allergies", answer("allergic", coded("none", place)))
    habits = within("habits", answer("smokes", coded("never", place)))
    asked = demo("before-your-visit")
    assert len(kept(asked, about, medicines, allergies, habits)) == 4
    assert wrong(asked, about, within("medicines", answer("takes", yes)), allergies, habits) == [
        ("medicine-name", "missing")
    ]
    assert ("pain-where", "missing") in wrong(asked, within("about", answer("pain", {"valueInteger": 3})))
