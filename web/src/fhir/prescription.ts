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
  /** The request says not to take this medicine. */
  doNotTake: boolean;
}

export function prescriptionView(request: fhir4.MedicationRequest): PrescriptionView {
  const dispense = request.dispenseRequest;
  return {
    id: request.id ?? "",
    medicine: medicineName(request),
    status: request.status ?? "unknown",
    prescriber: referenceText(request.requester) ?? referenceText(request.recorder),
    authored: dateTextOf(request),
    dosage: request.dosageInstruction ?? [],
    refills: dispense?.numberOfRepeatsAllowed ?? null,
    validUntil: dispense?.validityPeriod?.end,
    notes: (request.note ?? []).flatMap((note) => trimmed(note.text) ?? []),
    doNotTake: request.doNotPerform ?? false,
  };
}

type Medicine = { medicationCodeableConcept?: fhir4.CodeableConcept; medicationReference?: fhir4.Reference; contained?: fhir4.Resource[] };

/** The medicine's name, where it is told in words or inside of the resource. */
export function medicineName({ medicationCodeableConcept, medicationReference, contained }: Medicine): string | null {
  const inside = contained?.find((each) => medicationReference?.reference === `#${each.id}`);
  return conceptText(medicationCodeableConcept) ?? referenceText(medicationReference) ?? conceptText((inside as fhir4.Medication | undefined)?.code);
}

/** How to take it, in words: the practice's own, else made from the coded dose and timing. Null when neither is there. */
export function doseText(dosage: fhir4.Dosage[], t: Messages["prescriptions"], format: Format): string | null {
  const inOrder = [...dosage].sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
  return inOrder.flatMap((each) => trimmed(each.patientInstruction) ?? trimmed(each.text) ?? codedDose(each, t, format) ?? []).join("; ") || null;
}

function codedDose(dosage: fhir4.Dosage, t: Messages["prescriptions"], format: Format): string | null {
  const dose = dosage.doseAndRate?.[0];
  const reason = conceptText(dosage.asNeededCodeableConcept);
  const parts = [
    amountText(dose, t, format),
    ...timing(dosage.timing, t, format),
    reason ? t.asNeededFor(reason) : dosage.asNeededBoolean || dosage.asNeededCodeableConcept ? t.asNeeded : null,
    ...(dosage.additionalInstruction ?? []).map(conceptText),
    isSaidInFull(dosage) ? null : t.moreOnLabel,
  ].filter((part) => part !== null);
  return parts.join(", ") || null;
}

function amountText(dose: fhir4.DosageDoseAndRate | undefined, t: Messages["prescriptions"], format: Format): string | null {
  const amounts = dose?.doseQuantity ? [dose.doseQuantity] : [dose?.doseRange?.low, dose?.doseRange?.high].filter((each) => each !== undefined);
  const numbers = amounts.flatMap((each) => (each.value === undefined ? [] : format.number(each.value)));
  return numbers.length ? t.take([numbers.join("–"), amounts.at(-1)?.unit].filter(Boolean).join(" ")) : null;
}

/** How often and for how long. */
function timing(timing: fhir4.Timing | undefined, t: Messages["prescriptions"], format: Format): (string | null)[] {
  const repeat = timing?.repeat;
  const unit = t.units[repeat?.periodUnit ?? ""];
  const often = repeat?.period && unit ? t.times([repeat.frequency ?? 1, repeat.frequencyMax], [repeat.period, repeat.periodMax], unit) : conceptText(timing?.code);
  const bounds = repeat?.boundsDuration;
  const boundsUnit = t.units[bounds?.code ?? ""];
  const end = format.fhirDay(repeat?.boundsPeriod?.end);
  return [often, bounds?.value && boundsUnit ? t.lasting(bounds.value, boundsUnit) : null, end && t.lastDay(end)];
}

/** Whether the words above leave nothing of the codes out: half an instruction would be worse than a hint at the label. */
function isSaidInFull({ timing, maxDosePerPeriod, maxDosePerAdministration, doseAndRate }: fhir4.Dosage): boolean {
  const { when, dayOfWeek, timeOfDay, offset, count, boundsRange, duration } = timing?.repeat ?? {};
  const rates = doseAndRate?.map((each) => each.rateQuantity ?? each.rateRange ?? each.rateRatio) ?? [];
  const unsaid = [when, dayOfWeek, timeOfDay, offset, count, boundsRange, duration, timing?.event, maxDosePerPeriod, maxDosePerAdministration, ...rates];
  return unsaid.every((each) => each === undefined);
}
