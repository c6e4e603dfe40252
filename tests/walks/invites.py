"""Invitations of others than the patient, and of people who have an account already."""

from tests.cloud import MOBILE, Clock, Cloud
from tests.invitees import accept, an_address, invite, invitee, take_in, tell_caregivers
from tests.people import (
    Patient,
    Practice,
    a_known_patient,
    a_patient,
    a_ticket,
    an_invite_for,
    links,
    sign_up,
    sign_up_by,
)
from tests.signing_in import a_sign_up, auth


def others(cloud: Cloud, clock: Clock, practice: Practice) -> None:
    clock.forward(days=1)
    who = a_patient(practice, "Grace")
    waiting(cloud, practice)
    accepting(cloud, practice, who)


def waiting(cloud: Cloud, practice: Practice) -> None:
    """Two wait; they come to have accounts by each door."""
    ben = a_known_patient(practice, "Ben")
    ana, ruth = an_address(), an_address("ruth")
    tell_caregivers(ben, ana)
    for kind, email in (("caregiver", ana), ("representative", ruth), ("representative", ruth)):
        assert invite(ben, kind, email).status == 202
    sign_up(ben)
    cloud.settle()
    sign_up_by(invitee(ben, ana), links(cloud, ana)[-1])
    representative = invitee(ben, ruth)
    assert auth(cloud, "sign-up", a_sign_up(links(cloud, ruth)[-1], representative)).status == 200
    named = {"ClientId": MOBILE, "Username": representative.username, "ConfirmationCode": cloud.code(ruth)}
    assert auth(cloud, "confirm-sign-up", named).status == 200
    cloud.settle()


def accepting(cloud: Cloud, practice: Practice, who: Patient) -> None:
    """As a member of the family, into an own member, and as somebody else's representative; then again, and refused."""
    family = a_known_patient(practice, "Mateo", who.email)
    token = an_invite_for(family)
    ticket = a_ticket(family, token)
    made = accept(who, token, ticket)
    assert made.status == 200, made.body
    assert accept(who, token, ticket).body == made.body
    again = a_known_patient(practice, "Mateo", who.email)
    assert take_in(who, again, an_invite_for(again), made.json()["member_id"]).status == 200
    patient = a_patient(practice, "Walter")
    assert invite(patient, "representative", who.email).status == 202
    assert take_in(who, patient, links(cloud, who.email)[-1]).status == 200
    stranger = a_known_patient(practice)
    assert take_in(who, stranger, an_invite_for(stranger)).status == 403
