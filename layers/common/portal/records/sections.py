"""Which section of the portal a FHIR resource belongs to. Access goes by section: this table decides who sees it."""

from collections.abc import Iterable

_TYPES = {
    "profile": "Patient RelatedPerson Person",
    "appointments": "Appointment AppointmentResponse Slot Schedule",
    "questionnaires": "Questionnaire QuestionnaireResponse",
    "prescriptions": "MedicationRequest MedicationDispense MedicationStatement MedicationAdministration Medication",
    "billing": (
        "Account Claim ClaimResponse Coverage CoverageEligibilityRequest CoverageEligibilityResponse ChargeItem"
        " ExplanationOfBenefit Invoice PaymentNotice PaymentReconciliation"
    ),
    "labs": "Specimen",
    # Clinical notes, too: what somebody wrote as a document is one, whatever it is about.
    "documents": "DocumentReference DocumentManifest Composition Binary",
}
_SECTION = {type_name: section for section, types in _TYPES.items() for type_name in types.split()}

#: HL7 v2 table 0074 (diagnostic services) and FHIR's observation categories: those that are laboratory work, in
#: small letters.
LABORATORY = frozenset({
    "laboratory", "lab", "ch", "hm", "mb", "blb", "cg", "cth", "ge", "imm", "mcb", "myc", "sp", "sr", "tx", "vr",
})  # fmt: skip

#: Types whose section depends on what they are about.
_DIVIDED = {"Observation": ("labs", "records"), "DiagnosticReport": ("labs", "records")}


def section_of(type_name: str, categories: Iterable[str]) -> str:
    """The section of one resource. `categories` are the plain codes of its categories.

    Laboratory observations and reports are labs; vital signs, surveys, imaging and notes are records, as is every type
    that is named nowhere here. A report that tells no category is taken for a laboratory's.
    """
    if type_name in _DIVIDED:
        codes = {code.lower() for code in categories}
        return "labs" if codes & LABORATORY or (type_name == "DiagnosticReport" and not codes) else "records"
    return _SECTION.get(type_name, "records")


def sections_of(type_name: str, categories: Iterable[str] = ()) -> tuple[str, ...]:
    """The sections that resources of a type can be in, narrowed by the categories that a search asks for."""
    if type_name not in _DIVIDED:
        return (section_of(type_name, ()),)
    asked = {code.lower() for code in categories}
    if asked and asked <= LABORATORY:
        return ("labs",)
    if asked and not asked & LABORATORY:
        return ("records",)
    return _DIVIDED[type_name]
