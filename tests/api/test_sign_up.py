"""Cognito's SignUp for an invitation: on its wire and over REST, without a captcha (B3)."""

from typing import Any

import pytest

from local.gateway import HttpAnswer
from tests.cloud import MOBILE, Clock, Cloud, problem
from tests.people import Patient, Practice, a_known_patient, a_patient, an_invite_for
from tests.signing_in import a_sign_up, auth, by_mail, cognito


@pytest.fixture
def sam(practice: Practice) -> Patient:
    return a_known_patient(practice, "Sam")


@pytest.fixture
def token(sam: Patient) -> str:
    return an_invite_for(sam)


def confirm(cloud: Cloud, username: str, code: str) -> HttpAnswer:
    return cognito(cloud, "ConfirmSignUp", {"ClientId": MOBILE, "Username": username, "ConfirmationCode": code})


def resend(cloud: Cloud, username: str) -> HttpAnswer:
    return cognito(cloud, "ResendConfirmationCode", {"ClientId": MOBILE, "Username": username})


def told(answer: HttpAnswer) -> Any:
    assert answer.status == 200, answer.body
    return answer.json()


@pytest.mark.feature("A15+", "B3")
def test_an_invited_person_signs_up_and_signs_in(cloud: Cloud, sam: Patient, token: str):
    done = told(cognito(cloud, "SignUp", a_sign_up(token, sam)))
    delivery = {"Destination": "s***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    assert done | {"UserSub": ""} == {"UserConfirmed": False, "UserSub": "", "CodeDeliveryDetails": delivery}
    first = cloud.code(sam.email)
    assert told(resend(cloud, sam.username)) == {"CodeDeliveryDetails": delivery}
    code = cloud.code(sam.email)
    if first != code:
        assert confirm(cloud, sam.username, first).json()["__type"] == "CodeMismatchException"
    # Only a session proves who asks: signing up opens none.
    assert told(confirm(cloud, sam.username, code)) == {}
    sam.token = by_mail(sam)["AccessToken"]
    account = told(cloud.call("GET", "/api/account", token=sam.token))
    assert (account["username"], account["language"]) == (sam.username, "es")
    user = told(cognito(cloud, "GetUser", {"AccessToken": sam.token}))
    assert {"Name": "sub", "Value": done["UserSub"]} in user["UserAttributes"]
    assert confirm(cloud, sam.username, code).json()["__type"] == "CodeMismatchException"


@pytest.mark.feature("B2")
def test_five_wrong_dates_lock_the_invitation_and_a_right_one_does_not_count(cloud: Cloud, sam: Patient, token: str):
    for _ in range(4):
        wrong = auth(cloud, "sign-up", a_sign_up(token, sam, birth_date="1950-01-01"))
        assert problem(wrong) == "invite-mismatch"
    for _ in range(6):
        assert auth(cloud, "sign-up", a_sign_up(token, sam) | {"Password": "short"}).status == 422
    for slug in ["invite-mismatch"] * 4 + ["invite-locked"] * 2:
        assert problem(auth(cloud, "sign-up", a_sign_up(token, sam, birth_date="1950-01-01"))) == slug
    assert problem(auth(cloud, "sign-up", a_sign_up(token, sam))) == "invite-locked"
    assert problem(auth(cloud, "sign-up", a_sign_up("never", sam))) == "invite-mismatch"


@pytest.mark.feature("B3")
@pytest.mark.parametrize("missing", ["invite", "birth_date", "accept_terms"])
def test_each_proof_is_needed(cloud: Cloud, sam: Patient, token: str, missing: str):
    answer = auth(cloud, "sign-up", a_sign_up(token, sam, **{missing: ""}))
    assert answer.json()["errors"][0]["field"] == f"ValidationData.{missing}"
    assert cognito(cloud, "SignUp", a_sign_up(token, sam, **{missing: ""})).json()["__type"] == (
        "InvalidParameterException"
    )


@pytest.mark.feature("B3")
def test_wrong_choices_have_cognitos_exceptions(cloud: Cloud, practice: Practice, sam: Patient, token: str):
    rosa = a_patient(practice)
    body = a_sign_up(token, sam)
    for changed, kind in (
        ({"Password": "short"}, "InvalidPasswordException"),
        ({"Username": rosa.username}, "UsernameExistsException"),
        ({"Username": "x"}, "InvalidParameterException"),
    ):
        assert cognito(cloud, "SignUp", body | changed).json()["__type"] == kind


@pytest.mark.feature("B3")
def test_a_name_waits_for_one_person_at_a_time(
    cloud: Cloud, practice: Practice, sam: Patient, token: str, clock: Clock
):
    other = a_known_patient(practice, "Ana")
    theirs = a_sign_up(an_invite_for(other), other) | {"Username": sam.username.upper()}
    told(cognito(cloud, "SignUp", a_sign_up(token, sam)))
    assert cognito(cloud, "SignUp", theirs).json()["__type"] == "UsernameExistsException"
    # The same person may begin again; after an hour the name is free.
    told(cognito(cloud, "SignUp", a_sign_up(token, sam)))
    clock.forward(minutes=61)
    told(cognito(cloud, "SignUp", theirs))
    told(confirm(cloud, sam.username, cloud.code(other.email)))


@pytest.mark.feature("A14+", "B3")
def test_a_name_that_nobody_signs_up_with_is_answered_alike(cloud: Cloud, sam: Patient, token: str, clock: Clock):
    told(cognito(cloud, "SignUp", a_sign_up(token, sam)))
    right = cloud.code(sam.email)
    wrong = "000000" if right != "000000" else "000001"
    tries = [[confirm(cloud, name, wrong).body for _ in range(7)] for name in (sam.username, "somebody")]
    assert tries[0] == tries[1]
    # The sixth try is one too many, even with the right code.
    assert confirm(cloud, sam.username, right).status == 400
    clock.forward(minutes=1)
    sent = [[resend(cloud, name) for _ in range(6)] for name in (sam.username, "somebody")]
    assert [a.status for a in sent[0]] == [a.status for a in sent[1]] == [200] * 4 + [400] * 2
    assert [a.json().keys() for a in sent[0]] == [a.json().keys() for a in sent[1]]
    assert sent[0][4].json()["__type"] == "LimitExceededException"
    assert len({a.body for a in sent[1][:4]}) == 1
    told(confirm(cloud, sam.username, cloud.code(sam.email)))
