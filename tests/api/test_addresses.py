"""E-mail addresses of an account: added, proved, made primary, removed; and nobody learns of anybody else's (A3)."""

import json
import re
from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.cloud import Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import auth, by_mail, challenge, initiate

NEW = "rosa.new@example.org"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def ask(patient: Patient, method: str, path: str = "", body: Any = b"") -> HttpAnswer:
    return patient.cloud.call(method, f"/api/account/emails{path}", body, token=patient.token)


def told(answer: HttpAnswer) -> dict[str, Any]:
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


def add(patient: Patient, address: str = NEW) -> dict[str, Any]:
    return told(ask(patient, "POST", "", {"address": address}))


def verify(patient: Patient, code: str) -> HttpAnswer:
    return ask(patient, "POST", "/verify", {"code": code})


def added(patient: Patient, address: str = NEW) -> list[dict[str, Any]]:
    """An address that was proved; the account's list then."""
    add(patient, address)
    found: list[dict[str, Any]] = told(verify(patient, patient.cloud.code(address)))["emails"]
    return found


def id_of(patient: Patient, address: str) -> str:
    return next(str(e["id"]) for e in told(ask(patient, "GET"))["emails"] if e["address"] == address)


def subjects(cloud: Cloud, to: str) -> list[str]:
    return [mail["subject"] for mail in cloud.mails(to)]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.mark.feature("A3")
def test_an_address_belongs_to_the_account_once_its_code_came_back(cloud: Cloud, patient: Patient):
    [first] = told(ask(patient, "GET"))["emails"]
    assert (first["address"], first["primary"]) == (patient.email, True)
    assert add(patient)["address"] == NEW
    waiting = told(ask(patient, "GET"))
    assert (len(waiting["emails"]), waiting["pending"]["address"]) == (1, NEW)
    assert initiate(cloud, NEW).status == 401
    done = told(verify(patient, cloud.code(NEW)))
    assert [(e["address"], e["primary"]) for e in done["emails"]] == [(patient.email, True), (NEW, False)]
    assert done["pending"] is None
    assert NEW not in json.dumps([e["id"] for e in done["emails"]])
    challenge(initiate(cloud, NEW.upper()), "EMAIL_OTP")
    assert subjects(cloud, patient.email)[-2] == "An email address was added to your Kinchart account"
    assert "r***@e***" in cloud.mails(patient.email)[-2]["text"]


@pytest.mark.feature("A3", "A4")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("POST", "", {"address": NEW}), ("POST", "/{id}/make-primary", {}), ("DELETE", "/{id}", b"")],
)
def test_a_change_asks_for_the_password_when_the_last_check_is_old(
    cloud: Cloud, clock: Clock, patient: Patient, method: str, path: str, body: Any
):
    other = added(patient, "other@example.org")[1]["id"]
    clock.forward(minutes=6)
    answer = ask(patient, method, path.replace("{id}", other), body)
    assert (answer.status, problem(answer)) == (403, "step-up-required")
    told(auth(cloud, "confirm-password", {"Password": PASSWORD}, token=patient.token))
    told(ask(patient, method, path.replace("{id}", other), body))


@pytest.mark.feature("A3")
def test_the_old_primary_works_until_the_new_one_is_verified_and_every_address_is_told(cloud: Cloud, patient: Patient):
    third = "third@example.org"
    added(patient)
    added(patient, third)
    before = len(cloud.mails(third))
    done = told(ask(patient, "POST", f"/{id_of(patient, NEW)}/make-primary"))
    assert (done["emails"][0]["address"], done["emails"][0]["primary"]) == (NEW, True)
    for address in (patient.email, NEW, third):
        mail = cloud.mails(address)[-1]
        assert mail["subject"] == "Your main email address in Kinchart was changed"
        assert "If it was not you" in mail["text"]
    assert len(cloud.mails(third)) == before + 1
    challenge(initiate(cloud, patient.email), "EMAIL_OTP")
    assert subjects(cloud, NEW)[-1] == "Your Kinchart code"
    account = told(cloud.call("GET", "/api/account", token=patient.token))
    assert account["email"] == NEW


