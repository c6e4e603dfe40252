"""Which public examples are refused, and why: told from what they are, not from what the intake says.

For `python -m tests.roundtrip`: an issue type (OperationOutcome) and where it is, or None for what has to go in.
"""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

NOT_RECORDS = {
    "AuditEvent", "Binary", "Bundle", "CapabilityStatement", "Group", "OperationOutcome", "Parameters", "PaymentNotice",
    "PaymentReconciliation", "Person", "Schedule", "Slot", "Subscription",
}  # fmt: skip
"""They tell of no patient, or of several."""
NOBODYS = {
    "Appointment", "Device", "HealthcareService", "Location", "Medication", "Organization", "Patient", "Practitioner",
    "PractitionerRole", "Provenance", "Questionnaire",
}  # fmt: skip
"""They go in without an element that names their patient."""

BROKEN = {
    "MedicationRequest-medrx0301.json": ("value", "dispenseRequest.performer", "a Practitioner is no Organization"),
    "Questionnaire-qs1.json": ("required", "linkId", "items without linkId"),
    "Argonaut-questionnaire-questionnaire-example-asq3.json": ("structure", "option", "option is of STU3"),
    "QuestionnaireResponse-3141.json": ("not-supported", "contained[0]", "the patient is contained"),
    "RelatedPerson-benedicte.json": ("security", "photo[0].url", "a photo that is no address of the web"),
    "RelatedPerson-peter.json": ("security", "photo[0].url", "a photo that is no address of the web"),
    "argonaut-phq9-ish.json": ("invariant", "required", "que-6: a text that is required"),
    "enableWhen-test.R4.json": ("structure", "repeats", "true or false as a string"),
    "lforms-R4/phq9.json": ("structure", "valueDuration.value", "a number as a string"),
    "ussg-fhp.json": ("structure", "valueDuration.value", "a number as a string"),
    "pathling-phq9/phq9.json": ("structure", "valueString", "a number as a string's value"),
}
"""By the end of their path: examples that are not FHIR R4, looked at one by one."""


def refusal(path: str, resource: Json) -> tuple[str, str, str] | None:
    """Of a single resource: the issue type, a part of the place, and the reason in words."""
    if said := next((why for name, why in BROKEN.items() if path.endswith(f"/{name}")), None):
        return said
    if resource["resourceType"] in NOT_RECORDS:
        return "not-supported", "resource", "it tells of no one patient"
    people = {person for person in _patients(resource) if person}
    if resource["resourceType"] not in NOBODYS and whose(resource) is None:
        return "required", "", "no patient in it"
    if len(people) > 1:
        return "forbidden", "reference", "it names two patients"
    return None


def whose(resource: Json) -> str | None:
    """The id of the patient whose it is."""
    if resource["resourceType"] == "Patient":
        return str(resource["id"])
    named = [resource.get(name) for name in ("subject", "patient", "beneficiary", "for")]
    if resource["resourceType"] == "Appointment":
        named = [part.get("actor") for part in resource["participant"]]
    nodes = [one for node in named for one in (node if isinstance(node, list) else [node]) if isinstance(one, dict)]
    return next((person for node in nodes for person in _patients(node)), None)


def _patients(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _patients(part)
    elif isinstance(node, dict):
        if match := re.fullmatch(r"(?:.*/)?Patient/([^/]+)", str(node.get("reference"))):
            yield match[1]
        for part in node.values():
            yield from _patients(part)
