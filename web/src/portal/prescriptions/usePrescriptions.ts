import type { Member } from "../../api/queries/account";
import { useRecords } from "../../api/queries/records";
import { prescriptionView } from "../../fhir/prescription";

const CURRENT = ["active", "on-hold"];

/** The prescriptions in use now or on hold for a while, which are few, apart from the long list of everything ever prescribed. */
export function useCurrentPrescriptions(member: Member) {
  const records = useRecords<fhir4.MedicationRequest>(member, "prescriptions", "MedicationRequest", { status: CURRENT.join(","), _count: "50" });
  return { records, items: views(records.items) };
}

export function useEarlierPrescriptions(member: Member) {
  const records = useRecords<fhir4.MedicationRequest>(member, "prescriptions", "MedicationRequest", { _count: "50" });
  return { records, items: views(records.items.filter(({ resource }) => !CURRENT.includes(resource.status))) };
}

function views(items: ReturnType<typeof useRecords<fhir4.MedicationRequest>>["items"]) {
  return items
    .filter(({ resource }) => resource.status !== "entered-in-error")
    .map(({ chart, resource }) => ({ chart, view: prescriptionView(resource) }));
}

export type ListedPrescription = ReturnType<typeof views>[number];
