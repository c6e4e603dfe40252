/** A FHIR R4 Questionnaire as our pages draw it: what its items ask, how, and when. */
import { trimmed } from "./common";
import { readableUnit } from "./unit";

type Source = fhir4.QuestionnaireItem;
export type Answer = Omit<fhir4.QuestionnaireResponseItemAnswer, "item">;

/** How a question is answered here; `elsewhere` cannot be answered in a browser. */
export type Kind =
  | "group" | "display" | "options" | "boolean" | "line" | "area" | "url" | "integer" | "decimal" | "quantity" | "date" | "dateTime" | "time" | "elsewhere";

export interface Option {
  key: string;
  label: string;
  answer: Answer;
  /** "None of these": chosen, it stands alone. */
  exclusive: boolean;
}

export interface Item {
  linkId: string;
  kind: Kind;
  text: string | null;
  prefix: string | null;
  help: string[];
  required: boolean;
  repeats: boolean;
  /** How many answers or copies of a group there are at least, and at most. */
  least: number;
  most: number;
  readOnly: boolean;
  hidden: boolean;
  options: Option[];
  /** Beside the options, words of one's own are an answer, too. */
  open: boolean;
  /** Too many options to be seen all at once. */
  asList: boolean;
  unit: fhir4.Coding | null;
  units: fhir4.Coding[];
  min: number | string | null;
  max: number | string | null;
  minLength: number | null;
  maxLength: number | null;
  enableWhen: fhir4.QuestionnaireItemEnableWhen[];
  enableAny: boolean;
  initial: Answer[];
  items: Item[];
}

export interface Form {
  title: string | null;
  description: string | null;
  url: string | undefined;
  items: Item[];
}

const CORE = "http://hl7.org/fhir/StructureDefinition/";
const SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
/** More options than this, and they are in a list to open. */
const SEEN_AT_ONCE = 8;
/** A slider with so few steps is drawn as steps to choose from: no hand has to be steady. */
const FEW_STEPS = 11;

export function formOf(questionnaire: fhir4.Questionnaire): Form {
  const sets = new Map((questionnaire.contained ?? []).filter((each) => each.resourceType === "ValueSet").map((each) => [each.id ?? "", each as fhir4.ValueSet]));
  return {
    title: trimmed(questionnaire.title) ?? trimmed(questionnaire.name),
    description: trimmed(questionnaire.description),
    url: questionnaire.url,
    items: (questionnaire.item ?? []).map((item) => itemOf(item, sets)),
  };
}

/** All items, those inside others, too. */
export const everyItem = (items: Item[]): Item[] => items.flatMap((item) => [item, ...everyItem(item.items)]);

export const isQuestion = ({ kind }: Item) => kind !== "group" && kind !== "display";

function itemOf(source: Source, sets: Map<string, fhir4.ValueSet>): Item {
  const isHelp = (child: Source) => child.type === "display" && (source.type !== "group" || ["help", "prompt", "flyover"].includes(control(child)));
  const children = source.item ?? [];
  const options = optionsOf(source, sets);
  const numbers = options.length === 0 && control(source) === "slider" ? steps(source) : [];
  const all = options.length ? options : numbers;
  return {
    linkId: source.linkId,
    kind: all.length ? "options" : kindOf(source),
    text: trimmed(source.text),
    prefix: trimmed(source.prefix),
    help: [...children.filter(isHelp).map((child) => trimmed(child.text)), trimmed(extension(source, `${CORE}entryFormat`)?.valueString)].filter((text) => text !== null),
    required: source.required === true,
    repeats: source.repeats === true,
    least: extension(source, `${CORE}questionnaire-minOccurs`)?.valueInteger ?? 0,
    most: source.repeats ? (extension(source, `${CORE}questionnaire-maxOccurs`)?.valueInteger ?? Infinity) : 1,
    readOnly: source.readOnly === true || isCounted(source),
    hidden: extension(source, `${CORE}questionnaire-hidden`)?.valueBoolean === true,
    options: all,
    open: source.type === "open-choice",
    asList: all.length > SEEN_AT_ONCE && numbers.length === 0,
    unit: extension(source, `${CORE}questionnaire-unit`)?.valueCoding ?? null,
    units: (source.extension ?? []).flatMap((each) => (each.url === `${CORE}questionnaire-unitOption` && each.valueCoding ? [each.valueCoding] : [])),
    min: limit(source, "minValue"),
    max: limit(source, "maxValue"),
    minLength: extension(source, `${CORE}minLength`)?.valueInteger ?? null,
    maxLength: source.maxLength ?? null,
    enableWhen: source.enableWhen ?? [],
    enableAny: source.enableBehavior === "any",
    initial: initialOf(source, all),
    items: children.filter((child) => !isHelp(child)).map((child) => itemOf(child, sets)),
  };
}