@pytest.mark.feature("A3")
def test_the_primary_the_last_and_the_username_cannot_be_removed(cloud: Cloud, patient: Patient):
    for _ in range(2):
        answer = ask(patient, "DELETE", f"/{id_of(patient, patient.email)}")
        assert (answer.status, problem(answer)) == (409, "address-needed")
        if len(told(ask(patient, "GET"))["emails"]) == 1:
            added(patient)
    told(cloud.call("PATCH", "/api/account", {"username": NEW}, token=patient.token))
    answer = ask(patient, "DELETE", f"/{id_of(patient, NEW)}")
    assert (answer.status, problem(answer)) == (409, "address-needed")
    told(cloud.call("PATCH", "/api/account", {"username": patient.username}, token=patient.token))
    challenge(initiate(cloud, NEW), "EMAIL_OTP")
    left = told(ask(patient, "DELETE", f"/{id_of(patient, NEW)}"))
    assert [e["address"] for e in left["emails"]] == [patient.email]
    assert initiate(cloud, NEW).status == 401
    for address in (patient.email, NEW):
        assert subjects(cloud, address)[-1] == "An email address was removed from your Kinchart account"
    assert ask(patient, "DELETE", "/nothing").status == 404


@pytest.mark.feature("A3")
def test_a_removed_address_may_become_somebody_elses(cloud: Cloud, practice: Practice, patient: Patient):
    added(patient)
    told(ask(patient, "DELETE", f"/{id_of(patient, NEW)}"))
    other = a_patient(practice, "Walter")
    assert len(added(other)) == 2


@pytest.mark.feature("A3")
def test_anothers_address_has_the_same_answer_gets_no_code_and_is_never_taken(
    cloud: Cloud, practice: Practice, patient: Patient
):
    other = a_patient(practice, "Walter")
    before = len(cloud.mails(other.email))
    free, taken = (ask(patient, "POST", "", {"address": a}) for a in (NEW, other.email))
    assert taken.status == free.status == 200
    assert taken.body.replace(other.email.encode(), NEW.encode())[:-12] == free.body[:-12]
    assert [name for name, _ in taken.headers] == [name for name, _ in free.headers]
    assert len(cloud.mails(other.email)) == before
    refused = verify(patient, "123456")
    assert (refused.status, problem(refused)) == (400, "code-mismatch")
    assert told(ask(patient, "GET"))["pending"]["address"] == other.email
    challenge(initiate(cloud, other.username), "EMAIL_OTP")


@pytest.mark.feature("A3")
def test_even_the_right_code_does_not_take_an_address_that_became_anothers(
    cloud: Cloud, practice: Practice, patient: Patient
):
    other = a_patient(practice, "Walter")
    add(patient)
    mine = cloud.code(NEW)
    added(other)
    answer = verify(patient, mine)
    assert (answer.status, problem(answer)) == (400, "code-mismatch")
    assert len(told(ask(patient, "GET"))["emails"]) == 1


@pytest.mark.feature("A3", "B9+")
def test_of_two_tabs_one_verifies_and_the_other_is_told(cloud: Cloud, patient: Patient):
    add(patient)
    code = cloud.code(NEW)
    told(verify(patient, code))
    again = verify(patient, code)
    assert (again.status, problem(again)) == (400, "code-expired")
    assert len(told(ask(patient, "GET"))["emails"]) == 2


@pytest.mark.feature("A3")
def test_a_code_counts_for_ten_minutes_five_tries_and_only_the_newest(cloud: Cloud, clock: Clock, patient: Patient):
    add(patient)
    first = cloud.code(NEW)
    add(patient)
    second = cloud.code(NEW)
    if first != second:
        assert problem(verify(patient, first)) == "code-mismatch"
    clock.forward(minutes=10)
    patient.token = by_mail(patient)["AccessToken"]
    assert problem(verify(patient, second)) == "code-expired"
    add(patient)
    right = cloud.code(NEW)
    said = [problem(verify(patient, wrong(right))) for _ in range(5)]
    assert said == ["code-mismatch"] * 4 + ["attempts-exceeded"]
    assert problem(verify(patient, right)) == "attempts-exceeded"
    assert len(told(ask(patient, "GET"))["emails"]) == 1


