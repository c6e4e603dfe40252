"""The console's users, corrections, deliveries and log, each branch that asks AWS for something else."""

from datetime import timedelta

from tests.circle import a_caregiver_of, account_of, ask, chart_of, members, told
from tests.cloud import Clock, Cloud
from tests.people import Patient, a_known_patient, a_patient, an_invite_for, verify
from tests.receiver import a_listening_practice
from tests.staffing import Colleague, staff_of
from tests.walks.console import FOREIGN

NOBODY_LISTENS = "http://127.0.0.1:9/"


def console_users(cloud: Cloud, clock: Clock) -> None:
    staff = staff_of(a_listening_practice(cloud, NOBODY_LISTENS))
    told(cloud.call("GET", "/api/staff", token=staff.token))
    _deliveries(cloud, staff)
    for path in ("/users", "/corrections", "/deliveries"):
        assert staff.ask("GET", f"{path}?cursor={FOREIGN}").status == 422
    _corrections(staff)
    told(staff.ask("GET", "/audit"))
    _users(staff)
    _removed(a_patient(staff.practice), clock)


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


def _corrections(staff: Colleague) -> None:
    """One is decided, twice."""
    patient = a_patient(staff.practice)
    wish = {"chart": chart_of(patient), "field": "given", "wanted": "Rosita"}
    asked = told(ask(patient, "POST", f"/api/members/{members(patient)[0]['id']}/corrections", wish))
    told(staff.ask("GET", "/corrections"))
    for _ in range(2):
        told(staff.ask("POST", f"/corrections/{asked['id']}", {"decision": "accepted"}))


def _removed(patient: Patient, clock: Clock) -> None:
    """A caregiver takes somebody out of their family whose record they do not see any more."""
    caregiver = a_caregiver_of(patient)
    ends = {"ends": (clock.at + timedelta(seconds=30)).isoformat()}
    told(ask(patient, "PATCH", f"/api/charts/{chart_of(patient)}/access/{account_of(caregiver)}", ends))
    clock.forward(minutes=1)
    [_, theirs] = members(caregiver)
    told(ask(caregiver, "DELETE", f"/api/members/{theirs['id']}"))
