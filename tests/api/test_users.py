"""User management: every account of the practice's patients; switching one off and on; a new password (D6)."""

from typing import Any

import pytest

from tests.circle import a_caregiver_of, a_child_of, account_of, ask, chart_of, log, records_elsewhere, told
from tests.cloud import Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient, a_practice
from tests.signing_in import by_mail, challenge, fails, initiate, refresh, respond
from tests.staffing import Colleague, staff_of

Json = dict[str, Any]
NEW = "a long walk up the quiet hill"


@pytest.fixture
def staff(practice: Practice) -> Colleague:
    return staff_of(practice)


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def listed(staff: Colleague, state: str = "enabled") -> list[Json]:
    found: list[Json] = told(staff.ask("GET", f"/users?state={state}"))["users"]
    return found


def change(staff: Colleague, whom: Patient, **wanted: Any) -> Any:
    return staff.ask("PATCH", f"/users/{account_of(whom)}", wanted)


@pytest.mark.feature("D6")
def test_staff_see_every_account_of_their_patients_with_its_patient_and_its_last_sign_in(
    clock: Clock, practice: Practice, staff: Colleague, patient: Patient
):
    a_patient(a_practice(patient.cloud, "Hillside Clinic"), "Walter")
    caregiver = a_caregiver_of(patient)
    clock.forward(minutes=1)
    by_mail(caregiver)
    ana, rosa = listed(staff)
    assert rosa == {
        "id": account_of(patient), "username": patient.username, "name": "Rosa Alvarez", "role": "primary",
        "patient": "Rosa Alvarez", "chart": chart_of(patient), "status": "active",
        "last_sign_in": rosa["last_sign_in"], "force_password_change": False, "own": True,
    }  # fmt: skip
    assert (ana["name"], ana["role"], ana["patient"], ana["own"]) == ("Ana Alvarez", "caregiver", "Rosa Alvarez", True)
    assert ana["last_sign_in"] > rosa["last_sign_in"]
    a_child_of(patient)
    assert next((u["name"], u["patient"]) for u in listed(staff)) == ("Rosa Alvarez", "Sam Alvarez")
    assert listed(staff, "disabled") == []
    answer = staff.ask("GET", "/users?state=all")
    assert (answer.status, [e["field"] for e in answer.json()["errors"]]) == (422, ["state"])


@pytest.mark.feature("D6", "A14+")
def test_an_account_that_is_guessed_at_is_shown_as_locked_while_it_has_to_wait(
    cloud: Cloud, clock: Clock, staff: Colleague, patient: Patient
):
    fails(cloud, clock, patient.username, 4)
    assert [u["status"] for u in listed(staff)] == ["active"]
    fails(cloud, clock, patient.username, 2)
    assert [u["status"] for u in listed(staff)] == ["locked"]
    clock.forward(minutes=16)
    staff.sign_in()
    assert [u["status"] for u in listed(staff)] == ["active"]


@pytest.mark.feature("D6", "A13", "D9")
def test_a_disabled_account_is_out_at_its_next_request_and_in_again_only_by_signing_in(
    cloud: Cloud, staff: Colleague, patient: Patient
):
    child = a_child_of(patient)
    signed_in = by_mail(patient)
    off = told(change(staff, patient, state="disabled"))
    assert (off["status"], off["id"], off["role"]) == ("disabled", account_of(patient), "primary")
    for token in (patient.token, signed_in["AccessToken"]):
        answer = cloud.call("GET", "/api/members", token=token)
        assert (answer.status, problem(answer)) == (401, "session-ended")
    assert refresh(cloud, signed_in["RefreshToken"]).status == 401
    # Nothing tells that it is disabled: the right password is as wrong as any.
    right, wrong = (initiate(cloud, patient.username, text) for text in (PASSWORD, "wrong" * 4))
    assert (right.status, right.body) == (wrong.status, wrong.body)
    assert listed(staff) == []
    assert {u["chart"] for u in listed(staff, "disabled")} == {chart_of(patient), child}
    assert {u["status"] for u in listed(staff, "disabled")} == {"disabled"}
    assert told(change(staff, patient, state="active"))["status"] == "active"
    assert listed(staff, "disabled") == []
    assert len(listed(staff)) == 2
    assert cloud.call("GET", "/api/members", token=patient.token).status == 401
    patient.token = by_mail(patient)["AccessToken"]
    for action in ("account.disabled", "account.enabled"):
        [seen] = [e for e in log(patient) if e["action"] == action]
        assert (seen["by"], seen["practice"]) == ({"kind": "staff", "name": "Nora Lindqvist"}, patient.practice.name)


@pytest.mark.feature("D6", "X2")
def test_what_is_so_already_is_left_as_it_is(staff: Colleague, patient: Patient):
    told(change(staff, patient, state="active"))
    assert ask(patient, "GET", "/api/members").status == 200
    told(change(staff, patient, state="disabled"))
    assert told(change(staff, patient, state="disabled"))["status"] == "disabled"
    assert told(change(staff, patient))["status"] == "disabled"


