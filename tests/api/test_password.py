"""Changing the password and proving it again, by HTTP (A4, A6, A14)."""

from datetime import datetime, timedelta

import pytest

from local.gateway import HttpAnswer
from tests.cloud import Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import auth, by_mail, challenge, initiate, refresh, with_an_authenticator

NEW = "seven grey herons at dusk"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def change(patient: Patient, proposed: str = NEW, previous: str = PASSWORD, **headers: str) -> HttpAnswer:
    body = {"PreviousPassword": previous, "ProposedPassword": proposed}
    return auth(patient.cloud, "change-password", body, token=patient.token, **headers)


def confirm(patient: Patient, password: str = PASSWORD) -> HttpAnswer:
    return auth(patient.cloud, "confirm-password", {"Password": password}, token=patient.token)


def who(cloud: Cloud, token: str) -> HttpAnswer:
    return auth(cloud, "get-user", {}, token=token)


def actions(patient: Patient) -> list[str]:
    told = patient.cloud.call("GET", "/api/audit", token=patient.token)
    assert NEW.encode() not in told.body
    return [entry["action"] for entry in told.json()["entries"]]


@pytest.mark.feature("A6", "A17+")
def test_a_new_password_ends_every_other_session_and_every_trust_in_a_device(cloud: Cloud, patient: Patient):
    other = by_mail(patient)
    device = {"DEVICE_KEY": other["NewDeviceMetadata"]["DeviceKey"]}
    assert initiate(cloud, patient.username, **device).json()["AuthenticationResult"]
    assert change(patient).json() == {}
    assert who(cloud, patient.token).status == 200
    assert problem(who(cloud, other["AccessToken"])) == "session-ended"
    assert refresh(cloud, other["RefreshToken"]).status == 401
    assert problem(initiate(cloud, patient.username)) == "incorrect-credentials"
    assert challenge(initiate(cloud, patient.username, NEW, **device), "EMAIL_OTP")
    assert "password.changed" in actions(patient)
    assert any("password" in mail["subject"].lower() for mail in cloud.mails(patient.email))
    assert not any(NEW in mail["text"] for mail in cloud.mails(patient.email))


@pytest.mark.feature("A6")
def test_a_new_password_that_was_set_is_the_answer_when_it_is_sent_again(cloud: Cloud, patient: Patient):
    first, again = (change(patient, idempotency_key="k") for _ in range(2))
    assert (first.status, again.status) == (200, 200)
    assert again.header("idempotency-replayed")


@pytest.mark.feature("A6")
@pytest.mark.parametrize(
    ("proposed", "code"),
    [
        ("fourteen chars", "too_short"),
        ("x1" + "y" * 127, "too_long"),
        ("passwordpassword", "common"),
        ("Kinchart password", "context"),
        ("rosa alvarez 1956", "context"),
        (PASSWORD, "same"),
    ],
)
def test_a_new_password_has_to_be_a_good_one(patient: Patient, proposed: str, code: str):
    refused = change(patient, proposed)
    assert refused.status == 422, refused.body
    assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("ProposedPassword", code)]
    assert proposed.encode() not in refused.body


@pytest.mark.feature("A6")
@pytest.mark.parametrize(
    "proposed", ["x y " + "ż ó ł w " * 15 + "końc", "  spaces at both ends  ", "🦆" * 5 + "-🦢🦢🦢🦢" * 3]
)
def test_spaces_and_any_letters_are_kept_as_they_are(cloud: Cloud, patient: Patient, proposed: str):
    assert change(patient, proposed).status == 200
    assert problem(initiate(cloud, patient.username, proposed.strip() + "!")) == "incorrect-credentials"
    assert challenge(initiate(cloud, patient.username, proposed), "EMAIL_OTP")


@pytest.mark.feature("A6")
def test_eight_characters_are_enough_beside_a_second_factor(patient: Patient):
    assert change(patient, "kelp7moth").json()["errors"][0]["code"] == "too_short"
    with_an_authenticator(patient)
    for proposed, code in (("kelp7mo", "too_short"), ("baseball", "common"), ("rosa1234", "context")):
        assert change(patient, proposed).json()["errors"][0]["code"] == code
    assert change(patient, "kelp7moth").status == 200


@pytest.mark.feature("A6", "A14+")
def test_guessing_the_old_password_is_slowed_as_at_signing_in(cloud: Cloud, clock: Clock, patient: Patient):
    for _ in range(5):
        wrong = change(patient, previous="wrong" * 4)
        assert (wrong.status, problem(wrong)) == (401, "incorrect-credentials")
        clock.forward(seconds=3.5)
    clock.forward(seconds=-3)
    slowed = change(patient)
    assert (slowed.status, slowed.json()["retry_after"]) == (429, 1)
    assert problem(confirm(patient)) == "too-many-attempts"
    assert problem(initiate(cloud, patient.username)) == "too-many-attempts"
    clock.forward(seconds=2)
    assert change(patient).status == 200
    assert actions(patient).count("password.change-failed") == 5
    assert challenge(initiate(cloud, patient.username, NEW), "EMAIL_OTP"), "a right one forgets the failures"


@pytest.mark.feature("A14+")
def test_an_answer_about_the_new_password_is_no_guess_at_the_old_one(cloud: Cloud, patient: Patient):
    for _ in range(9):
        assert change(patient, "short").status == 422
    assert change(patient, NEW, previous=NEW).json()["errors"][0]["code"] == "same"
    assert change(patient).status == 200


@pytest.mark.feature("A4")
def test_the_password_proved_again_lasts_five_minutes_and_a_refresh_does_not_renew_it(
    cloud: Cloud, clock: Clock, patient: Patient
):
    tokens = by_mail(patient)
    patient.token = tokens["AccessToken"]
    clock.forward(minutes=4)
    patient.token = refresh(cloud, tokens["RefreshToken"]).json()["AuthenticationResult"]["AccessToken"]
    clock.forward(minutes=1, seconds=1)
    codes = "/api/account/recovery-codes"
    assert problem(cloud.call("POST", codes, {}, token=patient.token)) == "step-up-required"
    until = datetime.fromisoformat(confirm(patient).json()["proved_until"])
    assert abs(until - clock.at - timedelta(minutes=5)) < timedelta(seconds=1)
    clock.forward(minutes=4)
    assert cloud.call("POST", codes, {}, token=patient.token).status == 200
    clock.forward(minutes=1, seconds=1)
    assert problem(cloud.call("POST", codes, {}, token=patient.token)) == "step-up-required"


@pytest.mark.feature("A4", "A14+")
def test_a_wrong_password_proves_nothing_and_counts(cloud: Cloud, clock: Clock, patient: Patient):
    clock.forward(minutes=6)
    for _ in range(5):
        wrong = confirm(patient, "wrong" * 4)
        assert (wrong.status, problem(wrong)) == (401, "incorrect-credentials")
    assert problem(confirm(patient)) == "too-many-attempts"
    assert problem(cloud.call("POST", "/api/account/recovery-codes", {}, token=patient.token)) == "step-up-required"
    clock.forward(seconds=15)
    assert confirm(patient).status == 200
    assert actions(patient).count("password.confirm-failed") == 5
    assert "password.confirmed" in actions(patient)


def test_a_guess_costs_what_owasp_asks_and_a_captcha_a_phones_second():
    """Without a cloud, where both cost little."""
    from portal.identity import captcha, passwords

    assert passwords._hasher.hash(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert captcha.WORK == 50_000
