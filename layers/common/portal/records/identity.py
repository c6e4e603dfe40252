"""Whose records these are, and the ids that we give them.

A chart's resources have ids `<chart>.<derived>`, those that a practice's charts share have `<practice>.<derived>`, and
the Patient's id is the chart's. Derived from the practice, the type and the sender's id: a replay changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal import ids

#: Who and where: sent again with every patient's bundle, kept once per practice.
SHARED = frozenset({"Practitioner", "PractitionerRole", "Organization", "Location", "HealthcareService", "Endpoint"})


@dataclass(frozen=True)
class Whose:
    """A chart: `patient_id` is the practice's own id for the patient; `fhir_patient_id` is what the practice's FHIR
    server calls the patient, learned from the first bundle that has a Patient, None until then."""

    practice_id: str
    patient_id: str
    chart_id: str
    fhir_patient_id: str | None = None

    def our_id(self, type_name: str, source_id: str) -> str:
        """Our id for a resource that the sender calls `type_name/source_id`."""
        if type_name == "Patient":
            return self.chart_id
        owner = self.practice_id if type_name in SHARED else self.chart_id
        return f"{owner}.{ids.derived(self.practice_id, type_name, source_id)}"

    def is_me(self, patient_id: str) -> bool:
        """Whether `Patient/<patient_id>` is this patient."""
        return patient_id in (self.patient_id, self.chart_id, self.fhir_patient_id)

    def accepts(self, source_id: str, identifiers: Iterable[object]) -> bool:
        """Whether a Patient with this id and these identifier values is this patient. The first one sent always is."""
        return self.fhir_patient_id is None or self.is_me(source_id) or self.patient_id in identifiers

    def mark(self, resource: dict[str, Any], source_id: str, has_identifiers: bool) -> None:
        """Keep the sender's id: as an identifier, or as meta.source where the type has no list of them."""
        system = f"urn:kinchart:practice:{self.practice_id}"
        if not has_identifiers:
            resource["meta"] = {"source": f"{system}:{source_id}"} | resource.get("meta", {})
            return
        mine = {"system": system, "value": source_id}
        known = resource.get("identifier", [])
        if not any(one.get("system") == system and one.get("value") == source_id for one in known):
            resource["identifier"] = [*known, mine]
