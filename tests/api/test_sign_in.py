"""Signing in, staying signed in and signing out, by HTTP, in Cognito's JSON (A2, A13, A14)."""

import base64
import json

import pytest

from tests.cloud import MOBILE, ORIGIN, WEB, Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import by_code, fails, initiate, refresh


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def sign_in(cloud: Cloud, patient: Patient, client: str = MOBILE):
    session = initiate(cloud, patient.username, client=client).json()["Session"]
    return by_code(cloud, session, patient.username, cloud.code(patient.email), client)


def who(cloud: Cloud, token: str):
    return cloud.call("POST", "/api/auth/get-user", {}, token=token)


@pytest.mark.feature("A2")
def test_username_or_address_in_any_case_sign_in_and_a_code_follows(cloud: Cloud, patient: Patient):
    for name in (patient.username.upper(), patient.email.title(), f" {patient.email} "):
        answer = initiate(cloud, name)
        assert (answer.status, answer.json()["ChallengeName"]) == (200, "EMAIL_OTP"), answer.body
        local, domain = patient.email.split("@")
        masked = f"{local[0]}***@{domain[0]}***"
        assert answer.json()["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == masked
        done = by_code(cloud, answer.json()["Session"], name, cloud.code(patient.email))
        assert who(cloud, done.json()["AuthenticationResult"]["AccessToken"]).json()["Username"] == patient.username


@pytest.mark.feature("A2")
def test_the_password_does_not_ignore_case(cloud: Cloud, patient: Patient):
    assert problem(initiate(cloud, patient.username, PASSWORD.upper())) == "incorrect-credentials"


@pytest.mark.feature("A2")
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(cloud: Cloud, patient: Patient):
    wrong, unknown = initiate(cloud, patient.username, "x" * 20), initiate(cloud, "nobody-at-all", "x" * 20)
    assert (wrong.status, unknown.status) == (401, 401)
    assert wrong.body == unknown.body
    assert wrong.json()["__type"] == "NotAuthorizedException"
    assert wrong.json()["detail"] == "Incorrect username or password."


@pytest.mark.feature("A14+")
@pytest.mark.parametrize("known", [True, False])
def test_guessing_is_slowed_alike_and_the_right_password_does_not_get_through(
    cloud: Cloud, clock: Clock, patient: Patient, known: bool
):
    name = patient.username if known else "nobody-here"
    fails(cloud, clock, name)
    slowed = initiate(cloud, name.upper(), PASSWORD)
    assert (slowed.status, problem(slowed)) == (429, "too-many-attempts")
    assert int(slowed.header("retry-after")) == slowed.json()["retry_after"] == 1
    clock.forward(seconds=2)
    assert problem(initiate(cloud, name, "wrong" * 4)) == "incorrect-credentials"
    clock.forward(seconds=1)
    assert problem(initiate(cloud, name, PASSWORD)) == "too-many-attempts"
    clock.forward(minutes=16)
    after = initiate(cloud, name, PASSWORD)
    assert after.status == (200 if known else 401)


@pytest.mark.feature("A14+")
@pytest.mark.parametrize("known", [True, False])
def test_after_five_in_a_burst_the_rest_of_the_burst_is_not_compared(
    cloud: Cloud, clock: Clock, patient: Patient, known: bool
):
    name = patient.username if known else "nobody-here"
    slugs = []
    for _ in range(30):
        slugs.append(problem(initiate(cloud, name, "wrong" * 4)))
        clock.forward(seconds=0.4)
    assert slugs == ["incorrect-credentials"] * 5 + ["too-many-attempts"] * 25
    clock.forward(seconds=4)
    assert problem(initiate(cloud, name, "wrong" * 4)) == "incorrect-credentials"


@pytest.mark.feature("A14+")
def test_nobody_is_locked_out_for_good(cloud: Cloud, clock: Clock, patient: Patient):
    for _ in range(30):
        initiate(cloud, patient.username, "wrong" * 4)
        clock.forward(minutes=16)
    assert initiate(cloud, patient.username).status == 200


def test_a_wrong_code_keeps_the_session_up_to_the_cap(cloud: Cloud, patient: Patient):
    session = initiate(cloud, patient.username).json()["Session"]
    code = cloud.code(patient.email)
    wrong = "000000" if code != "000000" else "000001"
    answers = [by_code(cloud, session, patient.username, wrong) for _ in range(5)]
    assert [problem(a) for a in answers] == ["code-mismatch"] * 4 + ["attempts-exceeded"]
    assert answers[0].json()["__type"] == "CodeMismatchException"
    assert problem(by_code(cloud, session, patient.username, code)) == "attempts-exceeded"


def test_a_code_is_used_once_and_dies_after_ten_minutes(cloud: Cloud, clock: Clock, patient: Patient):
    session = initiate(cloud, patient.username).json()["Session"]
    code = cloud.code(patient.email)
    assert by_code(cloud, session, patient.username, code).status == 200
    assert problem(by_code(cloud, session, patient.username, code)) == "code-used"
    session = initiate(cloud, patient.username).json()["Session"]
    code = cloud.code(patient.email)
    clock.forward(minutes=11)
    assert problem(by_code(cloud, session, patient.username, code)) == "code-expired"


def test_a_code_is_bound_to_its_session_account_and_client(cloud: Cloud, practice: Practice, patient: Patient):
    other = a_patient(practice)
    session = initiate(cloud, patient.username).json()["Session"]
    code = cloud.code(patient.email)
    their_session = initiate(cloud, other.username).json()["Session"]
    if code != cloud.code(other.email):
        assert problem(by_code(cloud, their_session, other.username, code)) == "code-mismatch"
    assert problem(by_code(cloud, session, other.username, code)) == "invalid-session"
    assert problem(by_code(cloud, session, patient.username, code, WEB)) == "invalid-session"
    assert problem(by_code(cloud, "x" * 43, patient.username, code)) == "invalid-session"


@pytest.mark.feature("A9+")
def test_a_device_that_has_proved_a_code_is_not_asked_again(cloud: Cloud, practice: Practice, patient: Patient):
    key = sign_in(cloud, patient).json()["AuthenticationResult"]["NewDeviceMetadata"]["DeviceKey"]
    again = initiate(cloud, patient.username, DEVICE_KEY=key)
    assert "AccessToken" in again.json()["AuthenticationResult"]
    other = a_patient(practice)
    assert initiate(cloud, other.username, DEVICE_KEY=key).json()["ChallengeName"] == "EMAIL_OTP"


def test_the_web_client_gets_its_secrets_as_cookies_that_no_script_reads(cloud: Cloud, patient: Patient):
    done = sign_in(cloud, patient, WEB)
    result = done.json()["AuthenticationResult"]
    assert (result["RefreshToken"], result["NewDeviceMetadata"]) == (None, None)
    cookies = {c.split("=")[0]: c for c in done.cookies}
    assert cookies.keys() == {"__Host-refresh", "__Host-device"}
    for cookie in cookies.values():
        assert cookie.endswith("; Path=/; HttpOnly; Secure; SameSite=Strict")


def test_the_cookie_refreshes_only_for_our_own_page(cloud: Cloud, patient: Patient):
    refresh_cookie = next(c for c in sign_in(cloud, patient, WEB).cookies if "refresh" in c).split(";")[0]
    path, body = "/api/auth/get-tokens-from-refresh-token", {"ClientId": WEB}
    assert cloud.call("POST", path, body, cookie=refresh_cookie).status == 403
    foreign = {"cookie": refresh_cookie, "x_kinchart_refresh": "1", "origin": "https://evil.example"}
    assert cloud.call("POST", path, body, **foreign).status == 403
    ours = foreign | {"origin": ORIGIN}
    answer = cloud.call("POST", path, body, **ours)
    assert answer.status == 200
    assert who(cloud, answer.json()["AuthenticationResult"]["AccessToken"]).status == 200


def test_each_refresh_token_counts_once_and_an_old_one_ends_the_session(cloud: Cloud, clock: Clock, patient: Patient):
    first = sign_in(cloud, patient).json()["AuthenticationResult"]
    second = refresh(cloud, first["RefreshToken"]).json()["AuthenticationResult"]
    assert second["RefreshToken"] != first["RefreshToken"]
    clock.forward(seconds=11)
    assert problem(refresh(cloud, first["RefreshToken"])) == "session-ended"
    assert problem(refresh(cloud, second["RefreshToken"])) == "session-ended"
    assert problem(who(cloud, second["AccessToken"])) == "session-ended"


def test_a_refresh_whose_answer_was_lost_can_be_asked_again_for_a_moment(cloud: Cloud, patient: Patient):
    first = sign_in(cloud, patient).json()["AuthenticationResult"]["RefreshToken"]
    lost, again = refresh(cloud, first), refresh(cloud, first)
    token = again.json()["AuthenticationResult"]["RefreshToken"]
    assert token == lost.json()["AuthenticationResult"]["RefreshToken"]
    assert refresh(cloud, token).status == 200


def test_a_web_session_ends_after_thirty_idle_minutes_and_after_twelve_hours(
    cloud: Cloud, clock: Clock, patient: Patient
):
    cookie = next(c for c in sign_in(cloud, patient, WEB).cookies if "refresh" in c).split(";")[0]

    def ask(cookie: str):
        headers = {"cookie": cookie, "x_kinchart_refresh": "1"}
        return cloud.call("POST", "/api/auth/get-tokens-from-refresh-token", {"ClientId": WEB}, **headers)

    for _ in range(12 * 60 // 25):
        clock.forward(minutes=25)
        answer = ask(cookie)
        assert answer.status == 200
        cookie = answer.cookies[0].split(";")[0]
    clock.forward(minutes=25)
    assert problem(ask(cookie)) == "session-ended"
    idle = next(c for c in sign_in(cloud, patient, WEB).cookies if "refresh" in c).split(";")[0]
    clock.forward(minutes=31)
    assert problem(ask(idle)) == "session-ended"


def test_signing_out_ends_the_session_at_once_and_twice_is_once(cloud: Cloud, patient: Patient):
    result = sign_in(cloud, patient).json()["AuthenticationResult"]
    for _ in range(2):
        out = cloud.call("POST", "/api/auth/revoke-token", {"ClientId": MOBILE, "Token": result["RefreshToken"]})
        assert (out.status, out.json()) == (200, {})
    assert problem(who(cloud, result["AccessToken"])) == "session-ended"
    assert problem(refresh(cloud, result["RefreshToken"])) == "session-ended"


def test_an_access_token_dies_after_ten_minutes(cloud: Cloud, clock: Clock, patient: Patient):
    token = sign_in(cloud, patient).json()["AuthenticationResult"]["AccessToken"]
    clock.forward(minutes=11)
    assert problem(who(cloud, token)) == "session-ended"


@pytest.mark.feature("A15+")
def test_the_tokens_have_cognitos_claims(cloud: Cloud, patient: Patient):
    result = sign_in(cloud, patient).json()["AuthenticationResult"]
    access, identity = (_claims(result[name]) for name in ("AccessToken", "IdToken"))
    assert access["iss"] == identity["iss"] == f"{ORIGIN}/cognito/us-east-1_kinchart"
    assert (access["token_use"], identity["token_use"]) == ("access", "id")
    assert (access["client_id"], identity["aud"], "aud" in access) == (MOBILE, MOBILE, False)
    assert access["username"] == identity["cognito:username"] == patient.username
    assert (identity["email"], identity["email_verified"]) == (patient.email, True)
    assert access["origin_jti"] == identity["origin_jti"]
    assert access["exp"] - access["iat"] == 600 == result["ExpiresIn"]
    refreshed = _claims(refresh(cloud, result["RefreshToken"]).json()["AuthenticationResult"]["AccessToken"])
    assert refreshed["origin_jti"] == access["origin_jti"]
    assert refreshed["auth_time"] == access["auth_time"]


def _claims(token: str):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


@pytest.mark.feature("X1")
def test_bad_requests_name_the_field_and_never_repeat_what_was_sent(cloud: Cloud):
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "web", "AuthParameters": {"PASSWORD": "secret-secret"}}
    answer = cloud.call("POST", "/api/auth/initiate-auth", body)
    assert (answer.status, problem(answer)) == (422, "invalid")
    assert [e["field"] for e in answer.json()["errors"]] == ["AuthParameters.USERNAME"]
    assert b"secret-secret" not in answer.body
    assert problem(cloud.call("POST", "/api/auth/initiate-auth", "{", content_type="application/json")) == "malformed"
    unknown = initiate(cloud, "somebody", client="other")
    assert [e["field"] for e in unknown.json()["errors"]] == ["ClientId"]


@pytest.mark.feature("A14+")
def test_who_knows_only_the_password_cannot_ask_for_code_after_code(cloud: Cloud, clock: Clock, patient: Patient):
    for _ in range(5):
        assert initiate(cloud, patient.username).status == 200
        clock.forward(seconds=4)
    clock.forward(seconds=-4)
    assert initiate(cloud, patient.username).json()["retry_after"] == 1
    clock.forward(seconds=2)
    session = initiate(cloud, patient.username).json()["Session"]
    assert initiate(cloud, patient.username).json()["retry_after"] == 2
    assert by_code(cloud, session, patient.username, cloud.code(patient.email)).status == 200
    assert initiate(cloud, patient.username).status == 200


@pytest.mark.feature("A14+")
@pytest.mark.parametrize("known", [True, False])
def test_old_failures_are_forgotten_alike_whether_or_not_there_is_such_a_name(
    cloud: Cloud, clock: Clock, patient: Patient, known: bool
):
    name = patient.username if known else "nobody-here"
    for _ in range(6):
        initiate(cloud, name, "wrong" * 4)
    clock.forward(days=2)
    slugs = [problem(initiate(cloud, name, "wrong" * 4)) for _ in range(6)]
    assert slugs == ["incorrect-credentials"] * 5 + ["too-many-attempts"]


@pytest.mark.feature("A14+")
def test_a_known_and_an_unknown_name_cost_the_same_round_trips(
    cloud: Cloud, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    from portal import aws

    trips: list[str] = []
    client = aws.dynamodb()
    call = client._make_api_call
    monkeypatch.setattr(client, "_make_api_call", lambda name, how: trips.append(name) or call(name, how))
    costs = []
    for name in (patient.username, "nobody-here"):
        trips.clear()
        initiate(cloud, name, "wrong" * 4)
        costs.append(list(trips))
    assert costs[0] == costs[1]
