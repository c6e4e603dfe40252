import { parseFhirDate } from "../i18n/format";

/** Every resource the portal lists by date, and where its date is: the places that the server sorts by. */
export type Dated =
  | fhir4.Account | fhir4.AllergyIntolerance | fhir4.Appointment | fhir4.CarePlan | fhir4.CareTeam | fhir4.Claim | fhir4.Condition
  | fhir4.Coverage | fhir4.Device | fhir4.DiagnosticReport | fhir4.DocumentReference | fhir4.Encounter | fhir4.ExplanationOfBenefit
  | fhir4.Goal | fhir4.Immunization | fhir4.Invoice | fhir4.MedicationAdministration | fhir4.MedicationDispense
  | fhir4.MedicationRequest | fhir4.MedicationStatement | fhir4.Observation | fhir4.Procedure | fhir4.QuestionnaireResponse | fhir4.ServiceRequest;

/** The date as the practice wrote it, which may be only a year. */
export function dateTextOf(resource: Dated | undefined): string | undefined {
  switch (resource?.resourceType) {
    case "Account":
      return resource.servicePeriod?.start;
    case "AllergyIntolerance":
      return resource.recordedDate ?? resource.onsetDateTime;
    case "Appointment":
      return resource.start ?? resource.requestedPeriod?.[0]?.start;
    case "CarePlan":
      return resource.period?.start ?? resource.created;
    case "CareTeam":
    case "Coverage":
    case "Encounter":
      return resource.period?.start;
    case "Claim":
    case "ExplanationOfBenefit":
      return resource.created ?? resource.billablePeriod?.start;
    case "Condition":
      return resource.onsetDateTime ?? resource.onsetPeriod?.start ?? resource.recordedDate;
    case "DiagnosticReport":
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.issued;
    case "DocumentReference":
      return resource.date ?? resource.context?.period?.start;
    case "Goal":
      return resource.startDate ?? resource.statusDate;
    case "Immunization":
      return resource.occurrenceDateTime ?? resource.recorded;
    case "Invoice":
      return resource.date;
    case "MedicationAdministration":
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start;
    case "MedicationDispense":
      return resource.whenHandedOver ?? resource.whenPrepared;
    case "MedicationRequest":
      return resource.authoredOn;
    case "MedicationStatement":
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.dateAsserted;
    case "Observation":
      return resource.effectiveDateTime ?? resource.effectivePeriod?.start ?? resource.effectiveInstant ?? resource.issued;
    case "Procedure":
      return resource.performedDateTime ?? resource.performedPeriod?.start;
    case "QuestionnaireResponse":
      return resource.authored;
    case "ServiceRequest":
      return resource.authoredOn ?? resource.occurrenceDateTime ?? resource.occurrencePeriod?.start;
    default:
      return undefined;
  }
}

export const dateOf = (resource: Dated | undefined): Date | null => parseFhirDate(dateTextOf(resource));

/** The words for a coded thing: the practice's own text, else a code's display, else the code. Null when there is none. */
export function conceptText(concept: fhir4.CodeableConcept | undefined): string | null {
  const coding = concept?.coding?.find((each) => each.display) ?? concept?.coding?.find((each) => each.code);
  const words = plainName(concept?.text?.trim() || coding?.display);
  const isLoinc = concept?.coding?.some(({ system }) => system === LOINC);
  return (isLoinc ? trimmed(words?.replaceAll(LOINC_PROPERTY, "")) : words) ?? trimmed(coding?.code);
}

const plainName = (name: string | undefined) => trimmed(name?.replace(SNOMED_TAG, ""));

const LOINC = "http://loinc.org";
/** What LOINC's long names say of how a thing is measured: "Protein [Mass/volume] in Serum or Plasma". */
const LOINC_PROPERTY = / \[[^\]]*\]/g;

/** What SNOMED CT adds to its full names for machines: "Peanut (substance)", "Cough (finding)". */
const SNOMED_TAG = new RegExp(
  " \\((?:substance|procedure|finding|disorder|situation|event|regime/therapy|organism|physical object|observable entity|qualifier value|" +
    "occupation|person|environment|product|medicinal product|morphologic abnormality|body structure|social concept|assessment scale)\\)\\s*$",
);

/** What a reference points to, in words, when the practice gave any. */
export function referenceText(reference: fhir4.Reference | undefined): string | null {
  return plainName(reference?.display);
}

/** The id at the end of a reference such as `Observation/c1.ab12`; null for anything else. */
export function referenceId(reference: fhir4.Reference | undefined, type: string): string | null {
  const match = new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]+)$`).exec(reference?.reference ?? "");
  return match?.[1] ?? null;
}

/** Only links a browser can follow to a web page; never `javascript:` and its kin. */
export function webLink(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}

export function trimmed(text: string | undefined): string | null {
  return text?.trim() ? text.trim() : null;
}