/** Kinchart's server counts it: LOINC's totals are not marked as calculated everywhere (PHQ-9, PHQ-2, GAD-7, AUDIT-C). */
function isCounted(source: Source): boolean {
  const isTotal = (source.code ?? []).some(({ system, code }) => system === "http://loinc.org" && TOTALS.includes(code ?? ""));
  return extension(source, `${SDC}calculatedExpression`) !== undefined || (isTotal && (source.type === "decimal" || source.type === "integer"));
}

const TOTALS = ["44261-6", "55758-7", "70274-6", "75626-2"];

const KINDS: Partial<Record<Source["type"], Kind>> = {
  group: "group", display: "display", boolean: "boolean", string: "line", text: "area", url: "url", integer: "integer", decimal: "decimal",
  quantity: "quantity", date: "date", dateTime: "dateTime", time: "time",
  // Without options there are only one's own words.
  "open-choice": "line",
};

const kindOf = ({ type }: Source): Kind => KINDS[type] ?? "elsewhere";

function extension(element: { extension?: fhir4.Extension[] }, url: string): fhir4.Extension | undefined {
  return element.extension?.find((each) => each.url === url);
}

const control = (source: Source) => extension(source, `${CORE}questionnaire-itemControl`)?.valueCodeableConcept?.coding?.[0]?.code ?? "";

function limit(source: Source, name: "minValue" | "maxValue"): number | string | null {
  const found = extension(source, CORE + name);
  return found?.valueInteger ?? found?.valueDecimal ?? found?.valueDate ?? found?.valueDateTime ?? found?.valueTime ?? found?.valueQuantity?.value ?? null;
}

function optionsOf(source: Source, sets: Map<string, fhir4.ValueSet>): Option[] {
  const listed = (source.answerOption ?? []).map((each) => ({
    answer: valueOf(each),
    exclusive: extension(each, `${CORE}questionnaire-optionExclusive`)?.valueBoolean === true,
  }));
  const set = source.answerValueSet?.startsWith("#") ? sets.get(source.answerValueSet.slice(1)) : undefined;
  const named = codingsOf(set).map((valueCoding) => ({ answer: { valueCoding }, exclusive: false }));
  return [...listed, ...named].map(({ answer, exclusive }, index) => ({ key: String(index), label: answerText(answer) ?? String(index + 1), answer, exclusive }));
}

/** What an option says of itself (its prefix, its score) is no part of the answer. */
function valueOf(element: fhir4.QuestionnaireItemAnswerOption | fhir4.QuestionnaireItemInitial): Answer {
  const answer = Object.fromEntries(Object.entries(element).filter(([name]) => name.startsWith("value"))) as Answer;
  return answer.valueCoding ? { valueCoding: without(answer.valueCoding, "extension") } : answer;
}

function without<T extends object>(value: T, ...names: string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([name, each]) => each !== undefined && !names.includes(name))) as T;
}

function codingsOf(set: fhir4.ValueSet | undefined): fhir4.Coding[] {
  const inside = (contains: fhir4.ValueSetExpansionContains[]): fhir4.Coding[] =>
    contains.flatMap(({ system, version, code, display, abstract, contains: more }) => [
      ...(code && !abstract ? [{ system, version, code, display }] : []),
      ...inside(more ?? []),
    ]);
  const expanded = inside(set?.expansion?.contains ?? []);
  if (expanded.length) return expanded.map((each) => without(each));
  return (set?.compose?.include ?? []).flatMap(({ system, version, concept }) => (concept ?? []).map(({ code, display }) => without({ system, version, code, display })));
}

function steps(source: Source): Option[] {
  const [min, max] = [limit(source, "minValue"), limit(source, "maxValue")];
  if (source.type !== "integer" || typeof min !== "number" || typeof max !== "number" || max - min >= FEW_STEPS) return [];
  return Array.from({ length: max - min + 1 }, (_, step) => min + step).map((value) => ({
    key: String(value), label: String(value), answer: { valueInteger: value }, exclusive: false,
  }));
}

function initialOf(source: Source, options: Option[]): Answer[] {
  const selected = options.filter((_, index) => source.answerOption?.[index]?.initialSelected).map(({ answer }) => answer);
  const given = (source.initial ?? []).map(valueOf);
  return source.type === "group" ? [] : [...given, ...selected];
}

/** An option or an answer in words, where it is words or a code. */
export function answerText({ valueCoding, valueString, valueInteger, valueDate, valueTime, valueReference }: Answer): string | null {
  const coded = trimmed(valueCoding?.display) ?? trimmed(valueCoding?.code);
  return coded ?? trimmed(valueString) ?? (valueInteger === undefined ? null : String(valueInteger)) ?? valueDate ?? valueTime ?? trimmed(valueReference?.display);
}

/** The name of a unit, for people. */
export const unitText = (unit: fhir4.Coding | null): string | null => unit && readableUnit({ unit: unit.display, code: unit.code });
