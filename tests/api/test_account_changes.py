"""What staff change of an account besides its password: permissions, a forced new one, its end (D2, D9)."""

import pytest

from tests.circle import (
    a_caregiver_of,
    a_representative_of,
    account_of,
    ask,
    chart_of,
    log,
    members,
    records_elsewhere,
    told,
)
from tests.cloud import Cloud, problem
from tests.invitees import an_address, invite, take_in, tell_caregivers
from tests.people import Patient, Practice, a_patient, a_practice, an_invite_for, links
from tests.signing_in import (
    challenge,
    initiate,
)
from tests.staffing import (
    Colleague,
    account_on,
    accounts_on,
    staff_of,
)


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("D2", "A12")
def test_a_forced_new_password_is_met_before_anything_else(cloud: Cloud, staff: Colleague, rosa: Patient):
    forced = told(staff.ask("PATCH", account_on(rosa), {"force_password_change": True}))
    assert forced["force_password_change"]
    assert ask(rosa, "GET", "/api/members").status == 401
    challenge(initiate(cloud, rosa.username), "NEW_PASSWORD_REQUIRED")
    told(staff.ask("PATCH", account_on(rosa), {"force_password_change": False}))
    challenge(initiate(cloud, rosa.username), "EMAIL_OTP")


@pytest.mark.feature("C6", "D2", "A17+")
def test_what_a_representative_may_see_changes_at_once_and_the_patient_is_told(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    ruth = a_representative_of(rosa, {"labs": "read"})
    changed = told(staff.ask("PATCH", account_on(ruth, rosa), {"permissions": {"billing": "read"}}))
    assert changed["given"] == changed["sections"] == {"billing": "read"}
    assert ask(ruth, "GET", f"/fhir/Observation?patient={chart_of(rosa)}&category=laboratory").status == 403
    assert "Ruth Klein" in cloud.mails(rosa.email)[-1]["text"]
    entry = next(e for e in log(rosa) if e["action"] == "access.changed")
    assert (entry["by"]["kind"], entry["whom"]) == ("staff", "Ruth Klein")
    assert log(ruth)[0]["action"] == "access.changed"


@pytest.mark.feature("C7+", "D2")
def test_what_the_patient_narrowed_stays_narrow(staff: Colleague, rosa: Patient):
    ruth = a_representative_of(rosa, {"labs": "read", "billing": "read"})
    path = f"/api/charts/{chart_of(rosa)}/access/{account_of(ruth)}"
    told(ask(rosa, "PATCH", path, {"sections": {"labs": "read"}}))
    changed = told(staff.ask("PATCH", account_on(ruth, rosa), {"permissions": {"labs": "write", "billing": "write"}}))
    assert changed["sections"] == {"labs": "read"}


@pytest.mark.feature("C4", "D2")
def test_only_a_representatives_permissions_are_chosen(staff: Colleague, rosa: Patient):
    ana, ruth = a_caregiver_of(rosa), a_representative_of(rosa)
    for whom, permissions, code in ((ana, {"labs": "write"}, "fixed"), (rosa, {}, "fixed"), (ruth, {}, "missing")):
        refused = staff.ask("PATCH", account_on(whom, rosa), {"permissions": permissions})
        assert refused.json()["errors"][0]["code"] == code


@pytest.mark.feature("D2", "C2", "D9")
def test_the_patients_own_account_loses_this_record_and_nobody_sees_it_until_there_is_another(
    cloud: Cloud, staff: Colleague, rosa: Patient
):
    ana = a_caregiver_of(rosa)
    told(staff.ask("DELETE", account_on(rosa)))
    assert members(rosa)[0]["charts"] == [], "the account itself stays, with its holder"
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 404
    assert "has ended your access" in cloud.mails(rosa.email)[-1]["text"]
    assert log(rosa)[0]["action"] == "access.ended"
    gone = staff.ask("DELETE", account_on(rosa))
    assert (gone.status, problem(gone)) == (404, "not-found")
    [listed] = told(staff.ask("GET", "/patients?list=new"))["patients"]
    assert (listed["chart"], listed["account"]) == (chart_of(rosa), "none")
    take_in(rosa, rosa, an_invite_for(rosa), members(rosa)[0]["id"])
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 200


@pytest.mark.feature("D2", "C7+")
def test_a_caregivers_access_ends_at_once_and_the_patient_is_told(cloud: Cloud, staff: Colleague, rosa: Patient):
    ana = a_caregiver_of(rosa)
    told(staff.ask("DELETE", account_on(ana, rosa)))
    assert ask(ana, "GET", f"/fhir/Observation?patient={chart_of(rosa)}").status == 404
    assert [m["relationship"] for m in members(ana)] == ["self"]
    assert [a["role"] for a in accounts_on(staff, rosa)] == ["primary"]
    assert "Ana Alvarez" in cloud.mails(rosa.email)[-1]["text"]
    assert "access.ended" in [e["action"] for e in log(rosa)]


@pytest.mark.feature("D2", "D5")
def test_the_access_of_an_account_that_is_not_ones_alone_can_be_ended(cloud: Cloud, staff: Colleague, rosa: Patient):
    elsewhere = records_elsewhere(rosa, a_practice(cloud, "Hillside"))
    told(staff.ask("DELETE", account_on(rosa)))
    assert [c["id"] for c in members(rosa)[0]["charts"]] == [elsewhere]


@pytest.mark.feature("D5")
def test_a_caregiver_whom_the_practice_invited_again_gets_a_new_link(cloud: Cloud, staff: Colleague, rosa: Patient):
    ana = a_caregiver_of(rosa)
    told(staff.ask("DELETE", account_on(ana, rosa)))
    tell_caregivers(rosa, ana.email, an_address())
    assert invite(rosa, "caregiver", ana.email).status == 202
    assert take_in(ana, rosa, links(cloud, ana.email)[-1]).status == 200
    assert len(accounts_on(staff, rosa)) == 2
