"""The demo people's records: made up, written small in JSON, told as FHIR bundles.

`<name>.json` is one person at one practice; `catalog.json` has the tests and panels that they share. Every time is told
in days from the day of seeding, so that there is always an appointment ahead and a result of last week.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from . import care, measured, papers
from .chart import RIVERSIDE, Chart, Json, read

#: What a person's file calls its parts, and how one of them is told.
_PARTS: dict[str, Callable[[Chart, str, Json], Json]] = {
    "prescriptions": care.prescription,
    "appointments": care.appointment,
    "conditions": care.condition,
    "allergies": care.allergy,
    "immunizations": care.immunization,
    "visits": care.visit,
    "procedures": care.procedure,
    "plans": care.plan,
    "teams": care.team,
    "goals": care.goal,
    "devices": care.device,
    "orders": care.order,
    "history": measured.history,
    "reports": measured.report,
    "notes": papers.note,
    "coverage": papers.coverage,
    "claims": papers.claim,
    "invoices": papers.invoice,
}


def person(name: str) -> Json:
    """What `patient.upserted` tells of a demo person."""
    told: Json = read(name)["patient"]
    return {k: v for k, v in told.items() if k != "address"}


def bundle(name: str, today: datetime | None = None) -> Json:
    """A person's records as a FHIR R4 collection Bundle."""
    chart = Chart(name, today or datetime.now(UTC))
    entries = [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in _resources(chart)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _resources(chart: Chart) -> Iterator[Json]:
    yield _patient(chart)
    yield from _practice(chart)
    for number, (_, told) in enumerate(chart.each("labs")):
        yield from measured.lab(chart, number, told)
    for number, (_, told) in enumerate(chart.each("vitals")):
        yield from measured.vitals(chart, number, told)
    for part, tell in _PARTS.items():
        for id_, told in chart.each(part):
            yield tell(chart, id_, told)


def _patient(chart: Chart) -> Json:
    told = chart.told["patient"]
    telecom = [{"system": system, "value": told[system]} for system in ("phone", "email") if told.get(system)]
    return {
        "resourceType": "Patient",
        "id": told["id"],
        "name": [{"use": "official", "family": told["family"], "given": [told["given"]]}],
        "telecom": telecom,
        "gender": told["sex"],
        "birthDate": told["birth_date"],
        "address": [told["address"]],
    }


def _practice(chart: Chart) -> Iterator[Json]:
    practice = chart.told.get("practice", RIVERSIDE)
    yield {"resourceType": "Organization", "id": "demo-practice", "name": practice["name"]}
    yield {"resourceType": "Location", "id": "demo-practice-main", "name": practice["place"]}
    for name, (given, family) in chart.catalog["practitioners"].items():
        human = {"prefix": ["Dr."], "given": [given], "family": family}
        yield {"resourceType": "Practitioner", "id": f"demo-{name}", "name": [human]}
