"""Joining a video visit: who gets the link and the password, and who reads of it afterwards (E1)."""

from datetime import timedelta
from typing import Any

import pytest

from portal.telehealth import VIRTUAL_SERVICE
from tests.api.test_records import fhir, send_records
from tests.bundles import appointment
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, log, told
from tests.cloud import Clock, Cloud, problem
from tests.people import Patient, Practice, a_patient
from tests.staffing import staff_of

Json = dict[str, Any]
ADDRESS = {"url": "addressUrl", "valueUrl": "https://video.example.org/visit/7"}
VISIT = {"url": "https://video.example.org/visit/7", "password": "blue door"}


def video(*parts: Json) -> list[Json]:
    told = parts or (ADDRESS, {"url": "sessionKey", "valueString": " blue door "})
    return [{"url": VIRTUAL_SERVICE, "extension": list(told)}]


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def visit(clock: Clock, rosa: Patient, **more: Any) -> str:
    """The path of the join of an appointment that begins now and takes half an hour. What is None is left out."""
    times = {"start": clock.now().isoformat(), "end": (clock.now() + timedelta(minutes=30)).isoformat()}
    sent = appointment(**times | {"extension": video()} | more)
    send_records(rosa, fhir_patient(), {k: v for k, v in sent.items() if v is not None})
    [entry] = fhir(rosa, f"Appointment?patient={chart_of(rosa)}")["entry"]
    return f"/api/charts/{chart_of(rosa)}/appointments/{entry['resource']['id']}/join"


def joins(whose: Patient) -> list[Json]:
    return [each for each in log(whose) if each["action"] == "telehealth.joined"]


@pytest.mark.feature("E1", "A8", "C4")
def test_who_may_join_gets_link_and_password_and_all_logs_say_so(cloud: Cloud, clock: Clock, rosa: Patient) -> None:
    path, ana = visit(clock, rosa), a_caregiver_of(rosa)
    assert told(ask(rosa, "POST", path)) == VISIT
    assert [(each["acting_for"], each["section"]) for each in joins(rosa)] == [(None, "telehealth")]
    assert told(ask(ana, "POST", path)) == VISIT
    [own] = joins(ana)
    assert (own["acting_for"], own["practice"]) == ("Rosa Alvarez", rosa.practice.name)
    assert {each["by"]["name"] for each in joins(rosa)} == {"Rosa Alvarez", "Ana Alvarez"}
    practices = told(staff_of(rosa.practice, "administrator").ask("GET", "/audit"))["entries"]
    assert [each["action"] for each in practices].count("telehealth.joined") == 2
    cloud.settle()
    assert cloud.ops("VerifyAudit", {})["bad"] == []


@pytest.mark.feature("E1", "X2")
def test_a_join_that_is_sent_twice_is_noted_once(clock: Clock, rosa: Patient) -> None:
    path = visit(clock, rosa)
    for _ in range(2):
        assert told(ask(rosa, "POST", path, idempotency_key="joined")) == VISIT
    assert len(joins(rosa)) == 1


@pytest.mark.feature("E1")
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([ADDRESS], VISIT | {"password": None}),
        ([{"url": "address", "valueUri": "https://a.example"}], {"url": "https://a.example", "password": None}),
        (
            [{"url": "address[x]", "valueContactPoint": {"system": "url", "value": "https://b.example"}}],
            {"url": "https://b.example", "password": None},
        ),
        ([{"url": "addressUrl", "valueString": "+1 555 0100"}, ADDRESS], VISIT | {"password": None}),
        ([{"url": "sessionKey", "valueString": "blue door"}], None),
        ([{"url": "addressUrl", "valueString": "+1 555 0100"}], None),
    ],
)
def test_where_the_practice_may_put_the_link(
    clock: Clock, rosa: Patient, parts: list[Json], expected: Json | None
) -> None:
    answer = ask(rosa, "POST", visit(clock, rosa, extension=video(*parts)))
    if expected is None:
        assert problem(answer) == "not-joinable"
    else:
        assert told(answer) == expected


@pytest.mark.feature("E1")
@pytest.mark.parametrize("state", ["cancelled", "noshow", "fulfilled", "entered-in-error"])
def test_a_visit_that_will_not_be_cannot_be_joined(clock: Clock, rosa: Patient, state: str) -> None:
    assert problem(ask(rosa, "POST", visit(clock, rosa, status=state))) == "not-joinable"
    assert joins(rosa) == []


@pytest.mark.feature("E1")
@pytest.mark.parametrize(("late", "status"), [(timedelta(minutes=119), 200), (timedelta(minutes=121), 409)])
def test_a_visit_may_last_two_hours_longer(clock: Clock, rosa: Patient, late: timedelta, status: int) -> None:
    end = clock.now() - late
    path = visit(clock, rosa, start=(end - timedelta(minutes=30)).isoformat(), end=end.isoformat())
    assert ask(rosa, "POST", path).status == status


@pytest.mark.feature("E1")
def test_a_visit_without_a_date_can_be_joined(clock: Clock, rosa: Patient) -> None:
    path = visit(clock, rosa, status="proposed", start=None, end=None)
    assert told(ask(rosa, "POST", path)) == VISIT


@pytest.mark.feature("E1", "C6", "X5")
def test_nobody_else_learns_of_it(clock: Clock, rosa: Patient) -> None:
    path = visit(clock, rosa)
    may_not = a_representative_of(rosa, {"appointments": "read", "telehealth": "read"})
    assert problem(ask(may_not, "POST", path)) == "forbidden"
    answers = [ask(a_representative_of(rosa, {"telehealth": "write"}), "POST", path)]
    walter = a_patient(rosa.practice, "Walter")
    answers.append(ask(walter, "POST", path))
    own = f"/api/charts/{chart_of(walter)}/appointments/{path.split('/')[-2]}/join"
    answers.append(ask(walter, "POST", own))
    answers.append(ask(rosa, "POST", path.replace("/join", "x/join")))
    assert [problem(each) for each in answers] == ["not-found"] * 4
    assert len({each.body for each in answers}) == 1
    assert joins(rosa) == joins(walter) == []
