"""A caregiver sees the record while the practice's file lists them (C1): what striking them out does."""

import pytest

from tests.api.test_records import send_records
from tests.bundles import observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, members, told
from tests.invitees import a_link, take_in, tell_caregivers
from tests.people import Patient, Practice, a_patient


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    found = a_patient(practice)
    send_records(found, fhir_patient(), observation())
    return found


def status(whom: Patient, of: Patient) -> int:
    return ask(whom, "GET", f"/fhir/Observation?patient={chart_of(of)}").status


@pytest.mark.feature("C1", "X5")
def test_a_caregiver_who_is_struck_out_sees_nothing_from_the_next_request_on(rosa: Patient):
    ana, luis = a_caregiver_of(rosa), a_caregiver_of(rosa)
    ruth = a_representative_of(rosa)
    assert (status(ana, rosa), status(luis, rosa)) == (200, 200)
    tell_caregivers(rosa, luis.email)
    assert (status(ana, rosa), status(luis, rosa), status(ruth, rosa), status(rosa, rosa)) == (404, 200, 200, 200)
    assert [m["charts"] for m in members(ana)] == [[], []]
    shown = told(ask(rosa, "GET", f"/api/charts/{chart_of(rosa)}/access"))["access"]
    assert sorted(bool(each["sections"]) for each in shown) == [False, True, True]


@pytest.mark.feature("C1")
def test_listed_again_however_the_address_is_written_they_see_it_again(rosa: Patient):
    ana = a_caregiver_of(rosa)
    tell_caregivers(rosa)
    assert status(ana, rosa) == 404
    tell_caregivers(rosa, ana.email.upper())
    assert status(ana, rosa) == 200


@pytest.mark.feature("C1", "C6", "B4")
def test_who_was_a_caregiver_before_can_become_the_representative(rosa: Patient):
    ana = a_caregiver_of(rosa)
    tell_caregivers(rosa)
    answer = take_in(ana, rosa, a_link(rosa, "representative", ana.email), members(ana)[1]["id"])
    assert answer.status == 200, answer.body
    assert [m["charts"][0]["role"] for m in members(ana) if m["charts"]] == ["representative"]
