"""Searches as they are written, and what a record is found by."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Malformed
from portal.records import bodies, search
from portal.records.checked import Checked
from portal.records.index import instant
from portal.records.sections import section_of, sections_of
from portal.records.spans import BEGINNING, END
from portal.store.items import Record


def bounds(*dates: str) -> tuple[str, str]:
    found = search.read("Observation", [("date", date) for date in dates])
    return found.first, found.last


def dated(**more: Any) -> Record:
    resource = {"resourceType": "Observation", "id": "a1c"} | more
    return Checked.of(resource, "a1c").kept("CHART#c", received="", at=datetime(2026, 5, 1, tzinfo=UTC))


def finds(record: Record, *dates: str, name: str = "date") -> bool:
    return search.read(record.type, [(name, date) for date in dates]).holds(record)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2026", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"),
        ("2026-12", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"),
        ("eq2026-02", "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"),
        ("2024-02-29", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"),
        ("sa2026-03-02", "2026-03-03T00:00:00.000Z", END),
        ("ge2026-03-02", BEGINNING, END),
        ("le2026-03-02", BEGINNING, "2026-03-03T00:00:00.000Z"),
        ("lt2026-03-02", BEGINNING, "2026-03-02T00:00:00.000Z"),
        ("2026-03-02T08:30-05:00", "2026-03-02T13:30:00.000Z", "2026-03-02T13:31:00.000Z"),
        ("2026-03-02T13:30:05Z", "2026-03-02T13:30:05.000Z", "2026-03-02T13:30:06.000Z"),
        ("2026-03-02T13:30:05.12Z", "2026-03-02T13:30:05.120Z", "2026-03-02T13:30:05.121Z"),
        ("2026-01,2026-03", "2026-01-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"),
        ("9999", "9999-01-01T00:00:00.000Z", END),
    ],
)
def test_a_date_bounds_where_what_fits_begins(date: str, first: str, last: str) -> None:
    assert bounds(date) == (first, last)


def test_two_dates_make_a_range() -> None:
    assert bounds("sa2025-01", "lt2026") == ("2025-02-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z")
    first, last = bounds("sa2027", "lt2026")
    assert first > last


STAY = {"effectivePeriod": {"start": "2026-02-27", "end": "2026-03-03"}}


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (("2026",), True),
        (("2026-03-01",), False),
        (("ge2026-03-01", "le2026-03-01"), True),
        (("2026-02-27,2026-03",), False),
        (("2025,2026",), True),
        (("ge2026-03-03",), True),
        (("gt2026-03-03",), False),
        (("gt2026-03-02",), True),
        (("le2026-02-27",), True),
        (("lt2026-02-27",), False),
        (("sa2026-02-26",), True),
        (("sa2026-02-27",), False),
        (("eb2026-03-03",), False),
        (("eb2026-03-04",), True),
    ],
)
def test_a_period_is_found_by_what_it_overlaps_and_an_equal_date_holds_it(dates: tuple[str, ...], found: bool) -> None:
    assert finds(dated(**STAY), *dates) == found


def test_a_period_without_an_end_goes_on_and_without_a_start_came_from_ever() -> None:
    assert finds(dated(effectivePeriod={"start": "2026-02-27"}), "gt2100")
    assert not finds(dated(effectivePeriod={"start": "2026-02-27"}), "eb2100")
    assert finds(dated(effectivePeriod={"end": "2026-02-27"}, issued="2027-01-01T00:00:00Z"), "lt1900")


def test_only_what_r4_names_is_searched_by_date_though_more_is_sorted_by() -> None:
    record = dated(issued="2026-03-02T08:30:00Z")
    assert record.date == "2026-03-02T08:30:00.000Z"
    assert not finds(record, "2026")
    assert finds(record, "2026-05", name="_lastUpdated")


@pytest.mark.parametrize(
    "date",
    ["", "ne2026", "ap2026", "2026-13", "2026-02-30", "26", "2026-03-02T25:00Z", "x", "2026-03-02T08:30:00+25:00"],
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(Malformed):
        bounds(date)


@given(st.datetimes(min_value=datetime(1800, 1, 1), max_value=datetime(2200, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_an_instant_lies_in_the_search_for_its_own_day(at: datetime, offset: int) -> None:
    from datetime import timezone

    here = at.replace(tzinfo=timezone(timedelta(minutes=offset)))
    found = instant(here.isoformat(timespec="seconds"))
    first, last = bounds(here.astimezone(UTC).date().isoformat())
    assert first <= found < last


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        first, last = bounds(text)
    except Malformed:
        return
    assert first < last


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2026", "2026-01-01T00:00:00.000Z"),
        ("2026-03", "2026-03-01T00:00:00.000Z"),
        ("2026-03-02", "2026-03-02T00:00:00.000Z"),
        ("2026-03-02T08:30:00.123456-05:00", "2026-03-02T13:30:00.123Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.000Z"),
        ("tomorrow", ""),
        (None, ""),
    ],
)
def test_dates_of_every_exactness_sort_as_instants(value: object, found: str) -> None:
    assert instant(value) == found


def test_parameters_are_read_strictly() -> None:
    wanted = search.read("Observation", [("patient", "c"), ("_count", "500"), ("_sort", "date"), ("cursor", "x")])
    assert (wanted.count, wanted.newest_first, wanted.cursor) == (100, False, "x")
    assert wanted.query == (("patient", "c"), ("_count", "500"), ("_sort", "date"))
    for name, value in [
        ("_count", "-1"),
        ("_count", "٣"),
        ("code", "a,,b"),
        ("code", ",".join("a" * 101)),
        ("_id", ",".join("a" * 101)),
        ("date", ",".join(["2026"] * 26)),
        ("intent", "order"),
        ("code:not", "a"),
        ("_summary", "count"),
        ("_include", "Observation:subject"),
        ("_revinclude", "Observation:subject"),
        ("_sort", "code"),
    ]:
        with pytest.raises(Malformed):
            search.read("Observation", [(name, value)])


def test_who_asks_for_it_gets_the_answer_without_what_is_unknown() -> None:
    given = [("patient", "c"), ("colour", "red"), ("_elements", "code"), ("_include", "Observation:subject")]
    wanted = search.read("Observation", given, lenient=True)
    assert wanted.query == (("patient", "c"), ("_elements", "code"))
    with pytest.raises(Malformed, match="modifiers"):
        search.read("Observation", [("code:not", "a")], lenient=True)


@pytest.mark.parametrize(
    ("type_name", "codes", "section"),
    [
        ("Observation", ["laboratory"], "labs"),
        ("Observation", ["vital-signs"], "records"),
        ("Observation", [], "records"),
        ("DiagnosticReport", ["LAB"], "labs"),
        ("Observation", ["Laboratory"], "labs"),
        ("Specimen", [], "labs"),
        ("DocumentReference", ["clinical-note"], "documents"),
        ("DiagnosticReport", [], "labs"),
        ("DiagnosticReport", ["34117-2"], "records"),
        ("MedicationRequest", [], "prescriptions"),
        ("ExplanationOfBenefit", ["laboratory"], "billing"),
        ("Condition", [], "records"),
        ("SomethingNew", [], "records"),
    ],
)
def test_every_record_has_a_section_that_its_search_knows(type_name: str, codes: list[str], section: str) -> None:
    assert section_of(type_name, codes) == section
    assert section in sections_of(type_name)
    if codes:
        assert section in sections_of(type_name, codes)


def test_a_search_is_narrowed_by_its_categories() -> None:
    assert sections_of("Observation", ["laboratory"]) == ("labs",)
    assert sections_of("Observation", ["vital-signs", "survey"]) == ("records",)
    assert sections_of("Observation", ["laboratory", "survey"]) == ("labs", "records")


CATEGORIES = [{"coding": [{"system": "http://s", "code": "Aa"}, {"code": "b|c"}]}, {"text": "d"}]


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("aA", True),
        ("http://s|Aa", True),
        ("http://s|", True),
        ("|Aa", False),
        ("A", False),
        ("http://s", False),
        ("x,aa", True),
        (r"b\|c", True),
        (r"|b\|c", True),
        ("b|c", False),
        ("b", False),
        ("d", False),
        ("|", False),
    ],
)
def test_tokens_are_found_in_every_form(token: str, found: bool) -> None:
    record = dated(category=CATEGORIES, code={"text": "only"})
    assert search.read("Observation", [("category", token)]).holds(record) == found


def test_versions_are_spliced_in_without_parsing() -> None:
    for resource, text in [
        ({"id": "x", "meta": {"versionId": "7", "tag": []}, "a": 1}, ',"tag":[]},"a":1}'),
        ({"meta": {"lastUpdated": "then"}, "a": 1}, '},"a":1}'),
        ({"a": 1}, '},"a":1}'),
        ({}, "}}"),
    ]:
        assert bodies.tail({"resourceType": "T"} | resource) == text
        whole = bodies.whole("T", "x", 3, "now", bodies.packed(text))
        assert whole == '{"resourceType":"T","id":"x","meta":{"versionId":"3","lastUpdated":"now"' + text


@pytest.mark.parametrize(
    ("value", "wanted", "found"),
    [
        ("x,1", "x\\,1", True),
        ("x\\", "y,x\\\\", True),
        ("x\\", "x\\\\,1", True),
        ("1", "x\\\\,1", True),
        ("x,1", "x\\\\,1", False),
        ("a|b", "a\\|b", True),
        ("b", "a\\|b", False),
    ],
)
def test_a_backslash_is_of_what_follows_it(value: str, wanted: str, found: bool) -> None:
    record = dated(identifier=[{"value": value}])
    assert finds(record, wanted, name="identifier") is found
