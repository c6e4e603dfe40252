import type { Messages } from "../i18n/en";
import type { Format } from "../i18n/format";
import type { AttachedFile } from "./attachment";
import { conceptText, referenceText, trimmed, type Dated } from "./common";

/** The language that an entry is told in. */
export interface Words {
  t: Messages;
  format: Format;
}

export type StateLook = "good" | "bad" | "quiet";

/** One record in words, as the lists of the health record show it. */
export interface Entry {
  /** What it is; null when the practice gave it no name. */
  title: string | null;
  /** When, in a whole phrase such as "Since June 3, 2024"; null when it is not known. */
  when: string | null;
  state: { words: string; look: StateLook } | null;
  /** Over: listed apart from what counts now, in the kinds that have both. */
  isPast: boolean;
  /** What else is known, each under its title, in the order of its weight. What is not known is left out. */
  facts: Fact[];
  /** Longer texts, as they were written. */
  texts: string[];
  files: AttachedFile[];
}

export interface Fact {
  title: string;
  values: string[];
}

/** One kind of records: where they come from, and how one of them is told. */
export interface Kind<R extends fhir4.FhirResource & Dated> {
  /** The last step of its page's address, and its name in the texts. */
  id: KindId;
  /** The section of the portal that decides who may see it. */
  section: string;
  type: R["resourceType"];
  /** The FHIR search besides `patient`. */
  search: Record<string, string>;
  /** Whether what counts now and what is over are listed apart. */
  hasPast: boolean;
  /** Null for what is not shown: entered in error, or shown on another page. */
  entry: (resource: R, words: Words) => Entry | null;
}

export type KindId = keyof Messages["health"]["kinds"];

export const NOTHING: Entry = { title: null, when: null, state: null, isPast: false, facts: [], texts: [], files: [] };

type Told = string | null | undefined;

/** A fact for each title that has something to say. */
export function facts(...pairs: [string, Told | Told[]][]): Fact[] {
  return pairs.flatMap(([title, told]) => {
    const values = (Array.isArray(told) ? told : [told]).flatMap((each) => trimmed(each ?? undefined) ?? []);
    return values.length ? [{ title, values: [...new Set(values)] }] : [];
  });
}

export const concepts = (list: fhir4.CodeableConcept[] | undefined) => (list ?? []).map(conceptText);
export const references = (list: (fhir4.Reference | undefined)[] | undefined) => (list ?? []).map(referenceText);
export const notes = (list: fhir4.Annotation[] | undefined) => (list ?? []).flatMap((note) => trimmed(note.text) ?? []);

/** The plain code of a status that FHIR keeps as a concept. */
export const codeOf = (concept: fhir4.CodeableConcept | undefined) => concept?.coding?.find((each) => each.code)?.code;

/** A code of a fixed list in words. One that the list does not have is told by its own letters, without its hyphens. */
export function wordOf(code: string | undefined, list: Record<string, string>): string | null {
  return code ? (list[code] ?? code.replaceAll(/[-_]/g, " ")) : null;
}

const LOOKS: Record<string, StateLook> = {
  active: "good", completed: "good", finished: "good", final: "good", current: "good", amended: "good", corrected: "good", achieved: "good",
  "in-progress": "good", "entered-in-error": "bad", cancelled: "bad", stopped: "bad", "not-done": "bad", "not-taken": "bad", refuted: "bad", revoked: "bad",
};

/** A status code as a badge. */
export function stateOf(code: string | undefined, { t }: Words): Entry["state"] {
  const words = wordOf(code, t.health.states);
  return code && words ? { words, look: LOOKS[code] ?? "quiet" } : null;
}

/** The same for what nobody is glad of: an active illness is not green. */
export function plainStateOf(code: string | undefined, words: Words): Entry["state"] {
  const state = stateOf(code, words);
  return state && { ...state, look: "quiet" };
}

/** "June 3, 2024 to June 5, 2024", with one end open where it is not known. A time of day is left out. */
export function periodText(period: fhir4.Period | undefined, { t, format }: Words): string | null {
  const [start, end] = [format.fhirDay(period?.start), format.fhirDay(period?.end)];
  if (start && end) return start === end ? start : t.health.fromTo(start, end);
  return start ? t.health.from(start) : end ? t.health.until(end) : null;
}

interface Onset {
  dateTime?: string;
  period?: fhir4.Period;
  age?: fhir4.Quantity;
  range?: fhir4.Range;
  text?: string;
}

/** A time that FHIR lets be told as a date, a period, an age or words; null when it is not told. */
export function timeText({ dateTime, period, age, range, text }: Onset, words: Words): string | null {
  const { t, format } = words;
  const years = (value: fhir4.Quantity | undefined) => (value?.value === undefined ? null : t.health.age(format.number(value.value), value.unit ?? value.code ?? "a"));
  return format.fhirDay(dateTime) ?? periodText(period, words) ?? years(age) ?? years(range?.low) ?? years(range?.high) ?? trimmed(text);
}
