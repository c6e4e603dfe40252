import type { FromChart } from "../api/queries/records";
import type { Messages } from "../i18n/en";
import type { Format } from "../i18n/format";
import { conceptText } from "./common";
import { labResults, valueText, type LabResult } from "./lab";

/** What is measured or asked about, apart from laboratory work: the categories of Observations on each page. */
export const MEASURES = {
  vitals: ["vital-signs"],
  // HL7's and US Core 6.1's other categories.
  findings: [
    "social-history", "survey", "exam", "procedure", "imaging", "therapy", "activity", "sdoh", "functional-status", "disability-status",
    "cognitive-status", "treatment-intervention-preference", "care-experience-preference",
  ],
};

export type MeasureId = keyof typeof MEASURES;

/** The newest of one measurement or question. */
export interface Latest {
  key: string;
  id: string;
  name: string | null;
  lines: LabResult[];
  atText: string | undefined;
  practice: string;
}

/** The newest of each, in the order of the list, which is newest first. */
export function latestOf(items: FromChart<fhir4.Observation>[]): Latest[] {
  const found = new Map<string, Latest>();
  for (const { chart, resource } of items) {
    if (resource.status === "entered-in-error" || resource.status === "cancelled") continue;
    const name = conceptText(resource.code);
    const key = resource.code?.coding?.find((each) => each.code)?.code ?? name ?? "";
    const lines = labResults(resource);
    if (!found.has(key)) found.set(key, { key, id: resource.id ?? "", name, lines, atText: lines[0]?.atText, practice: chart.practice.name });
  }
  return [...found.values()];
}

const [SYSTOLIC, DIASTOLIC] = ["8480-6", "8462-4"];
/** So many parts are told in one line. */
const FEW = 3;

/** What was found, in words; a blood pressure as people say it, 128/80, in whichever order it was sent. */
export function latestText({ lines }: Latest, t: Messages, format: Format): string | null {
  const [upper, lower] = [SYSTOLIC, DIASTOLIC].map((code) => lines.find((line) => line.code?.code === code)?.value);
  if (upper?.number != null && lower?.number != null && upper.unit === lower.unit) {
    return [`${format.number(upper.number)}/${format.number(lower.number)}`, upper.unit].filter(Boolean).join(" ");
  }
  const told = lines.flatMap((line) => {
    const value = valueText(line, t.labs, format);
    return value === null ? [] : [line.panel === null || line.name === null ? value : `${line.name}: ${value}`];
  });
  return told.length > FEW ? t.health.answers(told.length) : told.join("; ") || null;
}
