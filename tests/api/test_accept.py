"""An account that exists already takes a chart in: family, another practice, or somebody else's (B4, B5, B9)."""

import boto3
import pytest

from tests.cloud import Clock, Cloud, problem, wrong_fields
from tests.invitees import a_link, accept, an_address, members, take_in, tell_caregivers
from tests.people import Patient, Practice, a_known_patient, a_patient, a_practice, a_ticket, an_invite_for, verify
from tests.signing_in import by_mail


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.fixture
def mateo(practice: Practice, rosa: Patient) -> Patient:
    """Rosa's son, whose file has her address."""
    return a_known_patient(practice, "Mateo", rosa.email)


def at_the_eye_clinic(rosa: Patient) -> Patient:
    """The same person, known to another practice."""
    return a_known_patient(a_practice(rosa.cloud, "Lakeside Eye Clinic"), "Rosa", rosa.email)


def oneself(who: Patient) -> str:
    return members(who)[0]["id"]


@pytest.mark.feature("B1", "B4")
def test_a_family_member_joins_the_account(rosa: Patient, mateo: Patient):
    token = an_invite_for(mateo)
    verified = verify(rosa.cloud, token, mateo.birth_date).json()
    assert (verified["patient"]["given"], verified["account_exists"]) == ("Mateo", True)
    answer = accept(rosa, token, verified["ticket"])
    assert answer.status == 200
    me, son = members(rosa)
    [chart] = son["charts"]
    assert answer.json() == {"chart_id": chart["id"], "member_id": son["id"], "role": "primary"}
    assert (me["given"], son["given"], son["relationship"]) == ("Rosa", "Mateo", "family")
    assert set(chart["sections"].values()) == {"write"}
    assert rosa.cloud.call("GET", f"/fhir/Patient/{chart['id']}", token=rosa.token).status == 200
    assert rosa.cloud.call("GET", f"/api/invites/{token}").json()["state"] == "accepted"


@pytest.mark.feature("B1", "B4")
def test_another_practice_joins_the_member_who_is_there(rosa: Patient):
    again = at_the_eye_clinic(rosa)
    assert take_in(rosa, again, an_invite_for(again), oneself(rosa)).status == 200
    [me] = members(rosa)
    assert {chart["practice"]["name"] for chart in me["charts"]} == {rosa.practice.name, "Lakeside Eye Clinic"}


@pytest.mark.feature("C1", "C6")
@pytest.mark.parametrize("kind", ["caregiver", "representative"])
def test_an_account_gets_access_to_somebody_elses_chart(practice: Practice, rosa: Patient, kind: str):
    sam = a_patient(practice, "Sam")
    tell_caregivers(rosa, sam.email)
    token = a_link(rosa, kind, sam.email)
    assert take_in(sam, rosa, token).json()["role"] == kind
    assert [m["given"] for m in members(sam)] == ["Sam", "Rosa"]
    rosa.cloud.settle()
    assert rosa.cloud.mails(rosa.email)[-1]["subject"] == "Somebody was given access in Kinchart"


@pytest.mark.feature("B5")
def test_an_address_that_is_none_of_the_accounts_own_is_refused_and_named_masked(practice: Practice, mateo: Patient):
    sam = a_patient(practice, "Sam")
    answer = take_in(sam, mateo, an_invite_for(mateo))
    assert (answer.status, problem(answer)) == (403, "address-not-yours")
    assert answer.json()["address"] == f"{mateo.email[0]}***@e***"
    assert mateo.email not in answer.body.decode()
    assert len(members(sam)) == 1


@pytest.mark.feature("B5")
def test_capitals_in_the_invited_address_do_not_matter(rosa: Patient, mateo: Patient):
    token = a_link(mateo, "primary", rosa.email.upper())
    assert take_in(rosa, mateo, token).status == 200


@pytest.mark.feature("B5")
def test_expired_withdrawn_locked_and_used_each_say_so(clock: Clock, rosa: Patient, mateo: Patient):
    cloud = rosa.cloud
    withdrawn = an_invite_for(mateo)
    ticket = a_ticket(mateo, withdrawn)
    locked = an_invite_for(mateo)
    assert problem(accept(rosa, withdrawn, ticket)) == "invite-withdrawn"
    ticket = a_ticket(mateo, locked)
    for _ in range(5):
        verify(cloud, locked, "01-01-1950")
    assert problem(accept(rosa, locked, ticket)) == "invite-locked"
    late = an_invite_for(mateo)
    clock.forward(days=30, minutes=-59)
    rosa.token = by_mail(rosa)["AccessToken"]
    ticket = a_ticket(mateo, late)
    clock.forward(minutes=59)
    rosa.token = by_mail(rosa)["AccessToken"]
    answer = accept(rosa, late, ticket)
    assert (answer.status, problem(answer)) == (410, "invite-expired")
    assert len(members(rosa)) == 1


@pytest.mark.feature("B5", "B9+")
def test_what_another_link_to_the_same_patient_made_is_used(practice: Practice, rosa: Patient, mateo: Patient):
    """Two parents are invited; the chart has one primary account."""
    sam = a_patient(practice, "Sam")
    tokens = [a_link(mateo, "primary", who.email) for who in (rosa, sam)]
    tickets = [a_ticket(mateo, token) for token in tokens]
    assert accept(rosa, tokens[0], tickets[0]).status == 200
    answer = accept(sam, tokens[1], tickets[1])
    assert (answer.status, problem(answer)) == (410, "invite-used")
    assert problem(accept(sam, tokens[0], tickets[0])) == "invite-used"
    assert len(members(sam)) == 1


