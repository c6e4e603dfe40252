import type { Messages } from "../i18n/en";
import type { Format } from "../i18n/format";
import { conceptText, dateTextOf, referenceText, trimmed } from "./common";

export interface PrescriptionView {
  id: string;
  medicine: string | null;
  status: string;
  prescriber: string | null;
  authored: string | undefined;
  dosage: fhir4.Dosage[];
  /** How many refills the prescription allows; null when it does not say. */
  refills: number | null;
  validUntil: string | undefined;
  notes: string[];
}

export function prescriptionView(request: fhir4.MedicationRequest): PrescriptionView {
  const dispense = request.dispenseRequest;
  return {
    id: request.id ?? "",
    medicine: conceptText(request.medicationCodeableConcept) ?? referredMedicine(request),
    status: request.status ?? "unknown",
    prescriber: referenceText(request.requester) ?? referenceText(request.recorder),
    authored: dateTextOf(request),
    dosage: request.dosageInstruction ?? [],
    refills: dispense?.numberOfRepeatsAllowed ?? null,
    validUntil: dispense?.validityPeriod?.end,
    notes: (request.note ?? []).flatMap((note) => trimmed(note.text) ?? []),
  };
}

function referredMedicine(request: fhir4.MedicationRequest): string | null {
  const reference = request.medicationReference;
  const contained = request.contained?.find((each) => reference?.reference === `#${each.id}`);
  return referenceText(reference) ?? conceptText((contained as fhir4.Medication | undefined)?.code);
}

/** How to take it, in words: the practice's own, else made from the coded dose and timing. Null when neither is there. */
export function doseText(dosage: fhir4.Dosage[], t: Messages["prescriptions"], format: Format): string | null {
  return dosage.flatMap((each) => trimmed(each.patientInstruction) ?? trimmed(each.text) ?? codedDose(each, t, format) ?? []).join("; ") || null;
}

function codedDose(dosage: fhir4.Dosage, t: Messages["prescriptions"], format: Format): string | null {
  const dose = dosage.doseAndRate?.[0];
  const amounts = dose?.doseQuantity ? [dose.doseQuantity] : [dose?.doseRange?.low, dose?.doseRange?.high].filter((each) => each !== undefined);
  const quantities = amounts.flatMap((each) => (each.value === undefined ? [] : `${format.number(each.value)} ${each.unit ?? ""}`.trim()));
  const parts = [
    quantities.length ? t.take(quantities.join("–")) : null,
    timing(dosage.timing, t),
    dosage.asNeededBoolean || dosage.asNeededCodeableConcept ? t.asNeeded : null,
    ...(dosage.additionalInstruction ?? []).map(conceptText),
  ].filter((part) => part !== null);
  return parts.join(", ") || null;
}

function timing(timing: fhir4.Timing | undefined, t: Messages["prescriptions"]): string | null {
  const repeat = timing?.repeat;
  const unit = t.units[repeat?.periodUnit ?? ""];
  if (repeat?.frequency && repeat.period && unit) return t.times(repeat.frequency, repeat.period, unit);
  return conceptText(timing?.code);
}
