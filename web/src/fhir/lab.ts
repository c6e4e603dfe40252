import { conceptText, dateOf, dateTextOf, trimmed } from "./common";

export type Flag = "in" | "above" | "below" | "abnormal" | "unknown";

export interface LabValue {
  /** Set when the result is one number that a line can show. */
  number: number | null;
  unit: string | null;
  /** `<`, `>=` and the like before the number. */
  comparator: string | null;
  /** The whole result when it is not a number. */
  text: string | null;
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
  const line = (part: Measured, key: string): LabResult => {
    const value = labValue(part);
    const range = labRange(part.referenceRange);
    const flag = interpreted(part.interpretation) ?? compared(value, range);
    return { ...shared, key, name: conceptText(part.code), code: part.code?.coding?.find((each) => each.code) ?? null, value, range, flag };
  };
  const own = line(observation, shared.id);
  const components = (observation.component ?? []).map((part, index) => line(part, `${shared.id}#${index}`));
  return own.value || components.length === 0 ? [own, ...components] : components;
}

export function labValue(part: Measured): LabValue | null {
  const text = (value: string | null | undefined): LabValue | null => (value ? { number: null, unit: null, comparator: null, text: value } : null);
  const quantity = part.valueQuantity;
  if (quantity?.value !== undefined) {
    return { number: quantity.value, unit: readableUnit(quantity), comparator: quantity.comparator ?? null, text: null };
  }
  if (part.valueInteger !== undefined) return { number: part.valueInteger, unit: null, comparator: null, text: null };
  if (part.valueBoolean !== undefined) return text(part.valueBoolean ? "✓" : "✗");
  const side = (each: fhir4.Quantity | undefined) =>
    [each?.comparator, each?.value, each && readableUnit(each)].filter((bit) => bit !== undefined && bit !== null).join(" ");
  if (part.valueRange) return text([side(part.valueRange.low), side(part.valueRange.high)].filter(Boolean).join(" – "));
  if (part.valueRatio) return text([side(part.valueRatio.numerator), side(part.valueRatio.denominator)].filter(Boolean).join(" : "));
  return text(
    conceptText(part.valueCodeableConcept) ?? trimmed(part.valueString) ?? part.valueTime ?? part.valueDateTime ?? conceptText(part.dataAbsentReason),
  );
}

/** UCUM's curly braces and its "1" are annotations for machines. */
function readableUnit(quantity: fhir4.Quantity): string | null {
  const unit = trimmed(quantity.unit ?? quantity.code);
  return unit && unit !== "1" && !/^\{.*\}$/.test(unit) ? unit : null;
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
  if (value?.number == null || !range || (range.low === null && range.high === null)) return "unknown";
  if (range.unit && value.unit && range.unit !== value.unit) return "unknown";
  // "< 5" against a range from 2 says nothing; "> 90" against "60 or more" does.
  if (range.low !== null && value.number < range.low) return value.comparator?.startsWith(">") ? "unknown" : "below";
  if (range.high !== null && value.number > range.high) return value.comparator?.startsWith("<") ? "unknown" : "above";
  if (value.comparator?.startsWith("<") && range.low !== null) return "unknown";
  if (value.comparator?.startsWith(">") && range.high !== null) return "unknown";
  return "in";
}
