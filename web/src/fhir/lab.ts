import type { Messages } from "../i18n/en";
import type { Format } from "../i18n/format";
import { conceptText, dateOf, dateTextOf, trimmed } from "./common";
import { isSameUnit, readableUnit } from "./unit";

export type Flag = "in" | "above" | "below" | "abnormal" | "unknown";

export interface LabValue {
  /** Set when the result is one number that a line can show. */
  number: number | null;
  unit: string | null;
  /** `<`, `>=` and the like before the number. */
  comparator: string | null;
  /** The whole result when it is not a number. */
  text: string | null;
  /** Set when the result is yes or no. */
  yes: boolean | null;
}

export interface LabRange {
  low: number | null;
  high: number | null;
  unit: string | null;
  text: string | null;
}

/** One line of a lab report: an Observation or one component of it. */
export interface LabResult {
  /** The Observation's id; components share it. */
  id: string;
  /** Tells the lines of one Observation apart. */
  key: string;
  name: string | null;
  /** The test that this line is a part of, such as "Blood pressure". */
  panel: string | null;
  code: fhir4.Coding | null;
  at: Date | null;
  atText: string | undefined;
  status: string;
  value: LabValue | null;
  range: LabRange | null;
  flag: Flag;
  notes: string[];
}

type Measured = fhir4.Observation | fhir4.ObservationComponent;

/** The lines of one Observation: its own value and those of its components. One without either still makes a line. */
export function labResults(observation: fhir4.Observation): LabResult[] {
  const shared = {
    id: observation.id ?? "",
    at: dateOf(observation),
    atText: dateTextOf(observation),
    status: observation.status ?? "unknown",
    notes: (observation.note ?? []).flatMap((note) => trimmed(note.text) ?? []),
  };
  const line = (part: Measured, key: string, panel: string | null): LabResult => {
    const value = labValue(part);
    const range = labRange(part.referenceRange);
    const flag = interpreted(part.interpretation) ?? compared(value, range);
    return { ...shared, key, name: conceptText(part.code), panel, code: part.code?.coding?.find((each) => each.code) ?? null, value, range, flag };
  };
  const own = line(observation, shared.id, null);
  const components = (observation.component ?? []).map((part, index) => line(part, `${shared.id}#${index}`, own.name));
  return own.value || components.length === 0 ? [own, ...components] : components;
}

export function labValue(part: Measured): LabValue | null {
  const none: LabValue = { number: null, unit: null, comparator: null, text: null, yes: null };
  const text = (value: string | null | undefined): LabValue | null => (value ? { ...none, text: value } : null);
  const quantity = part.valueQuantity;
  if (quantity?.value !== undefined) {
    return { ...none, number: quantity.value, unit: readableUnit(quantity), comparator: quantity.comparator ?? null };
  }
  if (part.valueInteger !== undefined) return { ...none, number: part.valueInteger };
  if (part.valueBoolean !== undefined) return { ...none, yes: part.valueBoolean };
  const side = (each: fhir4.Quantity | undefined) =>
    [each?.comparator, each?.value, each && readableUnit(each)].filter((bit) => bit !== undefined && bit !== null).join(" ");
  if (part.valueRange) return text([side(part.valueRange.low), side(part.valueRange.high)].filter(Boolean).join(" – "));
  if (part.valueRatio) return text([side(part.valueRatio.numerator), side(part.valueRatio.denominator)].filter(Boolean).join(" : "));
  return text(
    conceptText(part.valueCodeableConcept) ?? trimmed(part.valueString) ?? part.valueTime ?? part.valueDateTime ?? conceptText(part.dataAbsentReason),
  );
}

/** The range that says what is normal; others (treatment, age groups of other people) do not count here. */
function labRange(ranges: fhir4.ObservationReferenceRange[] | undefined): LabRange | null {
  const isNormal = (each: fhir4.ObservationReferenceRange) => each.type?.coding?.some((coding) => coding.code === "normal") ?? false;
  const range = ranges?.find(isNormal) ?? ranges?.find((each) => !each.type) ?? ranges?.[0];
  if (!range) return null;
  const { low, high } = range;
  const side = low ?? high;
  const view = { low: low?.value ?? null, high: high?.value ?? null, unit: side ? readableUnit(side) : null, text: trimmed(range.text) };
  return view.low === null && view.high === null && !view.text ? null : view;
}

/** Codes that only say what was found (positive, resistant …) are left out: whether that is good depends on the test. */
const FLAGS: Record<string, Flag> = {
  N: "in", H: "above", HH: "above", HU: "above", ">": "above", L: "below", LL: "below", LU: "below", "<": "below",
  A: "abnormal", AA: "abnormal",
};

/** The lab's own judgement, which stands above our comparison. */
function interpreted(interpretation: fhir4.CodeableConcept[] | undefined): Flag | null {
  const codes = (interpretation ?? []).flatMap((each) => each.coding ?? []).map((coding) => FLAGS[coding.code ?? ""]);
  return codes.find((flag) => flag !== undefined) ?? null;
}

function compared(value: LabValue | null, range: LabRange | null): Flag {
  // A range in words ("Negative") says something only when the result is in the same words.
  if (value?.text && range?.text?.toLowerCase() === value.text.toLowerCase()) return "in";
  if (value?.number == null || !range || (range.low === null && range.high === null)) return "unknown";
  if (!isSameUnit(range.unit, value.unit)) return "unknown";
  // "< 5" against a range from 2 says nothing; "> 90" against "60 or more" does.
  if (range.low !== null && value.number < range.low) return value.comparator?.startsWith(">") ? "unknown" : "below";
  if (range.high !== null && value.number > range.high) return value.comparator?.startsWith("<") ? "unknown" : "above";
  if (value.comparator?.startsWith("<") && range.low !== null) return "unknown";
  if (value.comparator?.startsWith(">") && range.high !== null) return "unknown";
  return "in";
}

/** The result in words: number with unit, or the text. Null when the lab gave none. */
export function valueText({ value }: LabResult, t: Messages["labs"], format: Format): string | null {
  if (!value) return null;
  if (value.yes !== null) return value.yes ? t.yes : t.no;
  if (value.number === null) return value.text;
  return [value.comparator, format.number(value.number), value.unit].filter(Boolean).join(" ");
}
