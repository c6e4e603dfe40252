"""Where an account is signed in, and ending that: old access tokens are refused at the next request (A9, A13)."""

from collections.abc import Callable
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.cloud import WEB, Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.resets import NEW, account_of, code_for, confirm
from tests.signing_in import auth, by_mail, initiate, refresh

Json = dict[str, Any]


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def who(cloud: Cloud, token: str) -> HttpAnswer:
    return auth(cloud, "get-user", {}, token=token)


def listed(cloud: Cloud, token: str) -> list[Json]:
    answer = auth(cloud, "list-user-sessions", {}, token=token)
    assert answer.status == 200, answer.body
    found: list[Json] = answer.json()["Sessions"]
    return found


def actions(cloud: Cloud, token: str) -> list[str]:
    return [entry["action"] for entry in cloud.call("GET", "/api/audit", token=token).json()["entries"]]


@pytest.mark.feature("A9+")
def test_each_sign_in_is_listed_newest_first_with_its_device(cloud: Cloud, clock: Clock, patient: Patient):
    clock.forward(minutes=1)
    mobile = by_mail(patient)
    clock.forward(minutes=1)
    newest = by_mail(patient, client=WEB)
    clock.forward(minutes=1)
    refresh(cloud, mobile["RefreshToken"])
    shown = listed(cloud, mobile["AccessToken"])
    assert [s["ClientId"] for s in shown] == ["web", "mobile", "web"]
    assert [s["Current"] for s in shown] == [False, True, False]
    assert {s["Device"] for s in shown} == {"Chrome on Windows"}
    assert [s["Started"] for s in shown] == sorted((s["Started"] for s in shown), reverse=True)
    assert shown[1]["LastUsed"] > shown[0]["Started"]
    assert shown[0]["Ip"]
    assert newest["AccessToken"]


@pytest.mark.feature("A9+")
def test_sessions_that_are_over_are_not_listed(cloud: Cloud, clock: Clock, patient: Patient):
    by_mail(patient, client=WEB)
    mobile = by_mail(patient)
    clock.forward(minutes=31)
    token = refresh(cloud, mobile["RefreshToken"]).json()["AuthenticationResult"]["AccessToken"]
    assert [s["ClientId"] for s in listed(cloud, token)] == ["mobile"]


@pytest.mark.feature("A9+")
def test_one_device_is_signed_out_at_once(cloud: Cloud, patient: Patient):
    lost, mine = by_mail(patient), by_mail(patient)["AccessToken"]
    lost_id = next(s["SessionId"] for s in listed(cloud, lost["AccessToken"]) if s["Current"])
    asked = {"SessionId": lost_id}
    assert auth(cloud, "revoke-user-session", asked, token=mine).json() == {}
    assert problem(who(cloud, lost["AccessToken"])) == "session-ended"
    assert refresh(cloud, lost["RefreshToken"]).status == 401
    assert who(cloud, mine).status == who(cloud, patient.token).status == 200
    assert problem(auth(cloud, "revoke-user-session", asked, token=mine)) == "not-found"
    assert actions(cloud, mine).count("session.revoked") == 1


@pytest.mark.feature("A9+")
@pytest.mark.parametrize("session_id", ["never", "", "x" * 5000])
def test_nobody_ends_what_is_not_theirs(cloud: Cloud, practice: Practice, patient: Patient, session_id: str):
    other = a_patient(practice)
    theirs = listed(cloud, other.token)[0]["SessionId"]
    for asked in (theirs, session_id):
        answer = auth(cloud, "revoke-user-session", {"SessionId": asked}, token=patient.token)
        assert answer.status in (404, 422)
    assert who(cloud, other.token).status == 200


