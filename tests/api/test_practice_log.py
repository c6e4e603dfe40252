"""The practice's own log: what its staff did, with whose account, for its administrators (D9)."""

from typing import Any

import pytest

from tests.circle import account_of, ask, chart_of, members, told
from tests.cloud import Cloud, problem
from tests.people import Patient, Practice, a_patient, a_practice
from tests.staffing import Colleague, staff_of

Json = dict[str, Any]


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def log(staff: Colleague, query: str = "") -> list[Json]:
    found: list[Json] = told(staff.ask("GET", f"/audit{query}"))["entries"]
    return found


@pytest.mark.feature("D9", "A8")
def test_what_staff_did_is_in_the_practices_log_with_who_and_to_whom(
    cloud: Cloud, practice: Practice, patient: Patient
):
    staff, doctor = staff_of(practice), staff_of(practice, "clinician")
    wish = {"chart": chart_of(patient), "field": "phone", "wanted": "555-0199"}
    asked = told(ask(patient, "POST", f"/api/members/{members(patient)[0]['id']}/corrections", wish))
    told(doctor.ask("POST", f"/corrections/{asked['id']}", {"decision": "accepted"}))
    told(staff.ask("PATCH", f"/users/{account_of(patient)}", {"force_password_change": True}))
    told(staff.ask("PATCH", f"/users/{account_of(patient)}", {"state": "disabled"}))
    found = {e["action"]: e for e in log(staff)}
    for action in ("account.disabled", "password.change-required"):
        entry = found[action]
        assert (entry["by"], entry["whom"], entry["kind"]) == (
            {"kind": "staff", "name": "Nora Lindqvist"}, "Rosa Alvarez", "account",
        )  # fmt: skip
    assert (found["correction.accepted"]["acting_for"], found["correction.accepted"]["kind"]) == (
        "Rosa Alvarez",
        "record",
    )
    assert found["invite.sent"]["acting_for"] == "Rosa Alvarez"
    assert {"practice.registered", "staff.added", "invite.sent", "invite.accepted"} <= found.keys()
    assert {e["kind"] for e in log(staff, "?kind=sharing")} == {"sharing"}
    first = told(staff.ask("GET", "/audit?limit=2"))
    rest = told(staff.ask("GET", f"/audit?limit=100&cursor={first['next']}"))
    assert first["entries"] + rest["entries"] == log(staff)
    assert log(staff, "?to=2020-01-01") == []
    cloud.settle()
    assert cloud.ops("VerifyAudit", {"owner": practice.id})["bad"] == []


@pytest.mark.feature("D9", "X5")
def test_only_administrators_read_it_and_only_their_own_practices(cloud: Cloud, practice: Practice, patient: Patient):
    for role in ("clinician", "front-desk"):
        answer = staff_of(practice, role).ask("GET", "/audit")
        assert (answer.status, problem(answer)) == (403, "forbidden")
    elsewhere = staff_of(a_practice(cloud, "Hillside Clinic"))
    assert "invite.sent" not in {e["action"] for e in log(elsewhere)}
    elsewhere.practice = practice
    assert elsewhere.ask("GET", "/audit").status == 404
    assert ask(patient, "GET", f"/api/practices/{practice.id}/audit").status == 404
    staff = staff_of(practice)
    # Another practice's cursor leads nowhere: the page is of one's own log.
    cursor = told(staff.ask("GET", "/audit?limit=1"))["next"]
    assert {e["practice"] for e in log(staff, f"?cursor={cursor}")} <= {None, practice.name}
    answer = staff.ask("GET", "/audit?cursor=x")
    assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, ["cursor"])


@pytest.mark.feature("D9")
@pytest.mark.parametrize("role", ["administrator", "clinician", "front-desk"])
def test_the_console_tells_who_is_signed_in_and_what_their_role_may_do(practice: Practice, patient: Patient, role: str):
    from portal.staff import ROLES

    staff = staff_of(practice, role)
    answer = told(practice.cloud.call("GET", "/api/staff", token=staff.token))
    assert answer == {
        "practice": {"id": practice.id, "name": practice.name, "phone": "555-0100"}, "account_id": staff.account_id,
        "given": "Nora", "family": "Lindqvist", "email": staff.username, "role": role, "unseen": 0,
        "may": ROLES[role],
    }  # fmt: skip
    refused = ask(patient, "GET", "/api/staff")
    assert (refused.status, problem(refused)) == (404, "not-found")


@pytest.mark.feature("D9")
def test_a_sign_in_without_a_second_factor_opens_nothing_of_the_console(practice: Practice):
    from portal import store

    staff = staff_of(practice)
    [session] = store.every(store.keys.sessions(staff.account_id))
    store.update(session.key(), set={"factors": ["password", "email"]})
    for answer in (practice.cloud.call("GET", "/api/staff", token=staff.token), staff.ask("GET", "/users")):
        assert (answer.status, problem(answer)) == (403, "second-factor-required")
