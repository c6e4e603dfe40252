"""The words of the printed file: complete in both languages, and what FHIR's values say in them."""

import json
from typing import Any

import pytest

from portal.exports import english, results, spanish, telling
from portal.exports.values import Words
from portal.records import fhir_json
from portal.records.parameters import SERVED

UP_TO_4 = [{"high": {"value": 4, "unit": "%"}}]
EN, ES = Words("en", "America/New_York"), Words("es", None)


def test_both_languages_have_the_same_words_and_none_too_many():
    for name in ("TEXTS", "PARTS", "LABELS", "CODES"):
        assert getattr(english, name).keys() == getattr(spanish, name).keys()
    tellings = [*telling.TELLINGS.values(), telling.OTHER, telling.OBSERVATION]
    used = {label.removesuffix("@") for each in tellings for label, _ in each.facts}
    assert used | {"test", "result", "range", "interpretation"} == english.LABELS.keys()
    assert {each.part for each in tellings} <= english.PARTS.keys()


def test_every_type_that_is_served_has_words_or_is_for_programs():
    told = telling.TELLINGS.keys() | telling.TECHNICAL | {"Observation"}
    assert set(SERVED) - told == set()


def parsed(value: Any) -> Any:
    return fhir_json.parse(json.dumps(value)) if not isinstance(value, str) else fhir_json.parse(value)


@pytest.mark.parametrize(
    ("value", "english_words", "spanish_words"),
    [
        ('"2026"', "2026", "2026"),
        ('"2026-03"', "March 2026", "marzo de 2026"),
        ('"2026-03-02"', "March 2, 2026", "2 de marzo de 2026"),
        ('"5551-23"', "5551-23", None),
        ('"1234-00"', "1234-00", None),
        ('"2026-02-30"', "2026-02-30", None),
        ('"0000-01-01"', "0000-01-01", None),
        ('"2026-02-30T10:00:00Z"', "2026-02-30T10:00:00Z", None),
        ('"2026-03-02T02:00:00Z"', "March 1, 2026", "2 de marzo de 2026"),
        ('"2026-03-02T23:30:00-05:00"', "March 2, 2026", "2 de marzo de 2026"),
        ('{"start":"2026-03-02","end":"2026-03-04"}', "March 2, 2026 to March 4, 2026", None),
        ('{"start":"2026-03-02"}', "since March 2, 2026", "desde el 2 de marzo de 2026"),
        ('{"value":1.20,"unit":"10*3/uL"}', "1.20 × 10³/uL", "1.20 × 10³/uL"),
        ('{"value":5,"comparator":"<","unit":"{score}"}', "< 5", None),
        ('{"value":12.5,"currency":"USD"}', "$12.50", "$12.50"),
        ('{"low":{"value":1,"unit":"g"},"high":{"value":2,"unit":"g"}}', "1 to 2 g", "1 a 2 g"),
        ('{"high":{"value":2,"unit":"g"}}', "2 g or less", "2 g o menos"),
        ('{"coding":[{"code":"a","display":"Asthma"}]}', "Asthma", None),
        ('{"text":"Her words","coding":[{"display":"Asthma"}]}', "Her words", None),
        ('{"family":"Ruiz","given":["Elena"],"prefix":["Dr."]}', "Dr. Elena Ruiz", None),
        ('{"line":["48 Willow Street"],"city":"Riverside","state":"MA","postalCode":"01002"}',
         "48 Willow Street, Riverside, MA 01002", None),
        ('{"reference":"Practitioner/1","display":"Dr. Ruiz"}', "Dr. Ruiz", None),
        ('{"reference":"Practitioner/1"}', "", None),
        ('{"text":"Better","time":"2026-03-02","authorString":"Dr. Ruiz"}', "Better (Dr. Ruiz, March 2, 2026)", None),
        ('{"timing":{"repeat":{"frequency":2,"period":1,"periodUnit":"d"}}}', "2 times in 1 days", None),
        ('[true,false,null,"",{}]', "Yes; No", "Sí; No"),
        ('{"code":{"coding":[{"code":"BID"}]}}', "BID", None),
        ('{"unheard":"of"}', "", None),
    ],
)  # fmt: skip
def test_values_in_words(value: str, english_words: str, spanish_words: str | None):
    assert EN.say(parsed(value)) == english_words
    assert spanish_words is None or ES.say(parsed(value)) == spanish_words


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"valueQuantity": {"value": 5, "unit": "%"}}, ""),
        ({"valueQuantity": {"value": 5, "unit": "%"}, "referenceRange": UP_TO_4}, "Above range"),
        ({"valueQuantity": {"value": 5, "unit": "%"}, "referenceRange": [{"low": {"value": 6, "unit": "g"}}]}, ""),
        ({"valueQuantity": {"value": 5, "comparator": "<"}, "referenceRange": [{"low": {"value": 6}}]}, ""),
        ({"valueQuantity": {"value": 5}, "referenceRange": [{"low": {"value": 5}, "high": {"value": 5}}]}, "In range"),
        ({"valueString": "Negative", "interpretation": [{"coding": [{"code": "A"}]}]}, "Not normal"),
    ],
)  # fmt: skip
def test_what_a_result_means(part: dict[str, Any], words: str):
    [[_, _, _, told]] = results.rows(EN, parsed({"code": {"text": "A test"}} | part))
    assert told == words
