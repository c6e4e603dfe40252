"""USER_SRP_AUTH by HTTP, with pycognito's own half of the protocol (A15)."""

import json

import pytest
from pycognito.aws_srp import AWSSRP

from tests.cloud import MOBILE, WEB, Clock, Cloud, problem
from tests.people import PASSWORD, Patient, Practice, a_patient
from tests.signing_in import auth, challenge, initiate, result, with_an_authenticator

POOL = "us-east-1_kinchart"


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


def begin(cloud: Cloud, username: str, password: str, client: str = MOBILE):
    """The client's half, and the answer to its A."""
    half = AWSSRP(username, password, POOL, client, client=object())
    parameters = half.get_auth_params()
    body = {"AuthFlow": "USER_SRP_AUTH", "ClientId": client, "AuthParameters": parameters}
    return half, auth(cloud, "initiate-auth", body)


def claim(half: AWSSRP, told) -> dict[str, str]:
    return half.process_challenge(told["ChallengeParameters"], half.get_auth_params())


def prove(cloud: Cloud, claims: dict[str, str], **more: str):
    body = {"ClientId": MOBILE, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": claims} | more
    return auth(cloud, "respond-to-auth-challenge", body)


@pytest.mark.feature("A15+")
def test_who_knows_the_password_gets_in_without_sending_it(cloud: Cloud, patient: Patient):
    for name in (patient.username.upper(), patient.email):
        half, answer = begin(cloud, name, PASSWORD)
        told = challenge(answer, "PASSWORD_VERIFIER")
        done = prove(cloud, claim(half, told), Session=told["Session"])
        assert challenge(done, "EMAIL_OTP")["ChallengeParameters"]["USERNAME"] == patient.username
    half, answer = begin(cloud, patient.username, "wrong password it is")
    assert problem(prove(cloud, claim(half, answer.json()))) == "incorrect-credentials"


@pytest.mark.feature("A15+")
def test_a_secret_block_counts_once_and_leads_to_its_own_sign_in_only(cloud: Cloud, patient: Patient):
    half, answer = begin(cloud, patient.username, PASSWORD)
    claims = claim(half, answer.json())
    assert problem(prove(cloud, claims, Session="x" * 43)) == "invalid-session"
    challenge(prove(cloud, claims), "EMAIL_OTP")
    assert problem(prove(cloud, claims)) == "invalid-session"
    assert problem(prove(cloud, {"USERNAME": patient.username})) == "invalid-session"


@pytest.mark.feature("A14+", "A15+")
def test_srp_guesses_are_slowed_as_passwords_are_and_share_the_count(cloud: Cloud, clock: Clock, patient: Patient):
    for _ in range(3):
        half, answer = begin(cloud, patient.username, "wrong password it is")
        assert prove(cloud, claim(half, answer.json())).status == 401
    for _ in range(2):
        assert initiate(cloud, patient.email, "wrong password it is").status == 401
    half, answer = begin(cloud, patient.username, PASSWORD)
    assert problem(prove(cloud, claim(half, answer.json()))) == "too-many-attempts"
    clock.forward(seconds=15)
    half, answer = begin(cloud, patient.username, PASSWORD)
    assert prove(cloud, claim(half, answer.json())).status == 200


@pytest.mark.feature("A14+", "A15+")
def test_a_name_that_nobody_has_is_answered_alike(cloud: Cloud, patient: Patient):
    shapes = []
    for name in (patient.username, "nobody-at-all"):
        half, answer = begin(cloud, name, "wrong password it is")
        told = challenge(answer, "PASSWORD_VERIFIER")
        shapes.append({key: len(value) for key, value in told["ChallengeParameters"].items() if key != "SRP_B"})
        assert abs(len(told["ChallengeParameters"]["SRP_B"]) - 768) <= 4
        refused = prove(cloud, claim(half, told))
        assert problem(refused) == "incorrect-credentials"
        again = begin(cloud, name, "x")[1].json()["ChallengeParameters"]
        assert again["SALT"] == told["ChallengeParameters"]["SALT"]
    assert shapes[0] == shapes[1]


@pytest.mark.feature("A14+", "A15+")
def test_the_id_that_srp_tells_is_a_name_and_a_made_up_one_is_answered_like_a_real_one(cloud: Cloud, patient: Patient):
    answers = []
    for name in (patient.username, "nobody-at-all"):
        told = begin(cloud, name, "x")[1].json()["ChallengeParameters"]["USERNAME"]
        again = begin(cloud, told, "x")[1].json()["ChallengeParameters"]
        assert again["USERNAME"] == again["USER_ID_FOR_SRP"] == told
        sent = auth(cloud, "forgot-password", {"ClientId": MOBILE, "Username": told})
        wrong = initiate(cloud, told, "not the password at all")
        answers.append([(sent.status, sent.body), (wrong.status, wrong.body)])
    assert answers[0] == answers[1]
    assert answers[0][0][0] == 200
    assert "new Kinchart password" in cloud.mails(patient.email)[-1]["text"]


@pytest.mark.feature("A15+")
def test_srp_is_refused_where_the_app_client_does_not_have_it(cloud: Cloud, patient: Patient):
    _, answer = begin(cloud, patient.username, PASSWORD, client=WEB)
    assert (answer.status, problem(answer)) == (400, "flow-not-enabled")
    missing = auth(cloud, "initiate-auth", {"AuthFlow": "USER_SRP_AUTH", "ClientId": MOBILE, "AuthParameters": {}})
    assert [e["field"] for e in missing.json()["errors"]] == [
        "AuthParameters.USERNAME", "AuthParameters.SRP_A",
    ]  # fmt: skip


@pytest.mark.feature("A15+")
def test_the_second_factor_follows_srp_too(cloud: Cloud, patient: Patient):
    with_an_authenticator(patient)
    half, answer = begin(cloud, patient.username, PASSWORD)
    told = challenge(prove(cloud, claim(half, answer.json())), "SOFTWARE_TOKEN_MFA")
    assert json.loads(told["ChallengeParameters"]["MFAS_CAN_CHOOSE"])


@pytest.mark.feature("A15+")
def test_a_client_may_get_new_tokens_for_the_refresh_token_that_it_keeps(cloud: Cloud, clock: Clock, patient: Patient):
    from tests.signing_in import by_mail, refresh

    token = by_mail(patient)["RefreshToken"]
    body = {"AuthFlow": "REFRESH_TOKEN_AUTH", "ClientId": MOBILE, "AuthParameters": {"REFRESH_TOKEN": token}}
    for _ in range(2):
        told = result(auth(cloud, "initiate-auth", body))
        assert told["RefreshToken"] is None
        assert auth(cloud, "get-user", {}, token=told["AccessToken"]).status == 200
    assert refresh(cloud, token).status == 200
    clock.forward(seconds=11)
    assert problem(auth(cloud, "initiate-auth", body)) == "session-ended"
    assert auth(cloud, "get-user", {}, token=told["AccessToken"]).status == 401
    web = auth(cloud, "initiate-auth", body | {"ClientId": WEB})
    assert problem(web) == "flow-not-enabled"
