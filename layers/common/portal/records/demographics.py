"""The Patient resource of a chart that no bundle has brought one for: what the practice's message told."""

from datetime import datetime
from typing import Any

from portal.store.items import Chart, Record

from . import bodies
from .index import index_of

#: Any import may overwrite it.
OF_OURS = ""


def patient(chart: Chart, before: Record | None, at: datetime) -> Record | None:
    """The record to write; None when a bundle has brought a fuller one, or nothing changed."""
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "id": chart.id,
        "identifier": [{"system": f"urn:kinchart:practice:{chart.practice_id}", "value": chart.patient_id}],
        "name": [{"use": "official", "family": chart.family, "given": [chart.given]}],
    }
    telecom = [("phone", chart.phone), ("email", chart.email)]
    if any(value for _, value in telecom):
        resource["telecom"] = [{"system": system, "value": value} for system, value in telecom if value]
    if chart.sex:
        resource["gender"] = chart.sex
    resource["birthDate"] = chart.birth_date.isoformat()
    text = bodies.tail(resource)
    index = index_of(resource)
    made = Record(
        holder=f"CHART#{chart.id}",
        type="Patient",
        id=chart.id,
        section=index.section,
        body=bodies.packed(text),
        digest=bodies.digest(text, index),
        received=OF_OURS,
        version=before.version + 1 if before else 1,
        updated=at,
        identifiers=list(index.identifier),
    )
    if before and (before.received != OF_OURS or before.digest == made.digest):
        return None
    return made
