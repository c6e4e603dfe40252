"""Whose access the patient ended or narrowed has no way round it but a new invitation of the practice (C7)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.test_sharing import path_of, read, shared
from tests.circle import a_caregiver_of, a_representative_of, ask, chart_of, log, members
from tests.cloud import Clock, Cloud, problem
from tests.invitees import a_link, accept, an_address, invite, take_in
from tests.people import Patient, Practice, a_patient, a_ticket, links, verify
from tests.staffing import account_on, staff_of


@pytest.fixture
def patient(practice: Practice) -> Patient:
    return a_patient(practice)


@pytest.mark.feature("C7+", "C1")
@pytest.mark.parametrize("kind", ["caregiver", "representative"])
def test_whose_access_the_patient_ended_does_not_come_back_by_an_invitation_sent_before(patient: Patient, kind: str):
    make = {"caregiver": a_caregiver_of, "representative": a_representative_of}[kind]
    person, other = make(patient), an_address()
    again = a_link(patient, kind, person.email)
    ticket = a_ticket(patient, again)
    others = a_link(patient, "representative", other)
    in_another_role = a_link(patient, "representative", person.email)
    assert ask(patient, "DELETE", path_of(person, patient)).status == 200
    late = [verify(patient.cloud, link, patient.birth_date) for link in (again, in_another_role)]
    for answer in (accept(person, again, ticket), *late):
        assert (answer.status, problem(answer)) == (410, "invite-withdrawn")
    # Somebody else's is theirs still; and only the practice can invite this person again.
    assert verify(patient.cloud, others, patient.birth_date).status == 200
    assert take_in(person, patient, a_link(patient, kind, person.email), members(person)[1]["id"]).status == 200
    assert read(person, patient).status == 200


@pytest.mark.feature("C7+", "C1")
@pytest.mark.parametrize("change", ["narrowed", "ends"])
def test_an_invitation_kept_in_reserve_does_not_undo_what_the_patient_took(clock: Clock, patient: Patient, change: str):
    caregiver = a_caregiver_of(patient)
    reserve = a_link(patient, "caregiver", caregiver.email)
    end = (clock.at + timedelta(minutes=2)).isoformat()
    wanted: dict[str, Any] = {"narrowed": {"sections": {"labs": "read"}}, "ends": {"ends": end}}[change]
    assert ask(patient, "PATCH", path_of(caregiver, patient), wanted).status == 200
    clock.forward(minutes=3)
    late = verify(patient.cloud, reserve, patient.birth_date)
    assert (late.status, problem(late)) == (410, "invite-withdrawn")


@pytest.mark.feature("C7+", "C2")
def test_an_invitation_that_still_waits_for_such_a_person_does_not_go_out(cloud: Cloud, patient: Patient):
    from portal import invites, store
    from portal.store.items.onboarding import Invitation

    caregiver = a_caregiver_of(patient)
    key, sent = store.keys.chart(chart_of(patient)), len(links(cloud, caregiver.email))
    wanted = Invitation("caregiver", caregiver.email)
    other = Invitation("representative", an_address("ruth"), "Ruth", "Klein", {"labs": "read"})
    store.update(key, set={"waiting": {invites.whose(each): each for each in (wanted, other)}})
    assert ask(patient, "DELETE", path_of(caregiver, patient)).status == 200
    [chart] = store.fetch(key)
    assert list(chart.waiting.values()) == [other]
    assert len(links(cloud, caregiver.email)) == sent


@pytest.mark.feature("C7+", "B9+")
def test_an_invitation_sent_at_that_moment_makes_the_patient_try_again(
    patient: Patient, monkeypatch: pytest.MonkeyPatch
):
    from portal import granting

    caregiver = a_caregiver_of(patient)
    take_away = granting.take_away

    def meanwhile(*about: Any) -> None:
        monkeypatch.setattr(granting, "take_away", take_away)
        assert invite(patient, "caregiver", caregiver.email).status == 202
        take_away(*about)

    monkeypatch.setattr(granting, "take_away", meanwhile)
    answer = ask(patient, "DELETE", path_of(caregiver, patient))
    assert (answer.status, problem(answer)) == (409, "conflict")
    assert read(caregiver, patient).status == 200
    assert ask(patient, "DELETE", path_of(caregiver, patient)).status == 200
    token = links(patient.cloud, caregiver.email)[-1]
    assert problem(verify(patient.cloud, token, patient.birth_date)) == "invite-withdrawn"


@pytest.mark.feature("C7+", "A8")
def test_nobody_appears_in_the_patients_list_log_or_mail_under_a_name_of_their_own_choice(
    cloud: Cloud, patient: Patient
):
    caregiver = a_caregiver_of(patient)
    renamed = ask(caregiver, "PATCH", "/api/account", {"given": "Your doctor", "family": "at evil.example"})
    assert renamed.status == 200, renamed.body
    read(caregiver, patient)
    [listed] = shared(patient)
    assert (listed["name"], listed["relationship"]) == ("Ana Alvarez", "daughter")
    assert ask(patient, "PATCH", path_of(caregiver, patient), {"sections": {"labs": "read"}}).status == 200
    staff_of(patient.practice).ask("DELETE", account_on(caregiver, patient))
    assert {e["by"]["name"] for e in log(patient) if e["by"]["kind"] == "caregiver"} == {"Ana Alvarez"}
    assert {e["whom"] for e in log(patient) if e["whom"]} == {"Ana Alvarez"}
    assert not [mail for mail in cloud.mails(patient.email) if "evil.example" in mail["text"]]
