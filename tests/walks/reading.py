"""Reading by apps: searches by form, for patients, with what tells of them; what a practice shares; other words."""

from tests.api.test_fhir_reading import DOCTOR, by_form, ids
from tests.api.test_records import a1cs, chart_of, fhir, send_records
from tests.bundles import patient
from tests.circle import a_caregiver_of
from tests.cloud import ORIGIN
from tests.made_up import Maker
from tests.people import Patient, Practice, a_patient


def reading(practice: Practice) -> None:
    rosa = a_patient(practice)
    about = patient(generalPractitioner=[{"reference": "urn:uuid:dr"}])
    made = Maker()
    send_records(rosa, about, DOCTOR, *a1cs(3), made.one("Procedure"), made.one("Provenance"))
    chart = chart_of(rosa)
    search = f"patient={chart}&category=laboratory&_count=2"
    for whom in (rosa, a_caregiver_of(rosa)):
        _pages(whom, search)
    found = fhir(rosa, "Patient?gender=female")["entry"][0]["resource"]
    fhir(rosa, found["generalPractitioner"][0]["reference"])
    for method in ("OPTIONS", "DELETE"):
        rosa.cloud.call(method, "/fhir/Patient")


def _pages(whom: Patient, search: str) -> None:
    page = by_form(whom, "Observation", search).json()
    assert len(ids(page)) == 2
    [after] = [link["url"] for link in page["link"] if link["relation"] == "next"]
    fhir(whom, after.removeprefix(f"{ORIGIN}/fhir/"))