@pytest.mark.feature("A3")
def test_codes_are_capped_per_account_and_per_address(cloud: Cloud, practice: Practice, patient: Patient):
    said = [ask(patient, "POST", "", {"address": f"n{n}@example.org"}).status for n in range(12)]
    assert said == [200] * 10 + [429] * 2
    to_one = []
    for name in ("Walter", "Ida"):
        other = a_patient(practice, name)
        to_one += [ask(other, "POST", "", {"address": NEW}).status for _ in range(6)]
    assert to_one == [200] * 10 + [429] * 2
    assert len(cloud.mails(NEW)) == 10


@pytest.mark.feature("A3", "X1")
@pytest.mark.parametrize("address", ["", "rosa", "rosa@", "@example.org", "rosa@example", "a b@example.org", "x" * 255])
def test_what_is_no_address_is_named(patient: Patient, address: str):
    answer = ask(patient, "POST", "", {"address": address})
    assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "address")


@pytest.mark.feature("A3")
def test_ones_own_address_and_one_too_many_are_refused(cloud: Cloud, patient: Patient, monkeypatch: pytest.MonkeyPatch):
    answer = ask(patient, "POST", "", {"address": patient.email.upper()})
    assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "own")
    monkeypatch.setattr("portal.addresses.MOST", 1)
    answer = ask(patient, "POST", "", {"address": NEW})
    assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "too_many")


@pytest.mark.feature("A3", "A8")
def test_every_step_is_in_the_log_without_the_address(cloud: Cloud, patient: Patient):
    added(patient)
    add(patient, "third@example.org")
    verify(patient, wrong(cloud.code("third@example.org")))
    told(ask(patient, "POST", f"/{id_of(patient, NEW)}/make-primary"))
    told(ask(patient, "DELETE", f"/{id_of(patient, patient.email)}"))
    log = cloud.call("GET", "/api/audit?kind=account", token=patient.token)
    assert [e["action"] for e in log.json()["entries"]][:-1] == [
        "email.removed", "email.primary", "email.verify-failed", "email.added", "email.verified", "email.added",
    ]  # fmt: skip
    assert not re.search(rb"example\.org", log.body)


@pytest.mark.feature("A3", "A7")
def test_a_reset_code_that_went_to_a_removed_address_is_dead(cloud: Cloud, patient: Patient):
    added(patient)
    wanted = {"ClientId": "mobile", "Username": NEW}
    told(auth(cloud, "forgot-password", wanted))
    code = cloud.code(NEW)
    told(ask(patient, "DELETE", f"/{id_of(patient, NEW)}"))
    given = wanted | {"ConfirmationCode": code, "Password": "another quiet walk home"}
    assert auth(cloud, "confirm-forgot-password", given).status == 400


@pytest.mark.feature("A3")
def test_two_accounts_that_verify_one_address_at_once_do_not_share_it(cloud: Cloud, practice: Practice):
    """Both asked before it was anybody's, both have a code."""
    people = [a_patient(practice, name) for name in ("Rosa", "Walter")]
    codes = []
    for person in people:
        add(person)
        codes.append(cloud.code(NEW))
    said = [verify(person, code).status for person, code in zip(people, codes, strict=True)]
    assert said == [200, 400]


@pytest.mark.feature("X2")
def test_a_change_that_met_another_is_refused_and_loses_nothing(cloud: Cloud, patient: Patient):
    """The caller was read before another tab's change was written."""
    from portal import addresses
    from portal.access import Caller
    from portal.errors import Conflict

    added(patient)
    held: list[Caller] = []
    find = addresses._find

    def meanwhile(caller: Caller, email_id: str) -> str:
        if not held:
            held.append(caller)
            added(patient, "third@example.org")
        return find(caller, email_id)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("portal.addresses._find", meanwhile)
        answer = ask(patient, "DELETE", f"/{id_of(patient, NEW)}")
    assert (answer.status, problem(answer)) == (409, Conflict.slug)
    assert len(told(ask(patient, "GET"))["emails"]) == 3
