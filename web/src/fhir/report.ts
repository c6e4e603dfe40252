import type { FromChart } from "../api/queries/records";
import { conceptText, dateOf, dateTextOf, referenceId, referenceText, trimmed } from "./common";
import { labResults, type LabResult } from "./lab";

export interface LabGroup {
  key: string;
  name: string | null;
  at: Date | null;
  atText: string | undefined;
  status: string;
  practice: string;
  conclusion: string | null;
  results: LabResult[];
}

/**
 * Puts results under their reports, newest first. Results that no report names are grouped by practice and day.
 * Groups at or before `horizon` (milliseconds; what was read so far is complete only after it) wait for the next page.
 */
export function labGroups(
  reports: FromChart<fhir4.DiagnosticReport>[],
  observations: FromChart<fhir4.Observation>[],
  horizon: number,
): LabGroup[] {
  const byId = new Map(observations.map((each) => [each.resource.id ?? "", each.resource]));
  const named = new Set<string>();
  const groups: LabGroup[] = reports
    .filter(({ resource }) => resource.status !== "entered-in-error")
    .map(({ chart, resource }) => ({
      key: resource.id ?? "",
      name: conceptText(resource.code),
      at: dateOf(resource),
      atText: dateTextOf(resource),
      status: resource.status ?? "unknown",
      practice: chart.practice.name,
      conclusion: trimmed(resource.conclusion) ?? conceptText(resource.conclusionCode?.[0]),
      results: (resource.result ?? []).flatMap((reference) => {
        const id = referenceId(reference, "Observation");
        const members = id ? panelOf(byId.get(id), byId) : [];
        for (const member of members) named.add(member.id ?? "");
        if (id) named.add(id);
        return members.length ? members.flatMap(labResults) : [notLoaded(resource, reference, id)];
      }),
    }));
  const days = new Map<string, LabGroup>();
  for (const { chart, resource } of observations) {
    if (named.has(resource.id ?? "") || resource.status === "entered-in-error") continue;
    const day = `${chart.id} ${dateTextOf(resource)?.slice(0, 10) ?? ""}`;
    const group = days.get(day) ?? {
      key: day, name: null, at: dateOf(resource), atText: dateTextOf(resource), status: "final", practice: chart.practice.name,
      conclusion: null, results: [],
    };
    group.results.push(...labResults(resource));
    days.set(day, group);
  }
  const all = [...groups, ...days.values()].sort((a, b) => (b.at?.getTime() ?? -Infinity) - (a.at?.getTime() ?? -Infinity) || 0);
  const complete = all.filter((group) => (group.at?.getTime() ?? -Infinity) > horizon);
  return horizon === -Infinity || complete.length === 0 ? all : complete;
}

/** A panel stands for its members when it has no value of its own. */
function panelOf(observation: fhir4.Observation | undefined, byId: Map<string, fhir4.Observation>): fhir4.Observation[] {
  if (!observation) return [];
  const members = (observation.hasMember ?? []).flatMap((each) => byId.get(referenceId(each, "Observation") ?? "") ?? []);
  const first = labResults(observation)[0];
  return members.length && !first?.value ? members : [observation, ...members];
}

/** A line for a result that the report names but that did not come with the search. */
function notLoaded(report: fhir4.DiagnosticReport, reference: fhir4.Reference, id: string | null): LabResult {
  return {
    id: id ?? "", key: reference.reference ?? "", name: referenceText(reference), panel: null, code: null, at: dateOf(report), atText: dateTextOf(report),
    status: "unknown", value: null, range: null, flag: "unknown", notes: [],
  };
}
