"""Two who set up or make the same thing at once: what was proved by one is never put to use by the other (A5, A12)."""

import pytest

from portal.identity import factors
from tests.cloud import MOBILE, Clock, Cloud, problem
from tests.people import Patient, Practice, a_patient
from tests.signing_in import Json, auth, by_code, challenge, initiate, respond, result, totp


@pytest.fixture
def patient(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """Signs in by an app client that requires a second factor."""
    from portal.settings import settings

    patient = a_patient(practice)
    monkeypatch.setenv("MFA_REQUIRED_CLIENTS", MOBILE)
    settings.cache_clear()
    return patient


def setting_up(patient: Patient) -> Json:
    """A sign-in that waits for MFA_SETUP, with the seed that it was given."""
    session = challenge(initiate(patient.cloud, patient.username), "EMAIL_OTP")["Session"]
    answer = by_code(patient.cloud, session, patient.username, patient.cloud.code(patient.email))
    told = {"Session": challenge(answer, "MFA_SETUP")["Session"]}
    begun: Json = auth(patient.cloud, "associate-software-token", told).json()
    return begun


def proved(patient: Patient, begun: Json, clock: Clock, name: str) -> str:
    """The Session after the app's first code."""
    code = totp(begun["SecretCode"], clock.now().timestamp())
    body = {"Session": begun["Session"], "UserCode": code, "FriendlyDeviceName": name}
    answer = auth(patient.cloud, "verify-software-token", body)
    assert answer.status == 200, answer.body
    return str(answer.json()["Session"])


@pytest.mark.feature("A5", "A12")
def test_the_app_that_was_proved_is_the_one_that_counts_whatever_others_set_up_meanwhile(
    cloud: Cloud, clock: Clock, patient: Patient
):
    mine, theirs = setting_up(patient), setting_up(patient)
    session = proved(patient, mine, clock, "My phone")
    # The other one gets a seed, proves it, and is not first.
    again = auth(cloud, "associate-software-token", {"Session": theirs["Session"]}).json()
    other = proved(patient, again, clock, "Their phone")
    assert result(respond(cloud, "MFA_SETUP", session, patient.username))
    clock.forward(seconds=60)
    told = challenge(initiate(cloud, patient.username), "SOFTWARE_TOKEN_MFA")
    assert told["ChallengeParameters"]["FRIENDLY_DEVICE_NAME"] == "My phone"
    code = totp(mine["SecretCode"], clock.now().timestamp())
    done = respond(cloud, "SOFTWARE_TOKEN_MFA", told["Session"], patient.username, SOFTWARE_TOKEN_MFA_CODE=code)
    assert result(done)
    assert problem(respond(cloud, "MFA_SETUP", other, patient.username)) == "invalid-session"
    assert auth(cloud, "associate-software-token", {"Session": other}).status == 400


@pytest.mark.feature("A5")
def test_a_second_factor_that_is_set_up_while_signing_in_ends_every_other_session(
    cloud: Cloud, clock: Clock, patient: Patient
):
    session = proved(patient, setting_up(patient), clock, "My phone")
    fresh = result(respond(cloud, "MFA_SETUP", session, patient.username))
    assert problem(auth(cloud, "get-user", {}, token=patient.token)) == "session-ended"
    assert auth(cloud, "get-user", {}, token=fresh["AccessToken"]).status == 200


@pytest.mark.feature("A5")
def test_a_seed_that_was_not_proved_itself_does_not_count(cloud: Cloud, clock: Clock, patient: Patient):
    """Asking for another one after the first code takes the proof back."""
    session = proved(patient, setting_up(patient), clock, "My phone")
    again = auth(cloud, "associate-software-token", {"Session": session}).json()
    assert problem(respond(cloud, "MFA_SETUP", again["Session"], patient.username)) == "invalid-session"


@pytest.mark.feature("A5")
def test_of_two_sheets_of_recovery_codes_at_once_only_one_is_shown(
    cloud: Cloud, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    new = factors.recovery.new

    def meanwhile(account_id: str):
        """Another tab was quicker."""
        monkeypatch.setattr(factors.recovery, "new", new)
        other = factors.store.fetch(factors.store.keys.credential(account_id))[0]
        factors.store.update(other.key(), set={"recovery": ["of the other tab"]})
        return new(account_id)

    monkeypatch.setattr(factors.recovery, "new", meanwhile)
    path = "/api/account/recovery-codes"
    assert cloud.call("POST", path, {}, token=patient.token).status == 409
    assert len(cloud.call("POST", path, {}, token=patient.token).json()["codes"]) == 10
