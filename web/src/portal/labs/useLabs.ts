import type { Member } from "../../api/queries/account";
import { useRecords } from "../../api/queries/records";
import { labGroups } from "../../fhir/report";
import type { ListState } from "../RecordList";

/** Lab reports with their results. Two searches, read page by page in step: the one that is behind is read on. */
export function useLabs(member: Member) {
  const observations = useRecords<fhir4.Observation>(member, "labs", "Observation", { category: "laboratory", _count: "100" });
  const reports = useRecords<fhir4.DiagnosticReport>(member, "labs", "DiagnosticReport", { category: "LAB", _count: "50" });
  const isPending = observations.isPending || reports.isPending;
  const horizon = Math.max(observations.horizon, reports.horizon);
  const groups = isPending ? [] : labGroups(reports.items, observations.items, horizon);
  const list: ListState = {
    shared: observations.shared,
    isPending,
    error: observations.error ?? reports.error,
    retry: () => [observations, reports].filter((each) => each.error).forEach((each) => each.retry()),
    hasMore: observations.hasMore || reports.hasMore,
    isLoadingMore: observations.isLoadingMore || reports.isLoadingMore,
    showMore: () => [observations, reports].filter((each) => each.hasMore && each.horizon === horizon).forEach((each) => each.showMore()),
  };
  return { groups, list };
}
