"""The demo people's records are good FHIR, and there is always something ahead of them."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from local import demo
from portal.records import fhir_json
from portal.records.identity import Whose
from portal.records.intake import take_in

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "least"), [("rosa", 90), ("sam", 15), ("mateo", 10), ("walter", 250), ("rosa-eyes", 8)]
)
@pytest.mark.parametrize("days", [0, 98, 1000])
def test_demo_records_are_taken_in_whole(name: str, least: int, days: int) -> None:
    sent = demo.bundle(name, NOW + timedelta(days=days))
    person = demo.person(name)
    taken = take_in(fhir_json.parse(json.dumps(sent)), Whose("demo", person["id"], "c" * 26))
    assert len(taken.records) == len(sent["entry"]) >= least
    ahead = [
        r for r in taken.records if r.type == "Appointment" and r.index.date > (NOW + timedelta(days=days)).isoformat()
    ]
    assert ahead
    counted = Counter(r.index.section for r in taken.records)
    assert counted["prescriptions" if name == "rosa-eyes" else "labs"] >= 2
