"""What /fhir serves, and by what each type is searched: the one table for intake, searches and the CapabilityStatement.

Names and elements are those of http://hl7.org/fhir/R4/searchparameter-registry.html; one without `:` is the element's
own name, `|` means or. Every search is about one patient: also Medication and Questionnaire have `patient`, which R4
does not give them.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["token", "date", "string", "reference", "uri"]

#: Read by id only, by whoever may see anything of a chart of the practice that they belong to.
SHARED = ("Location", "Organization", "Practitioner", "PractitionerRole")

_TOKENS = {
    "Account": "identifier status type",
    "AllergyIntolerance": (
        "identifier category code:code|reaction.substance criticality type clinical-status:clinicalStatus"
        " verification-status:verificationStatus"
    ),
    "Appointment": (
        "identifier status appointment-type:appointmentType service-category:serviceCategory service-type:serviceType"
    ),
    "CarePlan": "identifier status intent category",
    "CareTeam": "identifier status category",
    "Claim": "identifier status use",
    "Condition": (
        "identifier category code severity clinical-status:clinicalStatus verification-status:verificationStatus"
    ),
    "Coverage": "identifier status type",
    "Device": "identifier status type",
    "DiagnosticReport": "identifier status category code",
    "DocumentReference": (
        "identifier status category type facility:context.facilityType setting:context.practiceSetting"
    ),
    "Encounter": "identifier status class type reason-code:reasonCode",
    "ExplanationOfBenefit": "identifier status",
    "Goal": "identifier category lifecycle-status:lifecycleStatus achievement-status:achievementStatus",
    "Immunization": "identifier status vaccine-code:vaccineCode status-reason:statusReason",
    "Invoice": "identifier status type",
    "Medication": "identifier status code form",
    "MedicationAdministration": "identifier status code:medicationCodeableConcept",
    "MedicationDispense": "identifier status type code:medicationCodeableConcept",
    "MedicationRequest": "identifier status intent category priority code:medicationCodeableConcept",
    "MedicationStatement": "identifier status category code:medicationCodeableConcept",
    "Observation": "identifier status category code",
    "Patient": "identifier gender",
    "Procedure": "identifier status category code",
    "Provenance": "",
    "Questionnaire": "identifier status code:item.code version",
    "QuestionnaireResponse": "identifier status",
    "RelatedPerson": "identifier gender relationship",
    "ServiceRequest": "identifier status intent category priority code",
    "Specimen": "identifier status type",
}
#: The first one of a type is what its searches can be sorted by.
_DATES = {
    "Account": "period:servicePeriod",
    "AllergyIntolerance": "date:recordedDate last-date:lastOccurrence",
    "Appointment": "date:start",
    "CarePlan": "date:period",
    "CareTeam": "date:period",
    "Claim": "created",
    "Condition": (
        "onset-date:onsetDateTime|onsetPeriod recorded-date:recordedDate"
        " abatement-date:abatementDateTime|abatementPeriod"
    ),
    "DiagnosticReport": "date:effectiveDateTime|effectivePeriod issued",
    "DocumentReference": "date period:context.period",
    "Encounter": "date:period",
    "ExplanationOfBenefit": "created",
    "Goal": "start-date:startDate",
    "Immunization": "date:occurrenceDateTime",
    "Invoice": "date",
    "MedicationAdministration": "effective-time:effectiveDateTime|effectivePeriod",
    "MedicationDispense": "whenhandedover:whenHandedOver whenprepared:whenPrepared",
    "MedicationRequest": "authoredon:authoredOn",
    "MedicationStatement": "effective:effectiveDateTime|effectivePeriod",
    "Observation": "date:effectiveDateTime|effectivePeriod|effectiveInstant",
    "Patient": "birthdate:birthDate",
    "Procedure": "date:performedDateTime|performedPeriod",
    "Provenance": "recorded when:occurredDateTime",
    "Questionnaire": "date",
    "QuestionnaireResponse": "authored",
    "ServiceRequest": "authored:authoredOn occurrence:occurrenceDateTime|occurrencePeriod",
    "Specimen": "collected:collection.collectedDateTime|collection.collectedPeriod",
}
_NAMES = "family:name.family given:name.given name:name.family|name.given|name.prefix|name.suffix|name.text"
_STRINGS = {"Patient": _NAMES, "RelatedPerson": "name:name.family|name.given|name.text", "Questionnaire": "title"}
_REFERENCES = {"Provenance": "target", "QuestionnaireResponse": "questionnaire"}
_URIS = {"Questionnaire": "url"}
UPDATED = "_lastUpdated"


@dataclass(frozen=True)
class Parameter:
    """One way to search a type: by what stands at `paths` in it.

    Two have none: `patient` says which chart, and when a record was last changed is not the resource's to say.
    """

    name: str
    kind: Kind
    paths: tuple[str, ...] = ()


@cache
def parameters(type_name: str) -> dict[str, Parameter]:
    """By name; empty for a type that is not served."""
    found = {}
    if type_name in _TOKENS and type_name != "Patient":
        found["patient"] = Parameter("patient", "reference")
    tables: tuple[tuple[Kind, dict[str, str]], ...] = (
        ("token", _TOKENS), ("date", _DATES), ("string", _STRINGS), ("reference", _REFERENCES), ("uri", _URIS),
    )  # fmt: skip
    for kind, table in tables:
        for told in table.get(type_name, "").split():
            name, _, paths = told.partition(":")
            found[name] = Parameter(name, kind, tuple((paths or name).split("|")))
    if found:
        found[UPDATED] = Parameter(UPDATED, "date")
    return found


def main_date(type_name: str) -> Parameter | None:
    """By which date a type's searches are sorted; None when it is searched by none."""
    return next((p for p in parameters(type_name).values() if p.kind == "date" and p.paths), None)


#: The types of a chart that can be read and searched.
SERVED = tuple(_TOKENS)
