"""The Patient resource of a chart that no bundle has brought one for: what the practice's message told."""

from datetime import datetime
from typing import Any

from portal.store.items import Chart, Record

from .checked import Checked

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
    version = before.version + 1 if before else 1
    made = Checked.of(resource, chart.id).kept(f"CHART#{chart.id}", received=OF_OURS, at=at, version=version)
    if before and (before.received != OF_OURS or before.digest == made.digest):
        return None
    return made
