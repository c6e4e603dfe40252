"""The console's users, corrections, deliveries and log, each branch that asks AWS for something else."""

from tests.circle import account_of, told
from tests.cloud import Clock, Cloud
from tests.people import a_known_patient, a_patient, an_invite_for, verify
from tests.receiver import a_listening_practice
from tests.staffing import Colleague, staff_of

NOBODY_LISTENS = "http://127.0.0.1:9/"


def console_users(cloud: Cloud, clock: Clock) -> None:
    staff = staff_of(a_listening_practice(cloud, NOBODY_LISTENS))
    told(cloud.call("GET", "/api/staff", token=staff.token))
    _deliveries(cloud, staff)
    _users(staff)
    clock.forward(seconds=1)


def _deliveries(cloud: Cloud, staff: Colleague) -> None:
    """One is not taken, and repeated."""
    locked = an_invite_for(a_known_patient(staff.practice))
    for _ in range(5):
        verify(cloud, locked, "01-01-1950")
    cloud.settle()
    [failing] = told(staff.ask("GET", "/deliveries"))["deliveries"]
    assert failing["state"] == "failing"
    assert staff.ask("POST", f"/deliveries/{failing['id']}/repeat").status == 202
    cloud.settle()


def _users(staff: Colleague) -> None:
    patient = a_patient(staff.practice)
    told(staff.ask("GET", "/users"))
    for wanted in ({"state": "disabled"}, {"state": "active", "force_password_change": True}):
        told(staff.ask("PATCH", f"/users/{account_of(patient)}", wanted))
