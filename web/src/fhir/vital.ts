import type { FromChart } from "../api/queries/records";
import type { Messages } from "../i18n/en";
import type { Format } from "../i18n/format";
import { conceptText } from "./common";
import { labResults, valueText, type LabResult } from "./lab";

/** The newest measurement of one kind. */
export interface Vital {
  key: string;
  id: string;
  name: string | null;
  lines: LabResult[];
  atText: string | undefined;
  practice: string;
  count: number;
}

/** The newest of each kind of measurement, in the order of the list, which is newest first. */
export function latestVitals(items: FromChart<fhir4.Observation>[]): Vital[] {
  const found = new Map<string, Vital>();
  for (const { chart, resource } of items) {
    if (resource.status === "entered-in-error" || resource.status === "cancelled") continue;
    const name = conceptText(resource.code);
    const key = resource.code?.coding?.find((each) => each.code)?.code ?? name ?? "";
    const lines = labResults(resource);
    const before = found.get(key);
    if (before) before.count += 1;
    else found.set(key, { key, id: resource.id ?? "", name, lines, atText: lines[0]?.atText, practice: chart.practice.name, count: 1 });
  }
  return [...found.values()];
}

/** The measurement in words; the two numbers of a blood pressure as people say them, 128/80. */
export function vitalText({ lines }: Vital, t: Messages["labs"], format: Format): string | null {
  const [first, second] = lines;
  const isPair = lines.length === 2 && lines.every(({ panel, value }) => panel !== null && value?.number != null && value.comparator === null);
  if (isPair && first?.value?.number != null && second?.value?.number != null && first.value.unit === second.value.unit) {
    return [`${format.number(first.value.number)}/${format.number(second.value.number)}`, first.value.unit].filter(Boolean).join(" ");
  }
  const told = lines.flatMap((line) => {
    const value = valueText(line, t, format);
    return value === null ? [] : [line.panel === null || line.name === null ? value : `${line.name}: ${value}`];
  });
  return told.join("; ") || null;
}
