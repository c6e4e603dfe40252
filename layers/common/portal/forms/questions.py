"""What a questionnaire asks: its items as the checks of answers need them.

https://hl7.org/fhir/R4/questionnaire.html, with the extensions that FHIR's core and Structured Data Capture define for
limits, units, weights and calculated items.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .form import Json

CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
#: An option's weight in a score: R4's name, and that of R5 and SDC 4.
WEIGHTS = (f"{CORE}ordinalValue", f"{CORE}itemWeight")
CALCULATED = f"{SDC}calculatedExpression"
VARIABLE = f"{CORE}variable"
LOINC = "http://loinc.org"

#: What an answer to each type of item is called. Attachments and references are not answered here.
ANSWERS = {
    "boolean": "valueBoolean", "decimal": "valueDecimal", "integer": "valueInteger", "date": "valueDate",
    "dateTime": "valueDateTime", "time": "valueTime", "string": "valueString", "text": "valueString", "url": "valueUri",
    "quantity": "valueQuantity", "choice": "valueCoding", "open-choice": "valueCoding",
}  # fmt: skip
ELSEWHERE = ("attachment", "reference")

#: LOINC's totals that are not marked as calculated everywhere, each with the questions that it is the sum of.
TOTALS = {
    "44261-6": "44250-9 44255-8 44259-0 44254-1 44251-7 44258-2 44252-5 44253-3 44260-8",  # PHQ-9
    "55758-7": "44250-9 44255-8",  # PHQ-2
    "70274-6": "69725-0 68509-9 69733-4 69734-2 69735-9 69689-8 69736-7",  # GAD-7
    "75626-2": "68518-0 68519-8 68520-6",  # AUDIT-C
}


@dataclass(frozen=True)
class Option:
    """`answer` is as a response has it: a Coding with its weight, or one of `valueString`, `valueInteger` …"""

    answer: Json
    weight: Any
    exclusive: bool
    initial: bool


@dataclass(frozen=True)
class Question:
    """An item. `least` and `most` are how many answers, or copies of a group, there may be; `total` are the LOINC codes
    of the questions that a known total counts."""

    link_id: str
    type: str
    text: str | None
    required: bool
    least: int
    most: int | None
    given: bool
    """Read-only or hidden: the questionnaire answers it by itself."""
    calculated: bool
    """Counted by us: by an expression, or as a total."""
    codes: tuple[str, ...]
    options: tuple[Option, ...]
    initial: tuple[Json, ...]
    conditions: tuple[Json, ...]
    any: bool
    items: tuple["Question", ...]
    source: Json = field(repr=False)

    @property
    def asks(self) -> bool:
        """Whether it has answers of its own."""
        return self.type not in ("group", "display")

    def extension(self, url: str) -> Any:
        """The value of an extension of the item, None when there is none."""
        return extension(self.source, url)

    def expression(self) -> str | None:
        found = self.extension(CALCULATED)
        return found.get("expression") if isinstance(found, dict) else None

    def below(self) -> Iterator["Question"]:
        """Itself and all that it contains, in their order."""
        yield self
        for item in self.items:
            yield from item.below()


def read(questionnaire: Json) -> tuple[Question, ...]:
    """The items of a questionnaire that was checked."""
    sets = {f"#{c.get('id')}": c for c in questionnaire.get("contained", []) if c.get("resourceType") == "ValueSet"}
    return tuple(_question(item, sets) for item in questionnaire.get("item", []))


def every(questions: tuple[Question, ...]) -> list[Question]:
    """With those inside of others, in their order."""
    return [each for question in questions for each in question.below()]


def extension(element: Json, url: str) -> Any:
    found: Json = next((each for each in element.get("extension", []) if each.get("url") == url), {})
    return next((value for name, value in found.items() if name.startswith("value")), None)


def expanded(value_set: Json) -> list[Json] | None:
    """The codings of a contained value set; None when it would take a terminology server to know them."""
    contains = value_set.get("expansion", {}).get("contains")
    if contains:
        return list(_contained(contains))
    compose = value_set.get("compose", {})
    includes = compose.get("include", [])
    if not includes or compose.get("exclude") or any("concept" not in each for each in includes):
        return None
    return [
        dict([*_of(each, "system", "version"), *_of(concept, "code", "display")])
        for each in includes
        for concept in each["concept"]
    ]


def _contained(contains: list[Json]) -> Iterator[Json]:
    for each in contains:
        if each.get("code") and not each.get("abstract"):
            yield dict(_of(each, "system", "version", "code", "display"))
        yield from _contained(each.get("contains", []))


def _of(node: Json, *names: str) -> list[tuple[str, Any]]:
    return [(name, node[name]) for name in names if name in node]


def _question(item: Json, sets: dict[str, Json]) -> Question:
    items = tuple(_question(each, sets) for each in item.get("item", []))
    options = _options(item, sets)
    codes = tuple(code["code"] for code in item.get("code", []) if code.get("system") == LOINC and "code" in code)
    number = item["type"] in ("decimal", "integer")
    total = number and (any(code in TOTALS for code in codes) or (item.get("readOnly") is True and not _initial(item)))
    hidden = extension(item, f"{CORE}questionnaire-hidden") is True
    least, most = extension(item, f"{CORE}questionnaire-minOccurs"), extension(item, f"{CORE}questionnaire-maxOccurs")
    return Question(
        link_id=item["linkId"],
        type=item["type"],
        text=item.get("text"),
        required=item.get("required") is True,
        least=max(least or 0, int(item.get("required") is True)),
        most=most if item.get("repeats") else 1,
        given=hidden or item.get("readOnly") is True,
        calculated=total or (item["type"] in ANSWERS and extension(item, CALCULATED) is not None),
        codes=codes,
        options=options,
        initial=tuple(_initial(item)) + tuple(each.answer for each in options if each.initial),
        conditions=tuple(item.get("enableWhen", [])),
        any=item.get("enableBehavior") == "any",
        items=items,
        source=item,
    )


def _initial(item: Json) -> list[Json]:
    return [] if item["type"] == "group" else [_answer(each) for each in item.get("initial", [])]


def _answer(element: Json) -> Json:
    """What is answered, without what an option tells of itself."""
    answer = {name: value for name, value in element.items() if name.startswith("value")}
    if "valueCoding" in answer:
        coding = answer["valueCoding"]
        answer["valueCoding"] = dict(_of(coding, "system", "version", "code", "display"))
        weights = [e for e in (*element.get("extension", []), *coding.get("extension", [])) if e["url"] in WEIGHTS]
        if weights:
            # A response with it can be counted again without its questionnaire.
            answer["valueCoding"]["extension"] = weights[:1]
    return answer


def _options(item: Json, sets: dict[str, Json]) -> tuple[Option, ...]:
    listed = [
        Option(
            answer=_answer(each),
            weight=_weight(each),
            exclusive=extension(each, f"{CORE}questionnaire-optionExclusive") is True,
            initial=each.get("initialSelected") is True,
        )
        for each in item.get("answerOption", [])
    ]
    codings = expanded(sets[item["answerValueSet"]]) if item.get("answerValueSet") in sets else None
    named = [Option({"valueCoding": coding}, None, exclusive=False, initial=False) for coding in codings or []]
    return (*listed, *named)


def _weight(option: Json) -> Any:
    for element in (option, option.get("valueCoding", {})):
        for url in WEIGHTS:
            if (found := extension(element, url)) is not None:
                return found
    return None
