"""Family and sharing: each branch that asks AWS for something else."""

from portal.telehealth import VIRTUAL_SERVICE
from tests.api.test_records import send_records
from tests.bundles import appointment, observation
from tests.bundles import patient as fhir_patient
from tests.circle import a_caregiver_of, a_child_of, a_representative_of, account_of, ask, chart_of, members, told
from tests.people import Patient, Practice, a_patient


def circle(practice: Practice) -> None:
    """For people who have just signed in."""
    rosa = a_patient(practice)
    send_records(rosa, fhir_patient(), observation())
    ana, child, chart = a_caregiver_of(rosa), a_child_of(rosa), chart_of(rosa)
    found = told(ask(ana, "GET", f"/fhir/Observation?patient={chart}"))
    # The first look in a quarter hour also notes that the access was used.
    told(ask(a_representative_of(rosa), "GET", f"/fhir/Observation/{found['entry'][0]['resource']['id']}"))
    visits(rosa, ana)
    told(ask(rosa, "GET", f"/api/charts/{chart}/access"))
    theirs = f"/api/charts/{chart}/access/{account_of(ana)}"
    told(ask(rosa, "PATCH", theirs, {"sections": {"labs": "read"}, "ends": None}))
    told(ask(rosa, "DELETE", theirs))
    me, sam = members(rosa)
    told(ask(rosa, "GET", f"/api/members/{sam['id']}"))
    told(ask(rosa, "PATCH", f"/api/members/{sam['id']}", {"phone": "555-0101"}))
    asked = {"chart": child, "field": "given", "wanted": "Samuel"}
    told(ask(rosa, "POST", f"/api/members/{sam['id']}/corrections", asked))
    told(ask(rosa, "GET", f"/api/members/{sam['id']}/corrections"))
    told(ask(rosa, "DELETE", f"/api/members/{sam['id']}/charts/{child}"))
    told(ask(rosa, "DELETE", f"/api/members/{me['id']}/charts/{chart}"))


def visits(rosa: Patient, ana: Patient) -> None:
    """A video visit is joined by the patient and by somebody else."""
    link = {"url": "addressUrl", "valueUrl": "https://video.example.org/visit/7"}
    send_records(rosa, fhir_patient(), appointment(extension=[{"url": VIRTUAL_SERVICE, "extension": [link]}]))
    [entry] = told(ask(rosa, "GET", f"/fhir/Appointment?patient={chart_of(rosa)}"))["entry"]
    for whom in (rosa, ana):
        told(ask(whom, "POST", f"/api/charts/{chart_of(rosa)}/appointments/{entry['resource']['id']}/join"))
