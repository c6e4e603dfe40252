"""The console's patients, accounts and invitations, each branch that asks AWS for something else."""

import base64

from local.gateway import HttpAnswer
from tests.circle import a_representative_of, account_of, told
from tests.cloud import Cloud
from tests.invitees import an_address, tell_caregivers
from tests.people import a_known_patient, a_practice
from tests.staffing import Colleague, a_form, first_sign_in, on_chart, set_up, staff_of

FOREIGN = base64.urlsafe_b64encode(bytes(60)).decode()
"""A cursor that was sealed for no list: whoever looks at one reads the secret."""


def console(cloud: Cloud) -> None:
    staff = staff_of(a_practice(cloud))
    a_known_patient(staff.practice)
    _invites(staff)
    _accounts(staff)


def _done(answer: HttpAnswer) -> str:
    assert answer.status in (200, 201), answer.body
    return str(answer.json().get("id"))


def _invites(staff: Colleague) -> None:
    rosa, daughter = a_known_patient(staff.practice), an_address()
    tell_caregivers(rosa, daughter)
    for query in ("", "?search=rosa%20alvarez", "?list=new"):
        told(staff.ask("GET", f"/patients{query}"))
    theirs = f"{on_chart(rosa)}/invites"
    waits = _done(staff.ask("POST", theirs, {"kind": "caregiver", "email": daughter}))
    wanted = {"kind": "primary", "email": rosa.email}
    for _ in range(2):
        sent = _done(staff.ask("POST", theirs, wanted))
    told(staff.ask("GET", on_chart(rosa)))
    told(staff.ask("GET", "/invites"))
    for path in ("/patients", "/invites"):
        assert staff.ask("GET", f"{path}?cursor={FOREIGN}").status == 422
    for each in (waits, sent):
        told(staff.ask("DELETE", f"{theirs}/{each}"))
    _done(staff.ask("POST", theirs, wanted))


def _accounts(staff: Colleague) -> None:
    rosa = a_known_patient(staff.practice)
    theirs = f"{on_chart(rosa)}/accounts"
    _done(staff.ask("POST", f"{on_chart(rosa)}/invites", {"kind": "primary", "email": rosa.email}))
    unused = set_up(staff, rosa)
    told(staff.ask("DELETE", f"{theirs}/{unused['account']['id']}"))
    own = f"{theirs}/{(made := set_up(staff, rosa))['account']['id']}"
    made["credentials"] = told(staff.ask("POST", f"{own}/reset-password"))
    first_sign_in(rosa, made["credentials"])
    told(staff.ask("GET", on_chart(rosa)))
    ruth = {"username": an_address("ruth"), "given": "Ruth", "family": "Klein", "access_type": "authorized-rep"}
    _done(staff.ask("POST", theirs, a_form(rosa, **ruth, permissions={"labs": "read"})))
    other = a_representative_of(rosa)
    told(staff.ask("PATCH", f"{theirs}/{account_of(other)}", {"permissions": {"labs": "write"}}))
    told(staff.ask("PATCH", own, {"force_password_change": True}))
    for each in (f"{theirs}/{account_of(other)}", own):
        told(staff.ask("DELETE", each))
