/** What is typed and chosen in a form, kept apart from which questions are asked now: what is hidden again loses nothing. */
import { NO_DATE, typedDate, type TypedDate } from "../ui/typedDate";
import type { Answer, Form, Item } from "./questionnaire";

type Source = fhir4.QuestionnaireResponseItem;

/** One answer as it stands on the page: an option that is chosen, what is typed, the parts of a date. */
export interface Entry {
  option?: string;
  text?: string;
  day?: TypedDate;
}

/** `entries` by a question's path; `copies` names the copies of a repeating group, by the group's path. */
export interface Filled {
  entries: Readonly<Record<string, Entry[]>>;
  copies: Readonly<Record<string, string[]>>;
}

/** A question's path is unique on the page and an id in its document: link ids, and the copy's name after each repeating group. */
export const pathOf = (parent: string, { linkId }: Item) => `${parent}/${encodeURIComponent(linkId)}`;

export const isCopied = ({ kind, repeats }: Item) => kind === "group" && repeats;

/** Where the items inside a group are, or those below a question; `copy` is that of the group, or the answer of several. */
export const insideOf = (path: string, copy?: string) => (copy === undefined ? path : `${path}:${copy}`);

/** Names one of several answers: what stands below an option stays with it, whatever else is chosen. */
export const entryKey = ({ option }: Entry, index: number) => option ?? `own${index}`;

export function entriesOf(filled: Filled, path: string): Entry[] {
  return filled.entries[path] ?? [];
}

export const copiesOf = (filled: Filled, item: Item, path: string): string[] => filled.copies[path] ?? firstCopies(item);

const firstCopies = (item: Item) => Array.from({ length: Math.max(1, item.least) }, (_, index) => String(index));

export const withEntries = (filled: Filled, path: string, entries: Entry[]): Filled => ({ ...filled, entries: { ...filled.entries, [path]: entries } });

export function withCopy(filled: Filled, item: Item, path: string): Filled {
  const copies = copiesOf(filled, item, path);
  const next = String(Math.max(-1, ...copies.map(Number)) + 1);
  const start = startOf(item.items, insideOf(path, next));
  return { entries: { ...filled.entries, ...start.entries }, copies: { ...filled.copies, ...start.copies, [path]: [...copies, next] } };
}

/** The copy is gone with all its answers: its name may come again. */
export function withoutCopy(filled: Filled, item: Item, path: string, copy: string): Filled {
  const gone = insideOf(path, copy);
  const kept = <T,>(all: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(all).filter(([each]) => !each.startsWith(`${gone}/`)));
  return { entries: kept(filled.entries), copies: { ...kept(filled.copies), [path]: copiesOf(filled, item, path).filter((each) => each !== copy) } };
}

/** An empty form with what its questionnaire sets at first. */
export function startOf(items: Item[], parent = ""): Filled {
  const parts = items.map((item): Filled => {
    const path = pathOf(parent, item);
    const copies = isCopied(item) ? firstCopies(item) : null;
    const inside = (copies ?? [undefined]).map((copy) => startOf(item.items, insideOf(path, copy)));
    const own: Filled = {
      entries: item.initial.length ? { [path]: item.initial.flatMap((answer) => entryOf(item, answer) ?? []).slice(0, item.repeats ? undefined : 1) } : {},
      copies: copies ? { [path]: copies } : {},
    };
    return merge([own, ...inside]);
  });
  return merge(parts);
}

/** What a response, such as a draft, says; what no question takes any more is left out. */
export function filledOf(form: Form, response: fhir4.QuestionnaireResponse): Filled {
  return merge([copiesAtFirst(form.items, ""), read(form.items, response.item ?? [], "")]);
}

function copiesAtFirst(items: Item[], parent: string): Filled {
  return { entries: {}, copies: startOf(items, parent).copies };
}