@pytest.mark.feature("A9+")
def test_all_other_devices_are_signed_out_at_once(cloud: Cloud, practice: Practice, patient: Patient):
    neighbour = a_patient(practice)
    others = [by_mail(patient) for _ in range(2)]
    assert auth(cloud, "revoke-other-sessions", {}, token=patient.token).json() == {}
    for other in others:
        assert problem(who(cloud, other["AccessToken"])) == "session-ended"
        assert refresh(cloud, other["RefreshToken"]).status == 401
    assert who(cloud, patient.token).status == who(cloud, neighbour.token).status == 200
    assert [s["Current"] for s in listed(cloud, patient.token)] == [True]


@pytest.mark.feature("A9+")
def test_signing_out_everywhere_ends_this_session_too(cloud: Cloud, patient: Patient):
    web = by_mail(patient, client=WEB)["AccessToken"]
    done = auth(cloud, "global-sign-out", {}, token=web)
    assert done.json() == {}
    assert [value for name, value in done.headers if name == "set-cookie" and "Max-Age=0" in value]
    for token in (web, patient.token):
        assert problem(who(cloud, token)) == "session-ended"
    again = by_mail(patient)["AccessToken"]
    assert "session.signed-out-everywhere" in actions(cloud, again)


def disabled(patient: Patient) -> None:
    told = patient.cloud.ops("SetAccountState", {"username": patient.email, "state": "disabled"})
    assert told == {"account_id": account_of(patient).account_id, "state": "disabled"}


def changed(patient: Patient) -> None:
    body = {"PreviousPassword": PASSWORD, "ProposedPassword": NEW}
    assert auth(patient.cloud, "change-password", body, token=patient.token).status == 200


def reset(patient: Patient) -> None:
    assert confirm(patient.cloud, patient.email, code_for(patient), NEW).status == 200


def signed_out_everywhere(patient: Patient) -> None:
    assert auth(patient.cloud, "global-sign-out", {}, token=patient.token).status == 200


def revoked(patient: Patient) -> None:
    assert auth(patient.cloud, "revoke-other-sessions", {}, token=patient.token).status == 200


@pytest.mark.feature("A9+", "A13", "A6", "A7")
@pytest.mark.parametrize("event", [disabled, changed, reset, signed_out_everywhere, revoked], ids=lambda e: e.__name__)
def test_an_old_access_token_is_refused_at_the_next_request(
    cloud: Cloud, patient: Patient, event: Callable[[Patient], None]
):
    other = by_mail(patient)
    assert who(cloud, other["AccessToken"]).status == 200
    event(patient)
    refused = who(cloud, other["AccessToken"])
    assert (refused.status, problem(refused)) == (401, "session-ended")
    assert cloud.call("GET", "/api/members", token=other["AccessToken"]).status == 401
    assert refresh(cloud, other["RefreshToken"]).status == 401


@pytest.mark.feature("A13")
def test_an_account_that_is_on_again_signs_in_anew_and_no_old_session_comes_back(cloud: Cloud, patient: Patient):
    disabled(patient)
    assert problem(initiate(cloud, patient.username)) == "incorrect-credentials"
    assert cloud.ops("SetAccountState", {"username": "nobody-here", "state": "active"})["status"] == 404
    assert cloud.ops("SetAccountState", {"username": patient.username, "state": "gone"})["status"] == 422
    cloud.ops("SetAccountState", {"username": patient.username, "state": "active"})
    assert problem(who(cloud, patient.token)) == "session-ended"
    again = by_mail(patient)["AccessToken"]
    assert actions(cloud, again).count("account.enabled") == actions(cloud, again).count("account.disabled") == 1


@pytest.mark.feature("A13")
def test_a_disabled_account_finishes_nothing_that_it_began(cloud: Cloud, patient: Patient):
    code = code_for(patient)
    disabled(patient)
    assert confirm(cloud, patient.email, code, NEW).status == 400
    body = {"PreviousPassword": PASSWORD, "ProposedPassword": NEW}
    assert auth(cloud, "change-password", body, token=patient.token).status == 401
    assert auth(cloud, "associate-software-token", {}, token=patient.token).status == 401
