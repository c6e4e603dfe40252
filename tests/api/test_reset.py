"""A forgotten password, by HTTP, in Cognito's JSON (A7, A14)."""

import re

import pytest

from portal import store
from portal.identity import names, password_change
from portal.store.items import Alias
from tests.cloud import WEB, Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient, a_solved_captcha
from tests.resets import NEW, account_of, code_for, confirm, forgot, wrong
from tests.signing_in import auth, by_mail, challenge, initiate, refresh


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def masked(address: str) -> str:
    local, host = address.split("@")
    return f"{local[0]}***@{host[0]}***"


@pytest.mark.feature("A7", "A17+")
def test_a_code_by_mail_leads_to_a_new_password_and_every_session_ends(cloud: Cloud, patient: Patient):
    other = by_mail(patient)
    sent = forgot(cloud, patient.email)
    details = {"Destination": masked(patient.email), "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    assert sent.json() == {"CodeDeliveryDetails": details}
    mail = cloud.mails(patient.email)[-1]
    assert patient.username in mail["text"]
    assert "spam" in mail["text"]
    assert not re.search(r"\d{6}", mail["subject"])
    assert confirm(cloud, patient.email, cloud.code(patient.email), NEW).json() == {}
    for token in (patient.token, other["AccessToken"]):
        assert problem(auth(cloud, "get-user", {}, token=token)) == "session-ended"
    assert refresh(cloud, other["RefreshToken"]).status == 401
    assert problem(initiate(cloud, patient.username)) == "incorrect-credentials"
    device = other["NewDeviceMetadata"]["DeviceKey"]
    assert challenge(initiate(cloud, patient.username, NEW, DEVICE_KEY=device), "EMAIL_OTP")
    patient.token = by_mail(patient, password=NEW)["AccessToken"]
    told = cloud.call("GET", "/api/audit", token=patient.token)
    assert {"password.reset-requested", "password.reset"} <= {entry["action"] for entry in told.json()["entries"]}
    assert NEW.encode() not in told.body
    assert any("password" in mail["subject"].lower() for mail in cloud.mails(patient.email)[-4:])


@pytest.mark.feature("A7")
def test_the_page_goes_step_by_step_and_what_is_right_does_not_count(cloud: Cloud, patient: Patient):
    code = code_for(patient)
    for _ in range(6):
        asked = confirm(cloud, patient.email, code)
        assert [(e["field"], e["code"]) for e in asked.json()["errors"]] == [("Password", "missing")]
    for proposed, said in (("short", "too_short"), (PASSWORD, "same"), (f"{patient.username} 1234", "context")):
        refused = confirm(cloud, patient.email, code, proposed)
        assert [(e["field"], e["code"]) for e in refused.json()["errors"]] == [("Password", said)]
    assert confirm(cloud, patient.email, code, NEW).status == 200


@pytest.mark.feature("A7")
def test_a_code_is_used_once_dies_after_ten_minutes_and_a_new_one_kills_it(
    cloud: Cloud, clock: Clock, patient: Patient
):
    first = code_for(patient)
    second = code_for(patient)
    if first != second:
        assert problem(confirm(cloud, patient.email, first, NEW)) == "code-mismatch"
    assert confirm(cloud, patient.email, second, NEW).status == 200
    assert problem(confirm(cloud, patient.email, second, NEW + "2")) == "code-mismatch"
    late = code_for(patient)
    clock.forward(minutes=10)
    assert problem(confirm(cloud, patient.email, late, NEW + "2")) == "code-expired"


@pytest.mark.feature("A7")
def test_asking_by_another_name_of_the_account_kills_the_code_too(cloud: Cloud, patient: Patient):
    first = code_for(patient)
    second = code_for(patient, patient.username)
    assert problem(confirm(cloud, patient.email, first, NEW)) == "code-mismatch"
    assert problem(confirm(cloud, patient.email, second, NEW)) in ("code-mismatch", "attempts-exceeded")
    assert confirm(cloud, patient.username, second, NEW).status == 200


@pytest.mark.feature("A7")
def test_a_code_belongs_to_one_account(cloud: Cloud, practice: Practice, patient: Patient):
    other = a_patient(practice, "Mateo")
    mine, theirs = code_for(patient), code_for(other)
    if mine != theirs:
        assert problem(confirm(cloud, other.email, mine, NEW)) == "code-mismatch"
    moved = store.keys.alias(names.alias_digest(patient.email))
    store.update(moved, set={"account_id": account_of(other).account_id})
    assert problem(confirm(cloud, patient.email, mine, NEW)) == "code-mismatch"


@pytest.mark.feature("A7", "A14+")
def test_five_wrong_codes_and_the_right_one_fails_too(cloud: Cloud, patient: Patient):
    code = code_for(patient)
    answers = [confirm(cloud, patient.email, wrong(code), NEW) for _ in range(5)]
    assert [problem(a) for a in answers] == ["code-mismatch"] * 4 + ["attempts-exceeded"]
    assert answers[0].json()["__type"] == "CodeMismatchException"
    assert problem(confirm(cloud, patient.email, code, NEW)) == "attempts-exceeded"
    assert confirm(cloud, patient.email, code_for(patient), NEW).status == 200


@pytest.mark.feature("A7", "A14+")
@pytest.mark.parametrize("form", ["rosa-nobody", "nobody@example.org"])
def test_a_name_that_nobody_has_gets_the_same_answers_byte_for_byte(
    cloud: Cloud, clock: Clock, patient: Patient, form: str
):
    known = patient.email if "@" in form else patient.username
    both = (known, form)
    sent = [forgot(cloud, name) for name in both]
    assert [a.status for a in sent] == [200, 200]
    hidden = [re.sub(rb"\w\*\*\*@\w\*\*\*", b"?", answer.body) for answer in sent]
    assert hidden[0] == hidden[1]
    assert forgot(cloud, form).body == sent[1].body, "where it went is always the same"
    code = code_for(patient, known)
    forgot(cloud, form)
    for _ in range(7):
        answers = [confirm(cloud, name, wrong(code), NEW) for name in both]
        assert (answers[0].status, answers[0].body) == (answers[1].status, answers[1].body)
    for name in both:
        forgot(cloud, name)
    clock.forward(minutes=11)
    answers = [confirm(cloud, name, wrong(code), NEW) for name in both]
    assert (answers[0].body, problem(answers[0])) == (answers[1].body, "code-expired")
    assert cloud.mails(form) == []
    never = [confirm(cloud, name, "123456", NEW) for name in ("never-asked", "never@asked.example")]
    assert {problem(answer) for answer in never} == {"code-expired"}


@pytest.mark.feature("A3", "A7")
def test_a_code_that_dies_at_the_last_moment_sets_no_password(
    cloud: Cloud, patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    """Its address is removed while the new password is looked at."""
    code, key = code_for(patient), account_of(patient).key()
    checked = password_change.new_password

    def meanwhile(*args, **about):
        store.update(key, remove=["reset"])
        return checked(*args, **about)

    monkeypatch.setattr(password_change, "new_password", meanwhile)
    assert confirm(cloud, patient.email, code, NEW).status == 409
    assert challenge(initiate(cloud, patient.username), "EMAIL_OTP")


@pytest.mark.feature("A7", "A13")
def test_a_disabled_account_is_answered_alike_and_gets_no_mail(cloud: Cloud, patient: Patient):
    before = forgot(cloud, patient.username)
    code = code_for(patient)
    cloud.ops("SetAccountState", {"username": patient.username, "state": "disabled"})
    assert problem(confirm(cloud, patient.email, code, NEW)) == "code-mismatch"
    mails = len(cloud.mails(patient.email))
    assert forgot(cloud, patient.username).body == before.body
    assert len(cloud.mails(patient.email)) == mails


@pytest.mark.feature("A7", "A14+")
def test_so_many_codes_an_hour_for_known_and_unknown_names(cloud: Cloud, clock: Clock, patient: Patient):
    for name in (patient.email, "nobody@example.org"):
        statuses = [forgot(cloud, name).status for _ in range(11)]
        assert statuses == [200] * 10 + [429]
    assert forgot(cloud, patient.username).status == 429, "the account's names share the count"
    clock.forward(hours=1)
    assert forgot(cloud, patient.email).status == 200


@pytest.mark.feature("A7", "A14+")
def test_the_way_out_for_an_account_that_somebody_keeps_slowed(cloud: Cloud, patient: Patient):
    for _ in range(6):
        initiate(cloud, patient.username, "wrong" * 4)
    assert problem(initiate(cloud, patient.username)) == "too-many-attempts"
    assert confirm(cloud, patient.email, code_for(patient), NEW).status == 200
    assert challenge(initiate(cloud, patient.username, NEW), "EMAIL_OTP")


@pytest.mark.feature("A7")
def test_the_web_client_needs_a_captcha_and_each_counts_once(cloud: Cloud, patient: Patient):
    for name in (patient.email, "nobody@example.org"):
        missing = forgot(cloud, name, client=WEB)
        assert (missing.status, missing.json()["errors"][0]["field"]) == (422, "captcha")
        solved = {"captcha": a_solved_captcha(cloud)}
        assert forgot(cloud, name, client=WEB, metadata=solved).status == 200
        again = forgot(cloud, name, client=WEB, metadata=solved)
        assert (again.status, again.json()["errors"][0]["code"]) == (422, "used")


@pytest.mark.feature("A7")
def test_the_code_goes_to_the_address_that_was_typed_if_it_is_the_accounts(cloud: Cloud, patient: Patient):
    account_id, second = account_of(patient).account_id, "second@elsewhere.example"
    key = store.keys.account(account_id)
    account = store.get(key)
    assert account is not None
    store.update(key, set={"emails": account.emails | {second: account.created}})
    store.put(Alias(digest=names.alias_digest(second), account_id=account_id))
    assert forgot(cloud, second.upper()).json()["CodeDeliveryDetails"]["Destination"] == "s***@e***"
    assert confirm(cloud, second, cloud.code(second), NEW).status == 200
    assert forgot(cloud, patient.username).json()["CodeDeliveryDetails"]["Destination"] == masked(patient.email)


def test_an_unknown_app_client_is_refused(cloud: Cloud, patient: Patient):
    for path, more in (("forgot-password", {}), ("confirm-forgot-password", {"ConfirmationCode": "123456"})):
        answer = auth(cloud, path, {"ClientId": "other", "Username": patient.email} | more)
        assert answer.json()["__type"] == "ResourceNotFoundException"