@pytest.mark.feature("B9+", "X2")
def test_accepted_again_by_the_same_account_it_is_the_same_answer_and_one_link(rosa: Patient, mateo: Patient):
    token = an_invite_for(mateo)
    ticket = a_ticket(mateo, token)
    first, again = (accept(rosa, token, ticket) for _ in range(2))
    assert (first.status, first.body) == (200, again.body)
    assert len(members(rosa)) == 2
    told = rosa.cloud.call("GET", "/api/audit?kind=sharing", token=rosa.token).json()["entries"]
    assert [entry["action"] for entry in told].count("invite.accepted") == 1


@pytest.mark.feature("B9+")
def test_a_link_that_was_accepted_gives_nothing_back_once_access_is_taken_away(practice: Practice, rosa: Patient):
    from portal import ids

    sam = a_patient(practice, "Sam")
    token = a_link(rosa, "representative", sam.email)
    ticket = a_ticket(rosa, token)
    assert accept(sam, token, ticket).status == 200
    chart = ids.chart_id(practice.id, rosa.id)
    rows = boto3.client("dynamodb").scan(TableName="kinchart")["Items"]
    [row] = [r for r in rows if r["sk"]["S"] == f"ACCESS#{chart}" and r["role"]["S"] == "representative"]
    boto3.client("dynamodb").delete_item(TableName="kinchart", Key={"pk": row["pk"], "sk": row["sk"]})
    assert problem(accept(sam, token, ticket)) == "invite-used"
    newer = a_link(rosa, "representative", sam.email)
    assert take_in(sam, rosa, newer).status == 200


@pytest.mark.feature("B4")
def test_a_chart_is_never_put_under_another_person(practice: Practice, rosa: Patient, mateo: Patient):
    told = {"id": mateo.id, "given": "Mateo", "family": "Alvarez", "birth_date": "2015-05-05", "email": rosa.email}
    assert practice.send("patient.upserted", {"patient": told}).status == 202
    mateo.birth_date = "2015-05-05"
    token = an_invite_for(mateo)
    ticket = a_ticket(mateo, token)
    sam = a_patient(practice, "Sam")
    assert wrong_fields(accept(rosa, token, ticket, oneself(rosa))) == {"member_id": "other_person"}
    assert wrong_fields(accept(rosa, token, ticket, oneself(sam))) == {"member_id": "unknown"}
    assert wrong_fields(accept(rosa, token, ticket, "#" * 2000)) == {"member_id": "unknown"}
    elsewhere = a_link(rosa, "representative", sam.email)
    assert wrong_fields(take_in(sam, rosa, elsewhere, oneself(sam))) == {"member_id": "oneself"}
    assert accept(rosa, token, ticket).status == 200


@pytest.mark.feature("C6")
def test_the_patients_own_account_becomes_nobody_elses_of_its_chart(rosa: Patient):
    token = a_link(rosa, "representative", rosa.email)
    answer = take_in(rosa, rosa, token)
    assert (answer.status, problem(answer)) == (409, "already-linked")


@pytest.mark.feature("B2", "B5")
def test_without_the_date_of_birth_nothing_is_linked(rosa: Patient, mateo: Patient):
    elsewhere = at_the_eye_clinic(rosa)
    of_another_link = a_ticket(elsewhere, an_invite_for(elsewhere))
    token = an_invite_for(mateo)
    for ticket in ("", "x", "a.b.c.d", of_another_link):
        answer = accept(rosa, token, ticket)
        assert (answer.status, problem(answer)) == (403, "ticket-expired")
    assert len(members(rosa)) == 1


@pytest.mark.feature("A5", "B4")
def test_a_practice_that_wants_a_second_factor_gets_it_from_the_next_sign_in_on(cloud: Cloud, rosa: Patient):
    made = cloud.ops("RegisterPractice", {"name": "Careful Clinic", "phone": "555-0101", "mfa_required": True})
    careful = Practice(cloud, made["practice_id"], made["webhook_secret"], "Careful Clinic")
    again = a_known_patient(careful, "Rosa", rosa.email)
    assert take_in(rosa, again, an_invite_for(again), oneself(rosa)).status == 200
    assert cloud.call("GET", "/api/account", token=rosa.token).json()["mfa"]["required"]


@pytest.mark.feature("B4", "B9+")
def test_the_log_of_the_account_tells_of_it(rosa: Patient, mateo: Patient):
    take_in(rosa, mateo, an_invite_for(mateo))
    entry = rosa.cloud.call("GET", "/api/audit?kind=sharing", token=rosa.token).json()["entries"][0]
    assert (entry["action"], entry["by"]["kind"], entry["practice"]) == ("invite.accepted", "self", rosa.practice.name)


@pytest.mark.feature("B5")
def test_an_address_added_to_the_account_makes_it_work(practice: Practice, rosa: Patient):
    new = an_address("rosa")
    mateo = a_known_patient(practice, "Mateo", new)
    token = an_invite_for(mateo)
    assert problem(take_in(rosa, mateo, token)) == "address-not-yours"
    assert rosa.cloud.call("POST", "/api/account/emails", {"address": new}, token=rosa.token).status == 200
    code = {"code": rosa.cloud.code(new)}
    assert rosa.cloud.call("POST", "/api/account/emails/verify", code, token=rosa.token).status == 200
    assert take_in(rosa, mateo, token).status == 200
