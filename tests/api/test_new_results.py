"""A mail tells of new results: whom it should, not too often, none is missed, and nothing of what they say."""

import os
from typing import Any

import boto3
import pytest

from portal.records import imports
from tests.api.test_records import Json, a1cs, import_report, send_records
from tests.bundles import appointment, observation, patient
from tests.circle import a_caregiver_of, a_representative_of, account_of, ask, chart_of
from tests.cloud import Clock, Cloud
from tests.people import Patient, Practice, a_known_patient, a_patient, sign_up

pytestmark = pytest.mark.feature("A17+")


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


def told(whom: Patient) -> int:
    """How many mails told of new results."""
    mails = [m for m in whom.cloud.mails(whom.email) if "new results" in str(m["text"])]
    for mail in mails:
        assert whom.practice.name in str(mail["subject"])
        assert "Hemoglobin" not in str(mail)
        assert "Rosa" not in str(mail)
    return len(mails)


def waiting(cloud: Cloud) -> None:
    """What the retry queue would bring by now."""
    rows = boto3.client("dynamodb").scan(TableName=os.environ["TABLE"])["Items"]
    for row in rows:
        if row["kind"]["S"] == "OUTBOX":
            key = {"pk": row["pk"], "sk": row["sk"]}
            cloud.gateway.call("Deliver", {"Records": [{"dynamodb": {"Keys": key}}]})


def more_results(whom: Patient, day: int) -> None:
    send_records(whom, patient(), observation(id=f"new-{day}", effectiveDateTime=f"2026-04-{day:02}"))


def test_new_results_are_told_once(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), *a1cs(120))
    assert told(rosa) == 1
    send_records(rosa, patient(), *a1cs(120))
    assert told(rosa) == 1


def test_what_is_no_result_is_not_told(cloud: Cloud, rosa: Patient) -> None:
    send_records(rosa, patient(), appointment())
    assert told(rosa) == 0


def test_several_pushes_in_a_row_are_two_mails_and_none_is_missed(cloud: Cloud, clock: Clock, rosa: Patient) -> None:
    for day in range(1, 6):
        more_results(rosa, day)
        clock.forward(minutes=1)
    assert told(rosa) == 1
    clock.forward(minutes=50)
    waiting(cloud)
    assert told(rosa) == 1
    clock.forward(minutes=10)
    waiting(cloud)
    assert told(rosa) == 2
    clock.forward(hours=2)
    waiting(cloud)
    assert told(rosa) == 2
    more_results(rosa, 7)
    assert told(rosa) == 3


def test_results_that_were_stored_while_a_mail_went_are_told_by_another(
    cloud: Cloud, clock: Clock, rosa: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    more_results(rosa, 1)
    more_results(rosa, 2)
    clock.forward(minutes=59, seconds=30)
    store = imports._store

    def slowly(*args: Any) -> Any:
        clock.forward(minutes=1)
        waiting(cloud)
        return store(*args)

    monkeypatch.setattr(imports, "_store", slowly)
    more_results(rosa, 3)
    assert told(rosa) == 2
    clock.forward(hours=1)
    waiting(cloud)
    assert told(rosa) == 3


def test_nobody_is_told_before_the_account_exists(cloud: Cloud, practice: Practice) -> None:
    known = a_known_patient(practice)
    send_records(known, patient(), observation())
    sign_up(known)
    cloud.settle()
    assert told(known) == 0
    more_results(known, 2)
    assert told(known) == 1


@pytest.mark.feature("C4", "C6")
def test_all_who_may_read_the_results_are_told(cloud: Cloud, rosa: Patient) -> None:
    ana = a_caregiver_of(rosa)
    reader, biller = (a_representative_of(rosa, {name: "read"}) for name in ("labs", "billing"))
    send_records(rosa, patient(), observation())
    assert [told(each) for each in (rosa, ana, reader, biller)] == [1, 1, 1, 0]


@pytest.mark.feature("C7+")
def test_who_lost_access_meanwhile_is_not_told(cloud: Cloud, clock: Clock, rosa: Patient) -> None:
    reader = a_representative_of(rosa, {"labs": "read"})
    for day in (1, 2):
        more_results(rosa, day)
    assert ask(rosa, "DELETE", f"/api/charts/{chart_of(rosa)}/access/{account_of(reader)}").status == 200
    clock.forward(hours=1, minutes=1)
    waiting(cloud)
    assert (told(rosa), told(reader)) == (2, 1)


def test_one_can_do_without(cloud: Cloud, rosa: Patient) -> None:
    changed: Json = ask(rosa, "PATCH", "/api/account", {"notices": {"new_result": False}}).json()
    assert changed["notices"]["new_result"] is False
    done = import_report(rosa.practice, send_records(rosa, patient(), observation()))
    assert (done["state"], told(rosa)) == ("complete", 0)


def test_a_clock_that_was_far_ahead_does_not_silence_anybody(cloud: Cloud, clock: Clock, rosa: Patient) -> None:
    clock.forward(hours=30)
    more_results(rosa, 1)
    clock.forward(hours=-30)
    more_results(rosa, 2)
    assert told(rosa) == 2
