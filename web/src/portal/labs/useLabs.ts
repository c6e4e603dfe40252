import type { Member } from "../../api/queries/account";
import { useRecords } from "../../api/queries/records";
import { labGroups } from "../../fhir/report";
import { inStep } from "../inStep";

/** Lab reports with their results. */
export function useLabs(member: Member) {
  const observations = useRecords<fhir4.Observation>(member, "labs", "Observation", { category: "laboratory", _count: "100" });
  const reports = useRecords<fhir4.DiagnosticReport>(member, "labs", "DiagnosticReport", { category: "LAB", _count: "50" });
  const { list, horizon } = inStep([observations, reports]);
  const groups = list.isPending ? [] : labGroups(reports.items, observations.items, horizon);
  return { groups, list };
}
