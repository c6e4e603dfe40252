"""Caregivers and representatives: whom a practice may invite, what waits for the patient, what they get (B1, C1–C6)."""

import pytest

from tests.cloud import Cloud, problem, wrong_fields
from tests.invitees import (
    LABS,
    a_caregiver,
    a_link,
    a_representative,
    accept,
    an_address,
    forget_primary,
    invite,
    invitee,
    members,
    tell_caregivers,
)
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_ticket,
    activate,
    confirm,
    links,
    sign_up,
    sign_up_by,
    verify,
)
from tests.signing_in import a_sign_up, auth

SECTIONS = (
    "profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "messages", "documents",
    "telehealth",
)  # fmt: skip


@pytest.fixture
def rosa(practice: Practice) -> Patient:
    """She has an account."""
    return a_patient(practice)


@pytest.fixture
def walter(practice: Practice) -> Patient:
    """He has none."""
    return a_known_patient(practice, "Walter")


def sharing(who: Patient) -> list[dict]:
    return who.cloud.call("GET", "/api/audit?kind=sharing", token=who.token).json()["entries"]


@pytest.mark.feature("B1", "C1")
def test_only_a_caregiver_of_the_practices_file_is_invited_as_one(rosa: Patient):
    email = an_address()
    assert wrong_fields(invite(rosa, "caregiver", email)) == {"data.email": "not_a_caregiver"}
    tell_caregivers(rosa, email.upper())
    assert invite(rosa, "caregiver", email).status == 202


@pytest.mark.feature("C1")
def test_each_caregiver_gets_an_account_of_their_own_with_their_own_name(rosa: Patient):
    for email in (first := an_address(), second := an_address("ben")):
        tell_caregivers(rosa, first, second)
        caregiver = invitee(rosa, email)
        sign_up_by(caregiver, a_link(rosa, "caregiver", email))
        account = rosa.cloud.call("GET", "/api/account", token=caregiver.token).json()
        assert (account["given"], account["email"]) == ("Ana", email)
        oneself, patient = members(caregiver)
        assert (oneself["relationship"], oneself["given"], oneself["charts"]) == ("self", "Ana", [])
        assert (patient["relationship"], patient["given"]) == ("cared-for", "Rosa")
        [chart] = patient["charts"]
        assert chart["role"] == "caregiver"
        assert chart["sections"] == {
            name: "write" if name in ("messages", "documents", "telehealth") else "read" for name in SECTIONS
        }


@pytest.mark.feature("C6")
def test_a_representative_gets_exactly_the_sections_that_were_ticked(rosa: Patient):
    ruth = a_representative(rosa)
    oneself, patient = members(ruth)
    assert (oneself["given"], oneself["family"]) == ("Ruth", "Klein")
    assert (patient["given"], patient["relationship"]) == ("Rosa", "represented")
    [chart] = patient["charts"]
    assert (chart["role"], chart["sections"]) == ("representative", LABS)
    path = f"/fhir/Observation?patient={chart['id']}&category=laboratory"
    assert rosa.cloud.call("GET", path, token=ruth.token).status == 200
    refused = rosa.cloud.call("GET", f"/fhir/Appointment?patient={chart['id']}", token=ruth.token)
    assert refused.status == 403 or refused.json()["total"] == 0


@pytest.mark.feature("B1", "C6")
@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"permissions": {}}, {"data.permissions": "too_short"}),
        ({"permissions": {"secrets": "read"}}, {"data.permissions.secrets.[key]": "literal_error"}),
        ({"permissions": {"labs": "own"}}, {"data.permissions.labs": "literal_error"}),
        ({"given": ""}, {"data.given": "string_too_short"}),
        ({"email": "nobody"}, {"data.email": "impossible"}),
    ],
)
def test_a_representatives_invitation_names_each_wrong_field(rosa: Patient, wrong: dict, fields: dict[str, str]):
    more = {"email": an_address()} | wrong
    assert wrong_fields(invite(rosa, "representative", **more)) == fields


@pytest.mark.feature("C2")
def test_what_is_invited_before_the_patient_waits_and_goes_out_by_itself(cloud: Cloud, walter: Patient):
    ana, ruth = an_address(), an_address("ruth")
    tell_caregivers(walter, ana)
    for kind, email in (("caregiver", ana), ("representative", ruth)):
        assert invite(walter, kind, email).status == 202
    cloud.settle()
    assert links(cloud, ana) + links(cloud, ruth) == []
    sign_up(walter)
    cloud.settle()
    for email, name in ((ana, "Ana"), (ruth, "Ruth")):
        [token] = links(cloud, email)
        assert cloud.call("GET", f"/api/invites/{token}").json()["state"] == "opened"
        other = invitee(walter, email)
        sign_up_by(other, token)
        assert members(other)[0]["given"] == name


