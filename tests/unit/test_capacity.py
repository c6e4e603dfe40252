"""The bench counts capacity units as DynamoDB's documentation does."""

import pytest

from tests.bench.capacity import size, written

ROW = {"pk": {"S": "a"}, "sk": {"S": "b"}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"S": "é"}, 2),
        ({"N": "-12.5"}, 4),
        ({"B": b"123"}, 3),
        ({"B": "MTIz"}, 3),
        ({"BOOL": True}, 1),
        ({"L": [{"S": "a"}, {"NULL": True}]}, 7),
        ({"M": {"k": {"S": "abc"}}}, 8),
    ],
)
def test_an_items_size_is_its_names_and_values(value: dict[str, object], expected: int):
    assert size({"name": value}) == 4 + expected


def test_a_write_counts_the_larger_of_before_and_after_by_whole_kilobytes():
    large = ROW | {"text": {"S": "x" * 1500}}
    assert written(None, ROW, transaction=False).write == 1
    assert written(large, ROW, transaction=False).write == 2
    assert written(large, None, transaction=True).write == 4
    assert written(ROW, ROW, transaction=False).write == 1


def test_each_index_entry_that_changes_counts_once_and_one_that_moves_twice():
    dated, later = (ROW | {"by_date": {"S": day}} for day in ("Observation#2026", "Observation#2027"))
    assert written(None, dated, transaction=True).write == 3
    assert written(dated, dated | {"status": {"S": "final"}}, transaction=False).write == 2
    assert written(dated, later, transaction=False).write == 3
    assert written(dated, dated, transaction=False).write == 1