function read(items: Item[], sources: Source[], parent: string): Filled {
  return merge(
    items.map((item): Filled => {
      const path = pathOf(parent, item);
      const found = sources.filter(({ linkId }) => linkId === item.linkId);
      if (found.length === 0) return merge([]);
      if (isCopied(item)) {
        const names = found.map((_, index) => String(index));
        return merge([...found.map((each, index) => read(item.items, each.item ?? [], insideOf(path, String(index)))), { entries: {}, copies: { [path]: names } }]);
      }
      const given = found.flatMap(({ answer }) => answer ?? []);
      const taken = given.map((answer) => ({ entry: entryOf(item, answer), below: answer.item ?? [] })).filter(hasEntry);
      const below = item.repeats
        ? taken.map((each, index) => read(item.items, each.below, insideOf(path, entryKey(each.entry, index))))
        : [read(item.items, [...found.flatMap((each) => each.item ?? []), ...taken.flatMap((each) => each.below)], path)];
      return merge([...below, { entries: { [path]: taken.map(({ entry }) => entry) }, copies: {} }]);
    }),
  );
}

const hasEntry = <T extends { entry: Entry | null }>(one: T): one is T & { entry: Entry } => one.entry !== null;

const merge = (parts: Filled[]): Filled => ({
  entries: Object.assign({}, ...parts.map(({ entries }) => entries)) as Filled["entries"],
  copies: Object.assign({}, ...parts.map(({ copies }) => copies)) as Filled["copies"],
});

/** How an answer is shown where it can be changed; null when this question does not take it. */
export function entryOf(item: Item, answer: Answer): Entry | null {
  if (item.kind === "options") {
    const option = item.options.find((each) => isSame(each.answer, answer));
    if (option) return { option: option.key };
    return item.open && answer.valueString !== undefined ? { text: answer.valueString } : null;
  }
  if (item.kind === "boolean") return answer.valueBoolean === undefined ? null : { option: String(answer.valueBoolean) };
  if (item.kind === "date") return answer.valueDate === undefined ? null : { day: typedDate(answer.valueDate) };
  if (item.kind === "dateTime") return momentEntry(answer.valueDateTime);
  if (item.kind === "quantity") return quantityEntry(item, answer.valueQuantity);
  const text = { line: answer.valueString, area: answer.valueString, url: answer.valueUri, integer: answer.valueInteger, decimal: answer.valueDecimal, time: answer.valueTime?.slice(0, 5) }[
    item.kind as string
  ];
  return text === undefined ? null : { text: String(text) };
}

function momentEntry(moment: string | undefined): Entry | null {
  if (moment === undefined) return null;
  const at = new Date(moment);
  if (!moment.includes("T") || Number.isNaN(at.getTime())) return { day: typedDate(moment.slice(0, 10)) };
  const two = (part: number) => String(part).padStart(2, "0");
  const day = { month: String(at.getMonth() + 1), day: String(at.getDate()), year: String(at.getFullYear()) };
  return { day, text: `${two(at.getHours())}:${two(at.getMinutes())}` };
}

function quantityEntry(item: Item, quantity: fhir4.Quantity | undefined): Entry | null {
  if (quantity?.value === undefined) return null;
  const unit = item.units.findIndex(({ code, display }) => (code ?? display) === (quantity.code ?? quantity.unit));
  return { text: String(quantity.value), ...(unit >= 0 ? { option: String(unit) } : {}) };
}

/** Whether two answers mean the same: codes by system and code, everything else by its value. */
export function isSame(one: Answer, other: Answer): boolean {
  if (one.valueCoding && other.valueCoding) {
    const [mine, theirs] = [one.valueCoding, other.valueCoding];
    return mine.system === theirs.system && mine.code === theirs.code && (mine.code !== undefined || mine.display === theirs.display);
  }
  const [name, value] = Object.entries(one)[0] ?? [];
  return name !== undefined && name !== "valueCoding" && (other as Record<string, unknown>)[name] === value;
}

/** Nothing chosen and nothing typed. */
export const isBlank = ({ option, text = "", day = NO_DATE }: Entry) => option === undefined && text.trim() === "" && Object.values(day).every((part) => part.trim() === "");
