"""Account Info: names, language, time zone, notices, username, phone; the same as Cognito's user attributes (A11)."""

from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.cloud import Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import auth, by_mail, challenge, cognito, initiate

PHONE = "+12025550123"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def ask(patient: Patient, method: str, path: str = "", body: Any = b"") -> HttpAnswer:
    return patient.cloud.call(method, f"/api/account{path}", body, token=patient.token)


def told(answer: HttpAnswer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


def fields(answer: HttpAnswer) -> set[tuple[str, str]]:
    assert answer.status == 422, answer.body
    return {(error["field"], error["code"]) for error in answer.json()["errors"]}


def with_a_phone(patient: Patient, number: str = PHONE) -> dict[str, Any]:
    told(ask(patient, "POST", "/phone", {"number": number}))
    return told(ask(patient, "POST", "/phone/verify", {"code": patient.cloud.text_code(number)}))


def actions(patient: Patient) -> list[str]:
    entries = told(patient.cloud.call("GET", "/api/audit?kind=account", token=patient.token))["entries"]
    return [entry["action"] for entry in entries]


@pytest.mark.feature("A11")
def test_account_info_tells_what_is_set(patient: Patient):
    found = told(ask(patient, "GET"))
    until = found.pop("proved_until")
    assert until.endswith("Z") or "+00:00" in until
    assert found == {
        "username": patient.username,
        "given": "Rosa",
        "family": "Alvarez",
        "email": patient.email,
        "phone": None,
        "language": "en",
        "time_zone": None,
        "notices": {"new_result": True, "new_form": True, "new_message": True, "access": True},
        "mfa": {
            "enabled": [],
            "preferred": None,
            "authenticator": None,
            "recovery_codes_left": 0,
            "required": False,
        },
    }


@pytest.mark.feature("A11", "A8")
def test_each_part_is_changed_alone_and_the_rest_stays(cloud: Cloud, patient: Patient):
    before = told(ask(patient, "GET"))
    for changed in (
        {"given": "Rosa  María "}, {"family": "Álvarez"}, {"language": "es"}, {"time_zone": "America/New_York"},
    ):  # fmt: skip
        after = told(ask(patient, "PATCH", "", changed))
        expected = {name: " ".join(value.split()) for name, value in changed.items()}
        assert after == before | expected == told(ask(patient, "GET"))
        before = after
    assert told(ask(patient, "PATCH", "", {"time_zone": None}))["time_zone"] is None
    assert told(ask(patient, "PATCH", "", {}))["given"] == "Rosa María"
    assert told(ask(patient, "PATCH", "", {"given": "Rosa María"}))["given"] == "Rosa María"
    assert actions(patient)[:5] == ["profile.changed"] * 5
    assert actions(patient)[5] == "account.created"


@pytest.mark.feature("A11", "A17+")
def test_notices_are_switched_one_by_one(patient: Patient):
    assert told(ask(patient, "PATCH", "", {"notices": {"access": False}}))["notices"] == {
        "new_result": True, "new_form": True, "new_message": True, "access": False,
    }  # fmt: skip
    changed = told(ask(patient, "PATCH", "", {"notices": {"new_result": False, "access": True}}))
    assert changed["notices"] == {"new_result": False, "new_form": True, "new_message": True, "access": True}
    assert actions(patient)[:2] == ["notices.changed"] * 2


@pytest.mark.feature("A11", "X1")
def test_every_wrong_field_is_named_and_nothing_is_changed(patient: Patient):
    before = told(ask(patient, "GET"))
    wanted = {"given": " ", "family": "x" * 101, "time_zone": "Mars/Olympus", "username": "a"}
    assert fields(ask(patient, "PATCH", "", wanted)) == {
        ("given", "impossible"), ("family", "impossible"), ("time_zone", "unknown"), ("username", "too_short"),
    }  # fmt: skip
    assert fields(ask(patient, "PATCH", "", {"given": "Rosa\x00"})) == {("given", "impossible")}
    assert ask(patient, "PATCH", "", {"language": "de"}).status == 422
    assert told(ask(patient, "GET")) == before


@pytest.mark.feature("A11", "A2", "A4")
def test_a_new_username_takes_over_at_once_and_needs_the_password(cloud: Cloud, clock: Clock, patient: Patient):
    clock.forward(minutes=6)
    answer = ask(patient, "PATCH", "", {"username": "rosa.of.the.river"})
    assert (answer.status, problem(answer)) == (403, "step-up-required")
    told(ask(patient, "PATCH", "", {"given": "Rosita", "username": patient.username.upper()}))
    told(auth(cloud, "confirm-password", {"Password": PASSWORD}, token=patient.token))
    assert told(ask(patient, "PATCH", "", {"username": "Rosa.of.the.River"}))["username"] == "rosa.of.the.river"
    assert initiate(cloud, patient.username).status == 401
    challenge(initiate(cloud, "ROSA.of.the.river"), "EMAIL_OTP")
    assert told(auth(cloud, "get-user", {}, token=patient.token))["Username"] == "rosa.of.the.river"
    mail = cloud.mails(patient.email)[-2]
    assert mail["subject"] == "Your Kinchart username was changed"
    assert "rosa.of.the.river" in mail["text"]
    assert "username.changed" in actions(patient)


@pytest.mark.feature("A11")
def test_a_username_is_nobody_elses_name_or_address(cloud: Cloud, practice: Practice, patient: Patient):
    other = a_patient(practice, "Walter")
    assert fields(ask(patient, "PATCH", "", {"username": other.username})) == {("username", "taken")}
    assert fields(ask(patient, "PATCH", "", {"username": other.email})) == {("username", "not_your_email")}
    told(ask(patient, "PATCH", "", {"username": patient.email}))
    challenge(initiate(cloud, patient.email), "EMAIL_OTP")
    told(ask(other, "PATCH", "", {"username": patient.username}))
    challenge(initiate(cloud, patient.email), "EMAIL_OTP")


@pytest.mark.feature("A11")
@pytest.mark.parametrize(
    "given", ["(202) 555-0123", "202.555.0123", "1 202 555 0123", "+1 202-555-0123", "2025550123", "２０２ 555 0123"]
)
def test_a_number_is_understood_as_people_write_it(cloud: Cloud, patient: Patient, given: str):
    asked = told(ask(patient, "POST", "/phone", {"number": given}))
    assert asked["number"] == "+*******0123"
    assert told(ask(patient, "GET"))["phone"] is None
    done = told(ask(patient, "POST", "/phone/verify", {"code": cloud.text_code(PHONE)}))
    assert done["phone"] == PHONE
    assert cloud.mails(patient.email)[-1]["subject"] == "The phone number in your Kinchart account was changed"


@pytest.mark.feature("A11")
def test_a_number_outside_the_us_begins_with_its_country_code(cloud: Cloud, patient: Patient):
    assert with_a_phone(patient, "+442071838750")["phone"] == "+442071838750"


@pytest.mark.feature("A11", "X1")
@pytest.mark.parametrize("number", ["", "555-0123", "102 555 0123", "+1 555", "+0 123 456 789", "call me", "9" * 40])
def test_what_is_no_number_is_named(patient: Patient, number: str):
    assert fields(ask(patient, "POST", "/phone", {"number": number})) == {("number", "impossible")}


@pytest.mark.feature("A11")
def test_a_new_number_counts_only_after_its_code_five_tries_ten_minutes(cloud: Cloud, clock: Clock, patient: Patient):
    with_a_phone(patient)
    told(ask(patient, "POST", "/phone", {"number": "+12025550199"}))
    right = cloud.text_code("+12025550199")
    for _ in range(5):
        answer = ask(patient, "POST", "/phone/verify", {"code": f"{(int(right) + 1) % 1_000_000:06d}"})
        assert answer.status == 400
    assert problem(ask(patient, "POST", "/phone/verify", {"code": right})) == "attempts-exceeded"
    told(ask(patient, "POST", "/phone", {"number": "+12025550199"}))
    right = cloud.text_code("+12025550199")
    clock.forward(minutes=10)
    patient.token = by_mail(patient)["AccessToken"]
    assert problem(ask(patient, "POST", "/phone/verify", {"code": right})) == "code-expired"
    assert told(ask(patient, "GET"))["phone"] == PHONE


@pytest.mark.feature("A11", "A4")
def test_a_number_is_changed_and_removed_after_a_fresh_password_check(cloud: Cloud, clock: Clock, patient: Patient):
    with_a_phone(patient)
    clock.forward(minutes=6)
    for method, body in (("POST", {"number": PHONE}), ("DELETE", b"")):
        assert problem(ask(patient, method, "/phone", body)) == "step-up-required"
    told(auth(cloud, "confirm-password", {"Password": PASSWORD}, token=patient.token))
    assert told(ask(patient, "DELETE", "/phone"))["phone"] is None
    told(ask(patient, "DELETE", "/phone"))
    told_of = [action for action in actions(patient) if action.startswith("phone.")]
    assert told_of == ["phone.removed", "phone.verified", "phone.added"]


@pytest.mark.feature("A11", "A5")
def test_a_number_that_is_a_second_factor_stays_and_its_change_ends_other_sessions(cloud: Cloud, patient: Patient):
    with_a_phone(patient)
    wanted = {"SMSMfaSettings": {"Enabled": True, "PreferredMfa": True}}
    told(auth(cloud, "set-user-mfa-preference", wanted, token=patient.token))
    answer = ask(patient, "DELETE", "/phone")
    assert (answer.status, problem(answer)) == (409, "phone-needed")
    session = challenge(initiate(cloud, patient.username), "SMS_MFA")["Session"]
    code = {"USERNAME": patient.username, "SMS_MFA_CODE": cloud.text_code(PHONE)}
    body = {"ClientId": "mobile", "ChallengeName": "SMS_MFA", "Session": session, "ChallengeResponses": code}
    other = told(auth(cloud, "respond-to-auth-challenge", body))["AuthenticationResult"]["AccessToken"]
    assert with_a_phone(patient, "+12025550199")["phone"] == "+12025550199"
    assert auth(cloud, "get-user", {}, token=other).status == 401
    assert told(ask(patient, "GET"))["mfa"]["enabled"] == ["SMS_MFA"]


@pytest.mark.feature("A11")
def test_texts_are_capped_per_account_and_per_number(practice: Practice, patient: Patient):
    said = [ask(patient, "POST", "/phone", {"number": f"+120255501{n}"}).status for n in range(20, 32)]
    assert said == [200] * 10 + [429] * 2
    to_one = []
    for name in ("Walter", "Ida"):
        other = a_patient(practice, name)
        to_one += [ask(other, "POST", "/phone", {"number": PHONE}).status for _ in range(6)]
    assert to_one.count(429) in (2, 3)


def attributes(patient: Patient) -> dict[str, str]:
    found = told(auth(patient.cloud, "get-user", {}, token=patient.token))["UserAttributes"]
    return {attribute["Name"]: attribute["Value"] for attribute in found}


def change(patient: Patient, **values: str) -> HttpAnswer:
    wanted = [{"Name": name, "Value": value} for name, value in values.items()]
    return cognito(patient.cloud, "UpdateUserAttributes", {"AccessToken": patient.token, "UserAttributes": wanted})


@pytest.mark.feature("A15+", "A11")
def test_on_cognitos_wire_the_profile_is_the_users_attributes(patient: Patient):
    done = change(
        patient, given_name="Rosita", family_name="Ríos", locale="es-US", zoneinfo="America/Denver",
        preferred_username="rosita",
    )  # fmt: skip
    assert told(done) == {"CodeDeliveryDetailsList": []}
    found = attributes(patient)
    assert {found[n] for n in ("given_name", "family_name", "zoneinfo")} == {"Rosita", "Ríos", "America/Denver"}
    account = told(ask(patient, "GET"))
    assert (account["username"], account["language"], account["given"]) == ("rosita", "es", "Rosita")


@pytest.mark.feature("A15+", "A3", "A11")
def test_on_cognitos_wire_a_new_email_and_phone_count_after_their_codes(cloud: Cloud, patient: Patient):
    new = "rosa.new@example.org"
    sent = told(change(patient, email=new, phone_number=PHONE, given_name="Rosita"))["CodeDeliveryDetailsList"]
    assert sent == [
        {"Destination": "r***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"},
        {"Destination": "+*******0123", "DeliveryMedium": "SMS", "AttributeName": "phone_number"},
    ]
    assert (attributes(patient)["email"], attributes(patient)["given_name"]) == (patient.email, "Rosita")
    first = cloud.code(new)
    again = {"AccessToken": patient.token, "AttributeName": "email"}
    assert told(cognito(cloud, "GetUserAttributeVerificationCode", again))["CodeDeliveryDetails"] == sent[0]
    second = cloud.code(new)
    if first != second:
        refused = cognito(cloud, "VerifyUserAttribute", again | {"Code": first})
        assert (refused.status, refused.json()["__type"]) == (400, "CodeMismatchException")
    told(cognito(cloud, "VerifyUserAttribute", again | {"Code": second}))
    phone = {"AccessToken": patient.token, "AttributeName": "phone_number"}
    told(cognito(cloud, "VerifyUserAttribute", phone | {"Code": cloud.text_code(PHONE)}))
    found = attributes(patient)
    assert (found["email"], found["phone_number"], found["phone_number_verified"]) == (new, PHONE, "true")
    emails = told(ask(patient, "GET", "/emails"))["emails"]
    assert [(e["address"], e["primary"]) for e in emails] == [(new, True), (patient.email, False)]
    for address in (new, patient.email):
        assert "Your main email address in Kinchart was changed" in [m["subject"] for m in cloud.mails(address)]


@pytest.mark.feature("A15+", "A4")
def test_on_cognitos_wire_too_what_matters_needs_a_fresh_password_check(clock: Clock, patient: Patient):
    clock.forward(minutes=6)
    told(change(patient, given_name="Rosita"))
    for name, value in (("email", "a@example.org"), ("phone_number", PHONE), ("preferred_username", "rosita")):
        refused = change(patient, **{name: value})
        assert (refused.status, refused.json()["__type"]) == (400, "NotAuthorizedException")


@pytest.mark.feature("A15+")
def test_on_cognitos_wire_what_cannot_be_changed_is_named(cloud: Cloud, patient: Patient):
    for values in ({"sub": "x"}, {"custom:x": "y"}, {"locale": "de"}, {"email": "nothing"}, {"phone_number": "1"}):
        refused = change(patient, given_name="Nobody", **values)
        assert (refused.status, refused.json()["__type"]) == (400, "InvalidParameterException")
    assert attributes(patient)["given_name"] == "Rosa"
    told(change(patient, email=patient.email))
    nothing = {"AccessToken": patient.token, "AttributeName": "email"}
    assert cognito(cloud, "GetUserAttributeVerificationCode", nothing).json()["__type"] == "InvalidParameterException"
    assert cognito(cloud, "VerifyUserAttribute", nothing | {"Code": "1"}).json()["__type"] == "ExpiredCodeException"
