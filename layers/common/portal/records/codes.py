"""Required codes that fhir.resources does not know in full (it ends long lists with "+"), from FHIR R4's value sets.

http://hl7.org/fhir/R4/terminologies-valuesets.html; the other required codes come from the library's own field notes.
"""

from collections.abc import Iterable, Mapping

_ENCOUNTER = "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown"
_COMPARATOR = "< <= >= >"
_RESULT = "registered preliminary final amended corrected cancelled entered-in-error unknown"
_EVENT = "preparation in-progress not-done on-hold stopped completed entered-in-error unknown"

#: (type of the element that holds it, its name) → the codes allowed
CODES: Mapping[tuple[str, str], frozenset[str]] = {
    key: frozenset(codes.split())
    for key, codes in {
        ("Observation", "status"): _RESULT,
        ("RiskAssessment", "status"): _RESULT,
        ("DetectedIssue", "status"): _RESULT,
        ("DeviceUseStatement", "status"): "active completed entered-in-error intended stopped on-hold",
        ("SupplyRequest", "status"): "draft active suspended cancelled completed entered-in-error unknown",
        ("Composition", "confidentiality"): "U L M N R V",
        ("Task", "status"): (
            "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed"
            " entered-in-error"
        ),
        ("DiagnosticReport", "status"): (
            "registered partial preliminary final amended corrected appended cancelled entered-in-error unknown"
        ),
        ("Encounter", "status"): _ENCOUNTER,
        ("EncounterStatusHistory", "status"): _ENCOUNTER,
        ("MedicationAdministration", "status"): (
            "in-progress not-done on-hold completed entered-in-error stopped unknown"
        ),
        ("Media", "status"): _EVENT,
        ("DeviceUdiCarrier", "entryType"): "barcode rfid manual card self-reported unknown",
        ("QuestionnaireItem", "type"): (
            "group display boolean decimal integer date dateTime time string text url choice open-choice attachment"
            " reference quantity"
        ),
        ("TimingRepeat", "when"): (
            "MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late NIGHT PHS"
            " HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV"
        ),
        ("Quantity", "comparator"): _COMPARATOR,
        ("Age", "comparator"): _COMPARATOR,
        ("Count", "comparator"): _COMPARATOR,
        ("Distance", "comparator"): _COMPARATOR,
        ("Duration", "comparator"): _COMPARATOR,
    }.items()
}

_HL7 = "http://terminology.hl7.org/CodeSystem/"

#: (type, element) → (the code system that the binding requires, its codes), for elements that are CodeableConcepts
CONCEPTS: Mapping[tuple[str, str], tuple[str, frozenset[str]]] = {
    key: (_HL7 + system, frozenset(codes.split()))
    for key, (system, codes) in {
        ("Condition", "clinicalStatus"): (
            "condition-clinical",
            "active recurrence relapse inactive remission resolved",
        ),
        ("Condition", "verificationStatus"): (
            "condition-ver-status",
            "unconfirmed provisional differential confirmed refuted entered-in-error",
        ),
        ("AllergyIntolerance", "clinicalStatus"): ("allergyintolerance-clinical", "active inactive resolved"),
        ("AllergyIntolerance", "verificationStatus"): (
            "allergyintolerance-verification",
            "unconfirmed confirmed refuted entered-in-error",
        ),
    }.items()
}


def allowed(owner: str, element: str, noted: Iterable[str] | None) -> frozenset[str] | None:
    """The codes that an element may have; None when any may. `noted` is what fhir.resources notes at the field."""
    known = CODES.get((owner, element))
    if known or not noted:
        return known
    codes = frozenset(noted)
    return None if codes & {"+", "etc.", "etc"} else codes