@pytest.mark.feature("D6", "A12")
def test_a_new_password_at_the_next_sign_in_comes_before_anything_else(
    cloud: Cloud, staff: Colleague, patient: Patient
):
    shown = told(change(staff, patient, force_password_change=True))
    assert (shown["force_password_change"], shown["status"]) == (True, "active")
    assert listed(staff) == [shown]
    assert cloud.call("GET", "/api/members", token=patient.token).status == 401
    asked = challenge(initiate(cloud, patient.username), "NEW_PASSWORD_REQUIRED")
    same = respond(cloud, "NEW_PASSWORD_REQUIRED", asked["Session"], patient.username, NEW_PASSWORD=PASSWORD)
    assert same.status >= 400
    answered = respond(cloud, "NEW_PASSWORD_REQUIRED", asked["Session"], patient.username, NEW_PASSWORD=NEW)
    asked = challenge(answered, "EMAIL_OTP")
    code = cloud.code(patient.email)
    done = respond(cloud, "EMAIL_OTP", asked["Session"], patient.username, EMAIL_OTP_CODE=code).json()
    patient.token = done["AuthenticationResult"]["AccessToken"]
    assert ask(patient, "GET", "/api/members").status == 200
    assert [u["force_password_change"] for u in listed(staff)] == [False]
    [seen] = [e for e in log(patient) if e["action"] == "password.change-required"]
    assert seen["by"]["kind"] == "staff"


@pytest.mark.feature("D6", "A13")
def test_both_at_once_and_a_trusted_device_helps_nobody(cloud: Cloud, staff: Colleague, patient: Patient):
    key = by_mail(patient)["NewDeviceMetadata"]["DeviceKey"]
    told(change(staff, patient, state="disabled", force_password_change=True))
    told(change(staff, patient, state="active"))
    challenge(initiate(cloud, patient.username, DEVICE_KEY=key), "NEW_PASSWORD_REQUIRED")


@pytest.mark.feature("D6", "X5")
def test_an_account_with_a_chart_elsewhere_is_not_this_practices_to_close(
    cloud: Cloud, staff: Colleague, patient: Patient
):
    other = a_practice(cloud, "Hillside Clinic")
    chart = records_elsewhere(patient, other)
    assert [u["own"] for u in listed(staff)] == [False]
    for wanted in ({"state": "disabled"}, {"force_password_change": True}):
        answer = change(staff, patient, **wanted)
        assert (answer.status, problem(answer)) == (409, "not-yours-alone")
        assert "Forgot your password?" in answer.json()["detail"]
    assert ask(patient, "GET", "/api/members").status == 200
    oneself = told(ask(patient, "GET", "/api/members"))["members"][0]["id"]
    assert ask(patient, "DELETE", f"/api/members/{oneself}/charts/{chart}").status == 200
    assert [u["own"] for u in listed(staff)] == [True]
    assert change(staff, patient, state="disabled").status == 200


@pytest.mark.feature("D6", "D9", "X5")
def test_only_an_administrator_of_that_practice_who_just_proved_it_changes_users_and_never_staff(
    cloud: Cloud, clock: Clock, practice: Practice, staff: Colleague, patient: Patient
):
    desk, clinician = staff_of(practice, "front-desk"), staff_of(practice, "clinician")
    assert desk.ask("GET", "/users").status == 200
    for answer in (clinician.ask("GET", "/users"), *(change(s, patient, state="disabled") for s in (desk, clinician))):
        assert (answer.status, problem(answer)) == (403, "forbidden")
    for login in (staff, desk):
        assert staff.ask("PATCH", f"/users/{login.account_id}", {"state": "disabled"}).status == 404
    other = staff_of(a_practice(cloud, "Hillside Clinic"))
    assert change(other, patient, state="disabled").status == 404
    assert listed(other) == []
    assert staff.ask("PATCH", "/users/never", {"state": "disabled"}).status == 404
    for wanted in ({"state": "gone"}, {"force_password_change": False}):
        assert change(staff, patient, **wanted).status == 422
    clock.forward(minutes=6)
    answer = change(staff, patient, state="disabled")
    assert (answer.status, problem(answer)) == (403, "step-up-required")
    assert ask(patient, "GET", "/api/members").status == 200


@pytest.mark.feature("D6", "X3")
def test_users_come_page_by_page(cloud: Cloud, clock: Clock, staff: Colleague, patient: Patient):
    from dataclasses import replace

    from portal import store
    from portal.store.items import Chart

    access, chart = store.fetch(
        store.keys.access(account_of(patient), chart_of(patient)), store.keys.chart(chart_of(patient))
    )
    for number in range(29):
        made = clock.now()
        store.put(replace(access, chart_id=f"chart{number}", granted=made))
        store.put(Chart(**{**vars(chart), "id": f"chart{number}", "patient_id": f"p{number}"}))
    page = told(staff.ask("GET", "/users"))
    rest = told(staff.ask("GET", f"/users?cursor={page['cursor']}"))
    assert (len(page["users"]), len(rest["users"]), rest["cursor"]) == (25, 5, None)
    assert len({u["chart"] for u in page["users"] + rest["users"]}) == 30
    assert staff.ask("GET", f"/users?state=disabled&cursor={page['cursor']}").status == 422


@pytest.mark.feature("D6", "A13")
def test_an_operator_switches_an_account_off_and_the_practice_sees_it(cloud: Cloud, staff: Colleague, patient: Patient):
    cloud.ops("SetAccountState", {"username": patient.email, "state": "disabled"})
    assert (listed(staff), [u["status"] for u in listed(staff, "disabled")]) == ([], ["disabled"])
    cloud.ops("SetAccountState", {"username": patient.email, "state": "active"})
    assert (len(listed(staff)), listed(staff, "disabled")) == (1, [])