@pytest.mark.feature("C2", "B4")
def test_a_patient_who_is_taken_into_an_account_frees_what_waited(cloud: Cloud, rosa: Patient, practice: Practice):
    walter = a_known_patient(practice, "Walter", rosa.email)
    ruth = an_address("ruth")
    invite(walter, "representative", ruth)
    token = a_link(walter, "primary", rosa.email)
    assert accept(rosa, token, a_ticket(walter, token)).status == 200
    cloud.settle()
    assert len(links(cloud, ruth)) == 1


@pytest.mark.feature("C2")
def test_a_newer_invitation_that_waits_takes_the_place_of_the_one_before(cloud: Cloud, walter: Patient):
    ruth = an_address("ruth")
    invite(walter, "representative", ruth)
    invite(walter, "representative", ruth, permissions={"billing": "read"})
    sign_up(walter)
    cloud.settle()
    [token] = links(cloud, ruth)
    other = invitee(walter, ruth)
    sign_up_by(other, token)
    assert members(other)[1]["charts"][0]["sections"] == {"billing": "read"}


@pytest.mark.feature("C1", "C2")
def test_a_caregiver_who_was_struck_out_meanwhile_gets_nothing(cloud: Cloud, walter: Patient):
    ana, ben = an_address(), an_address("ben")
    tell_caregivers(walter, ana, ben)
    for email in (ana, ben):
        invite(walter, "caregiver", email)
    tell_caregivers(walter, ben)
    sign_up(walter)
    cloud.settle()
    assert (len(links(cloud, ana)), len(links(cloud, ben))) == (0, 1)
    tell_caregivers(walter)
    assert problem(_signs_up(invitee(walter, ben), links(cloud, ben)[0])) == "invite-withdrawn"


@pytest.mark.feature("C1", "C2")
def test_any_number_waits_and_each_goes_out_once(cloud: Cloud, walter: Patient):
    everybody = [an_address() for _ in range(40)]
    tell_caregivers(walter, *everybody)
    for email in everybody:
        assert invite(walter, "caregiver", email).status == 202
    sign_up(walter)
    cloud.settle()
    assert [len(links(cloud, email)) for email in everybody] == [1] * 40


def _signs_up(who: Patient, token: str):
    """The last answer on the way to an account that is not a success."""
    ticket = a_ticket(who, token)
    sent = activate(who, token, ticket)
    return sent if sent.status != 200 else confirm(who.cloud, token, ticket, who.cloud.code(who.email))


@pytest.mark.feature("C2")
def test_every_step_is_refused_once_the_patient_has_no_account_any_more(rosa: Patient, practice: Practice):
    cloud, email = rosa.cloud, an_address("ruth")
    other = a_patient(practice, "Sam")
    token, theirs = a_link(rosa, "representative", email), a_link(rosa, "representative", other.email)
    who = invitee(rosa, email)
    ticket, their_ticket = a_ticket(who, token), a_ticket(rosa, theirs)
    assert activate(who, token, ticket).status == 200
    code = cloud.code(email)
    forget_primary(rosa)
    wired = auth(cloud, "sign-up", a_sign_up(token, who))
    for answer in (
        verify(cloud, token, rosa.birth_date),
        activate(who, token, ticket),
        confirm(cloud, token, ticket, code),
        accept(other, theirs, their_ticket),
        wired,
    ):
        assert (answer.status, problem(answer)) == (409, "primary-needed")
    assert len(members(other)) == 1


@pytest.mark.feature("A8", "A17+", "C1", "C6")
@pytest.mark.parametrize(
    ("comes", "name", "role"),
    [(a_caregiver, "Ana Alvarez", "caregiver"), (a_representative, "Ruth Klein", "representative")],
)
def test_the_patient_is_told_by_mail_and_in_the_log_when_somebody_gets_access(
    rosa: Patient, comes, name: str, role: str
):
    comes(rosa)
    rosa.cloud.settle()
    mail = rosa.cloud.mails(rosa.email)[-1]
    assert mail["subject"] == "Somebody was given access in Kinchart"
    assert name in mail["text"]
    entry = sharing(rosa)[0]
    assert (entry["action"], entry["by"]) == ("access.granted", {"kind": role, "name": name})
    assert entry["practice"] == rosa.practice.name


@pytest.mark.feature("A11", "A17+")
def test_who_wants_no_notices_of_access_gets_none(rosa: Patient):
    assert rosa.cloud.call("PATCH", "/api/account", {"notices": {"access": False}}, token=rosa.token).status == 200
    a_representative(rosa)
    rosa.cloud.settle()
    assert "access" not in rosa.cloud.mails(rosa.email)[-1]["subject"]
    assert sharing(rosa)[0]["action"] == "access.granted"


@pytest.mark.feature("B1")
def test_each_kind_has_a_mail_of_its_own(rosa: Patient):
    ana, ruth = an_address(), an_address("ruth")
    tell_caregivers(rosa, ana)
    a_link(rosa, "caregiver", ana)
    a_link(rosa, "representative", ruth)
    for email, word in ((ana, "caregiver"), (ruth, "representative")):
        [mail] = rosa.cloud.mails(email)
        assert word in mail["text"]
        assert rosa.given not in mail["text"] + mail["subject"]
