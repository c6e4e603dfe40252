"""The demo people's records are good FHIR, and there is always something ahead of them."""

import base64
import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from local import demo
from portal.records import fhir_json
from portal.records.files import KEPT_INSIDE
from portal.records.identity import Whose
from portal.records.intake import take_in

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "least"), [("rosa", 150), ("sam", 20), ("mateo", 20), ("walter", 450), ("rosa-eyes", 15)]
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
    assert any(r.type == "DocumentReference" for r in taken.records)
    counted = Counter(r.index.section for r in taken.records)
    assert counted["prescriptions" if name == "rosa-eyes" else "labs"] >= 2


def test_rosas_record_has_something_for_every_page() -> None:
    types = Counter(entry["resource"]["resourceType"] for entry in demo.bundle("rosa", NOW)["entry"])
    expected = (
        "AllergyIntolerance Appointment CarePlan CareTeam Condition Coverage Device DiagnosticReport DocumentReference"
        " Encounter ExplanationOfBenefit Goal Immunization Invoice MedicationRequest Observation Procedure"
        " ServiceRequest"
    )
    assert types.keys() >= set(expected.split())


def test_an_entry_that_comes_back_every_few_days_is_told_each_time() -> None:
    visits = [
        e["resource"] for e in demo.bundle("walter", NOW)["entry"] if e["resource"]["resourceType"] == "Encounter"
    ]
    assert (
        len({visit["id"] for visit in visits})
        == len({visit["period"]["start"] for visit in visits})
        == len(visits)
        > 75
    )


def test_one_note_is_short_enough_for_the_record_and_one_becomes_a_file() -> None:
    notes = [
        entry["resource"]["content"][0]["attachment"]["data"]
        for entry in demo.bundle("rosa", NOW)["entry"]
        if entry["resource"]["resourceType"] == "DocumentReference"
    ]
    sizes = sorted(len(base64.b64decode(each)) for each in notes)
    assert sizes[0] < 500
    assert sizes[-1] > KEPT_INSIDE
