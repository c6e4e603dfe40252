"""An answer is given again only to whoever had it, and not for long (X2)."""

import pytest

from tests.api.test_sign_in import sign_in
from tests.cloud import WEB, Clock, Cloud, problem
from tests.people import Practice, a_known_patient, a_patient, a_ticket, an_activation, an_invite_for
from tests.signing_in import refresh

REFRESH = "/api/auth/get-tokens-from-refresh-token"


@pytest.mark.feature("X2")
def test_nobody_gets_anothers_tokens_by_the_same_key(cloud: Cloud, practice: Practice):
    cookie = next(c for c in sign_in(cloud, a_patient(practice), WEB).cookies if "refresh" in c).split(";")[0]
    asked = {"idempotency_key": "1", "x_kinchart_refresh": "1"}
    assert cloud.call("POST", REFRESH, {"ClientId": WEB}, cookie=cookie, **asked).status == 200
    for headers in (asked, {"idempotency_key": "1"}):
        answer = cloud.call("POST", REFRESH, {"ClientId": WEB}, **headers)
        assert answer.status in (401, 403)
        assert (answer.cookies, b"AccessToken" in answer.body) == ([], False)


@pytest.mark.feature("X2")
def test_no_step_of_a_sign_in_is_answered_from_memory(cloud: Cloud, practice: Practice):
    patient = a_patient(practice)
    parameters = {"USERNAME": patient.username, "PASSWORD": "a quiet walk by the river"}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": WEB, "AuthParameters": parameters}
    answers = [cloud.call("POST", "/api/auth/initiate-auth", body, idempotency_key="k") for _ in range(2)]
    first, second = (answer.json()["Session"] for answer in answers)
    assert first != second


@pytest.mark.feature("X2")
def test_a_kept_answer_is_gone_after_ten_minutes_even_if_the_table_still_has_it(
    cloud: Cloud, clock: Clock, practice: Practice
):
    patient = a_known_patient(practice)
    path = f"/api/invites/{(token := an_invite_for(patient))}"
    ticket = a_ticket(patient, token)
    cloud.call("POST", f"{path}/activate", an_activation(patient, ticket))
    body = {"ticket": ticket, "code": cloud.code(patient.email)}
    assert cloud.call("POST", f"{path}/confirm", body, idempotency_key="k").status == 200
    clock.forward(minutes=5)
    assert cloud.call("POST", f"{path}/confirm", body, idempotency_key="k").header("idempotency-replayed")
    clock.forward(minutes=6)
    late = cloud.call("POST", f"{path}/confirm", body, idempotency_key="k")
    assert (late.status, problem(late)) == (410, "invite-used")


@pytest.mark.feature("X2")
def test_the_same_key_on_two_invitations_is_two_keys(cloud: Cloud, practice: Practice):
    for given in ("Rosa", "Mateo"):
        patient = a_known_patient(practice, given)
        path = f"/api/invites/{an_invite_for(patient)}/verify"
        answer = cloud.call("POST", path, {"birth_date": patient.birth_date}, idempotency_key="k")
        assert answer.json()["email"] == patient.email


def test_a_refresh_needs_no_key_to_be_asked_again(cloud: Cloud, practice: Practice):
    token = sign_in(cloud, a_patient(practice)).json()["AuthenticationResult"]["RefreshToken"]
    assert [refresh(cloud, token).status for _ in range(2)] == [200, 200]
