"""Staff of a practice, who come in by the front door: a temporary password, one of their own, an authenticator."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.circle import account_of, chart_of, told
from tests.cloud import Cloud
from tests.people import PASSWORD, Patient, Practice
from tests.signing_in import auth, by_code, challenge, initiate, respond, result, totp


@dataclass
class Colleague:
    """A member of staff. `token` is the access token of the newest sign-in, `seed` the authenticator's."""

    practice: Practice
    username: str
    seed: str = ""
    token: str = ""

    @property
    def cloud(self) -> Cloud:
        return self.practice.cloud

    @property
    def account_id(self) -> str:
        return account_of(self)

    def ask(self, method: str, path: str, body: Any = b"", **headers: str) -> HttpAnswer:
        """Below the practice's own path: `ask("GET", "/patients")`."""
        whole = f"/api/practices/{self.practice.id}{path}"
        return self.cloud.call(method, whole, body, token=self.token, **headers)

    def sign_in(self) -> None:
        """Again, with the authenticator; its code counts once in thirty seconds."""
        from portal import clock

        asked = challenge(initiate(self.cloud, self.username), "SOFTWARE_TOKEN_MFA")
        code = totp(self.seed, clock.now().timestamp())
        proved = respond(
            self.cloud, "SOFTWARE_TOKEN_MFA", asked["Session"], self.username, SOFTWARE_TOKEN_MFA_CODE=code
        )
        self.token = result(proved)["AccessToken"]


def staff_of(practice: Practice, role: str = "administrator") -> Colleague:
    """Somebody with this role, signed in with an authenticator."""
    from portal import clock

    cloud, email = practice.cloud, f"{role}-{uuid.uuid4().hex[:7]}@riverside.example"
    told = {"practice_id": practice.id, "given": "Nora", "family": "Lindqvist", "email": email, "role": role}
    added = cloud.ops("AddStaff", told)
    colleague = Colleague(practice, added["username"])
    asked = challenge(initiate(cloud, email, added["temporary_password"]), "NEW_PASSWORD_REQUIRED")
    answered = respond(cloud, "NEW_PASSWORD_REQUIRED", asked["Session"], email, NEW_PASSWORD=PASSWORD)
    asked = challenge(answered, "EMAIL_OTP")
    answered = respond(cloud, "EMAIL_OTP", asked["Session"], email, EMAIL_OTP_CODE=cloud.code(email))
    asked = challenge(answered, "MFA_SETUP")
    begun = auth(cloud, "associate-software-token", {"Session": asked["Session"]}).json()
    colleague.seed = begun["SecretCode"]
    code = totp(colleague.seed, clock.now().timestamp())
    verified = auth(cloud, "verify-software-token", {"Session": begun["Session"], "UserCode": code}).json()
    colleague.token = result(respond(cloud, "MFA_SETUP", verified["Session"], email))["AccessToken"]
    return colleague


def on_chart(patient: Patient) -> str:
    """The patient's page in the console."""
    return f"/patients/{chart_of(patient)}"


def account_on(whom: Patient, patient: Patient | None = None) -> str:
    """Somebody's account on a patient's page; on their own where no other is named."""
    return f"{on_chart(patient or whom)}/accounts/{account_of(whom)}"


def accounts_on(staff: Colleague, patient: Patient) -> list[dict[str, Any]]:
    """Everybody with access to the patient's record, as the page shows them."""
    found: list[dict[str, Any]] = told(staff.ask("GET", on_chart(patient)))["accounts"]
    return found


def a_form(patient: Patient, **changes: Any) -> dict[str, Any]:
    """The set-up form for the patient's own account, as the wand fills it in."""
    told = {"username": patient.email, "given": patient.given, "family": patient.family, "access_type": "self"}
    return told | changes


def save(staff: Colleague, patient: Patient, **changes: Any) -> HttpAnswer:
    """Save on the set-up form."""
    return staff.ask("POST", f"{on_chart(patient)}/accounts", a_form(patient, **changes))


def page_of(staff: Colleague, patient: Patient) -> dict[str, Any]:
    """The patient's page in the console."""
    return told(staff.ask("GET", on_chart(patient)))


def set_up(staff: Colleague, patient: Patient, **changes: Any) -> dict[str, Any]:
    """What the console says after Save: the account and its credentials."""
    answer = save(staff, patient, **changes)
    assert answer.status == 201, answer.body
    made: dict[str, Any] = answer.json()
    return made


def choose_password(patient: Patient, credentials: dict[str, Any], password: str = PASSWORD) -> str:
    """The first half of the first sign-in: the Session that waits for the code by mail."""
    cloud, patient.username = patient.cloud, credentials["username"]
    asked = challenge(initiate(cloud, patient.username, credentials["temporary_password"]), "NEW_PASSWORD_REQUIRED")
    answered = respond(cloud, "NEW_PASSWORD_REQUIRED", asked["Session"], patient.username, NEW_PASSWORD=password)
    return str(challenge(answered, "EMAIL_OTP")["Session"])


def first_sign_in(patient: Patient, credentials: dict[str, Any], password: str = PASSWORD) -> None:
    """With what the practice gave: a password of one's own, then the code by mail."""
    session = choose_password(patient, credentials, password)
    patient.token = result(by_code(patient.cloud, session, patient.username, patient.cloud.code(patient.email)))[
        "AccessToken"
    ]


def before_it_writes(monkeypatch: pytest.MonkeyPatch, do: Callable[[], Any]) -> None:
    """Have something done once, after the next operation has read and before its transaction begins."""
    from portal import store

    begin = store.all_or_nothing

    @contextmanager
    def all_or_nothing(else_raise: Exception | None = None) -> Iterator[Any]:
        monkeypatch.setattr("portal.store.all_or_nothing", begin)
        do()
        with begin(else_raise) as write:
            yield write

    monkeypatch.setattr("portal.store.all_or_nothing", all_or_nothing)
