"""Searches as they are written, and what a record is found by."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import Malformed
from portal.records import bodies, search
from portal.records.index import index_of, instant
from portal.records.sections import section_of, sections_of


def bounds(*dates: str) -> tuple[str, str]:
    found = search.read("Observation", [("date", date) for date in dates])
    return found.first, found.last


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2026", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"),
        ("2026-12", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"),
        ("eq2026-02", "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"),
        ("2024-02-29", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"),
        ("ge2026-03-02", "2026-03-02T00:00:00.000Z", search.END),
        ("gt2026-03-02", "2026-03-03T00:00:00.000Z", search.END),
        ("le2026-03-02", search.DATED, "2026-03-03T00:00:00.000Z"),
        ("lt2026-03-02", search.DATED, "2026-03-02T00:00:00.000Z"),
        ("2026-03-02T08:30-05:00", "2026-03-02T13:30:00.000Z", "2026-03-02T13:31:00.000Z"),
        ("2026-03-02T13:30:05Z", "2026-03-02T13:30:05.000Z", "2026-03-02T13:30:06.000Z"),
        ("2026-03-02T13:30:05.12Z", "2026-03-02T13:30:05.120Z", "2026-03-02T13:30:05.121Z"),
    ],
)
def test_a_date_covers_what_it_says(date: str, first: str, last: str) -> None:
    assert bounds(date) == (first, last)


def test_two_dates_make_a_range() -> None:
    assert bounds("ge2025-01", "lt2026") == ("2025-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z")
    first, last = bounds("ge2027", "lt2026")
    assert first > last


@pytest.mark.parametrize(
    "date", ["", "ne2026", "2026-13", "2026-02-30", "26", "2026-03-02T25:00Z", "9999", "x", "2026-03-02T08:30:00+25:00"]
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
        ("intent", "order"),
    ]:
        with pytest.raises(Malformed):
            search.read("Observation", [(name, value)])


@pytest.mark.parametrize(
    ("type_name", "codes", "section"),
    [
        ("Observation", ["laboratory"], "labs"),
        ("Observation", ["vital-signs"], "records"),
        ("Observation", [], "records"),
        ("DiagnosticReport", ["LAB"], "labs"),
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


def test_tokens_are_found_in_every_form() -> None:
    category = [{"coding": [{"system": "http://s", "code": "a"}, {"code": "b"}]}, {"text": "c"}]
    found = index_of({"resourceType": "Observation", "category": category, "code": {"text": "only"}})
    assert found.category == ("a", "http://s|a", "http://s|", "b", "|b")
    assert found.code == ()


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
