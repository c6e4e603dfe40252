"""Which questionnaires may be asked here, and why the others may not: each with the place (D7)."""

import json
from typing import Any

import pytest

from portal.errors import Invalid
from portal.forms import asking
from portal.records import fhir_json
from tests.forms import calculated, demo, extension, group, options, question, questionnaire, when

Json = dict[str, Any]
FILE = question("file", "attachment")
OUTSIDE = question("q", "choice", answerValueSet="http://hl7.org/fhir/ValueSet/administrative-gender")


def checked(asked: Json) -> asking.Asked:
    return asking.checked(fhir_json.parse(json.dumps(asked)), "questionnaire")


@pytest.mark.feature("D7")
@pytest.mark.parametrize(
    "asked",
    [
        questionnaire(question("q"), FILE),
        questionnaire(question("other"), OUTSIDE),
        questionnaire(OUTSIDE | {"type": "open-choice", "required": True}),
        questionnaire(group("g", group("h", question("q")))),
        questionnaire(question("later", enableWhen=[when("q", "exists", answerBoolean=True)]), question("q")),
        questionnaire(question("q", extension=[{"url": "http://elsewhere.example/x", "valueString": "y"}])),
        questionnaire(question("q", "decimal", extension=[calculated("(((")])),
    ],
    ids=["an optional file", "optional options elsewhere", "own words", "nested", "a later question", "unknown", "no"],
)
def test_what_can_be_filled_in_goes_in(asked: Json):
    assert checked(asked).title == "A form"


REFUSED = {
    "not FHIR": ({"title": "x"}, "questionnaire", "structure"),
    "another resource": ({"resourceType": "Patient"}, "questionnaire", "structure"),
    "no status": ({"resourceType": "Questionnaire", "item": [question("q")]}, ".status", "required"),
    "a wrong status": (questionnaire(status="done"), ".status", "code-invalid"),
    "retired": (questionnaire(status="retired"), ".status", "retired"),
    "no title": (questionnaire(title=" "), ".title", "value"),
    "no name at all": ({k: v for k, v in questionnaire().items() if k != "title"}, ".title", "required"),
    "nothing to answer": (questionnaire(question("q", "display")), ".item", "required"),
    "an unknown element": (questionnaire(question("q", colour="red")), ".item[0].colour", "structure"),
    "an unknown type": (questionnaire(question("q", "colour")), ".item[0].type", "code-invalid"),
    "an abstract type": (questionnaire(question("q", "question")), ".item[0].type", "code-invalid"),
    "the same linkId twice": (questionnaire(question("q"), group("g", question("q"))), ".item", "invariant"),
    "a file is needed": (questionnaire(FILE | {"required": True}), ".item[0]", "not-supported"),
    "a reference is needed": (
        questionnaire(group("g", question("q", "reference", required=True))), ".item[0].item[0]", "not-supported",
    ),
    "options elsewhere": (questionnaire(OUTSIDE | {"required": True}), ".item[0].answerValueSet", "not-supported"),
    "a set that is not there": (
        questionnaire(question("q", "choice", required=True, answerValueSet="#none")), ".item[0].answerValueSet",
        "not-supported",
    ),
    "options of no choice": (questionnaire(question("q", answerOption=options("a"))), ".item[0]", "invariant"),
    "asked by an expression": (
        questionnaire(question("q", extension=[{
            "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
            "valueExpression": {"language": "text/fhirpath", "expression": "true"},
        }])), ".item[0]", "not-supported",
    ),
    "an unknown question": (
        questionnaire(question("q", enableWhen=[when("r", "exists", answerBoolean=True)])),
        ".item[0].enableWhen[0].question", "not-found",
    ),
    "itself": (
        questionnaire(question("q", enableWhen=[when("q", "exists", answerBoolean=True)])),
        ".item[0].enableWhen[0].question", "not-found",
    ),
    "a question inside of it": (
        questionnaire(group("g", question("q"), enableWhen=[when("q", "exists", answerBoolean=True)])),
        ".item[0].enableWhen[0].question", "not-found",
    ),
    "a group": (
        questionnaire(question("q", enableWhen=[when("g", "exists", answerBoolean=True)]), group("g", question("r"))),
        ".item[0].enableWhen[0].question", "not-found",
    ),
    "a total": (
        questionnaire(
            question("t", "integer", readOnly=True), question("q", enableWhen=[when("t", ">", answerInteger=3)])
        ), ".item[1].enableWhen[0].question", "not-supported",
    ),
    "an answer that it has not": (
        questionnaire(question("q"), question("r", enableWhen=[when("q", "=", answerInteger=3)])),
        ".item[1].enableWhen[0]", "value",
    ),
    "an order that it has not": (
        questionnaire(question("q", "boolean"), question("r", enableWhen=[when("q", ">", answerBoolean=True)])),
        ".item[1].enableWhen[0].operator", "value",
    ),
    "no word on how conditions go together": (
        questionnaire(question("q"), question("r", enableWhen=[when("q", "=", answerString="a")] * 2)),
        ".item[1].enableBehavior", "invariant",
    ),
    "a wrong initial value": (
        questionnaire(question("q", "integer", initial=[{"valueString": "a"}])), ".item[0].initial[0]", "value",
    ),
    "more than there may be": (
        questionnaire(question("q", required=True, repeats=True, extension=[
            extension("questionnaire-maxOccurs", valueInteger=0)
        ])), ".item[0]", "invariant",
    ),
    "a script": (
        questionnaire(text={"status": "generated", "div": "<div><script>1</script></div>"}), ".text.div", "security",
    ),
    "somebody's record": (
        questionnaire(question("q", "choice", answerOption=[{"valueReference": {"reference": "Patient/1"}}])),
        ".item[0].answerOption[0].valueReference", "forbidden",
    ),
    "too large": (questionnaire(description="x" * 205_000), "questionnaire", "too-long"),
    "too many": (questionnaire(*(question(f"q{n}", "boolean") for n in range(1001))), ".item", "too-long"),
}  # fmt: skip


@pytest.mark.feature("D7")
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_filled_in_is_refused_with_the_place_and_the_reason(name: str):
    asked, place, code = REFUSED[name]
    with pytest.raises(Invalid) as refused:
        checked(asked)
    wanted = place if place == "questionnaire" else f"questionnaire{place}"
    assert (wanted, code) in [(each.field, each.code) for each in refused.value.errors], refused.value.errors
    assert all(each.detail for each in refused.value.errors)


@pytest.mark.feature("D7")
def test_items_are_nested_ten_deep_at_most():
    deep = question("q")
    for level in range(9):
        deep = group(f"g{level}", deep)
    assert checked(questionnaire(deep)).questions == 1
    with pytest.raises(Invalid):
        checked(questionnaire(group("one more", deep)))


@pytest.mark.feature("D7")
def test_what_there_is_to_answer_is_counted():
    assert [checked(demo(name)).questions for name in ("phq-9", "daily-life", "before-your-visit")] == [10, 13, 20]
