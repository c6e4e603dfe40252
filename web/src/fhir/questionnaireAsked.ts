/** Which questions are asked now: groups opened out into their copies, `enableWhen` decided for each. */
import type { Language } from "../i18n/language";
import { isQuestion, type Answer, type Item } from "./questionnaire";
import { copiesOf, entriesOf, entryKey, insideOf, isCopied, isSame, pathOf, type Filled } from "./questionnaireAnswers";
import { readEntry, type Read, type Wrong } from "./questionnaireReading";

/** An item where it stands in the form as it is filled in now. */
export interface Asked {
  item: Item;
  path: string;
  parent: Asked | null;
  /** False when `enableWhen` hides it, or what it is in: then it is neither shown nor sent. */
  enabled: boolean;
  /** The answers that can be read so far. */
  answers: Answer[];
  wrong: Wrong | null;
  /** A group has one part, a repeating group one for each copy; a question with others below it one, or one for each answer. */
  parts: { copy: string | null; asked: Asked[] }[];
}

export function askedOf(items: Item[], filled: Filled, language: Language): Asked[] {
  const asked = standing(items, filled, language, "", null);
  const all = inOrder(asked);
  const place = new Map(all.map((each, index) => [each, index]));
  const decided = new Map<Asked, boolean>();

  const isEnabled = (one: Asked): boolean => {
    const known = decided.get(one);
    if (known !== undefined) return known;
    // Questions that wait for each other are asked, rather than never.
    decided.set(one, true);
    const result = (one.parent === null || (isEnabled(one.parent) && isAnswered(one.parent))) && conditionsHold(one);
    decided.set(one, result);
    return result;
  };
  // What stands below a question is part of its answer.
  const isAnswered = (parent: Asked) => !isQuestion(parent.item) || parent.answers.length > 0;
  const conditionsHold = (one: Asked) => {
    const { enableWhen, enableAny } = one.item;
    if (enableWhen.length === 0) return true;
    const hold = (condition: fhir4.QuestionnaireItemEnableWhen) => {
      const target = nearest(one, condition.question);
      return holds(condition, target && isEnabled(target) ? target.answers : []);
    };
    return enableAny ? enableWhen.some(hold) : enableWhen.every(hold);
  };
  /** FHIR's rule where a question stands in several copies: up the ancestors, then the last one before, then the first after. */
  const nearest = (one: Asked, linkId: string): Asked | null => {
    for (let up = one.parent; up; up = up.parent) if (up.item.linkId === linkId) return up;
    const found = all.filter((each) => each.item.linkId === linkId && each !== one);
    const shared = found.map((each) => sharedDepth(one, each));
    const closest = found.filter((_, index) => shared[index] === Math.max(...shared));
    const at = place.get(one) ?? 0;
    return closest.findLast((each) => (place.get(each) ?? 0) < at) ?? closest[0] ?? null;
  };

  for (const each of all) each.enabled = isEnabled(each);
  return asked;
}

function standing(items: Item[], filled: Filled, language: Language, inside: string, parent: Asked | null): Asked[] {
  return items.map((item) => {
    const path = pathOf(inside, item);
    const entries = isQuestion(item) ? entriesOf(filled, path) : [];
    const reads = entries.map((entry) => readEntry(item, entry, language));
    const asked: Asked = {
      item, path, parent, enabled: true,
      answers: reads.filter(isAnswer).map(({ answer }) => answer),
      wrong: reads.flatMap((each, at) => (each && "wrong" in each ? [{ ...each.wrong, at }] : []))[0] ?? null,
      parts: [],
    };
    if (item.items.length) {
      const answered = entries.map(entryKey).filter((_, index) => isAnswer(reads[index]));
      const copies = isCopied(item) ? copiesOf(filled, item, path) : item.repeats ? answered : [null];
      asked.parts = copies.map((copy) => ({ copy, asked: standing(item.items, filled, language, insideOf(path, copy ?? undefined), asked) }));
    }
    return asked;
  });
}

const isAnswer = (read: Read | undefined): read is { answer: Answer } => Boolean(read && "answer" in read);

/** All of them, in the order of the page. */
export const inOrder = (asked: Asked[]): Asked[] => asked.flatMap((each) => [each, ...each.parts.flatMap((part) => inOrder(part.asked))]);

/** How much of the way from the top two items have in common, copies told apart. */
function sharedDepth(one: Asked, other: Asked): number {
  const [mine, theirs] = [one.path.split("/"), other.path.split("/")];
  const differs = mine.findIndex((step, index) => step !== theirs[index]);
  return differs < 0 ? mine.length : differs;
}

/** Whether answers fulfil one condition: `exists` apart, at least one of them has to. */
export function holds(condition: fhir4.QuestionnaireItemEnableWhen, answers: Answer[]): boolean {
  const { operator } = condition;
  if (operator === "exists") return (answers.length > 0) === (condition.answerBoolean ?? true);
  const [name, value] = Object.entries(condition).find(([key]) => key.startsWith("answer")) ?? [];
  if (name === undefined) return false;
  const wanted = { [name.replace("answer", "value")]: value } as Answer;
  return answers.some((answer) => compared(answer, wanted, operator));
}

function compared(answer: Answer, wanted: Answer, operator: string): boolean {
  if (operator === "=") return isEqual(answer, wanted);
  if (operator === "!=") return !isEqual(answer, wanted);
  const [one, other] = [orderOf(answer), orderOf(wanted)];
  if (one === null || other === null || typeof one !== typeof other || !haveSameUnit(answer, wanted)) return false;
  return { ">": one > other, "<": one < other, ">=": one >= other, "<=": one <= other }[operator] ?? false;
}

function isEqual(answer: Answer, wanted: Answer): boolean {
  if (isSame(answer, wanted)) return true;
  const [one, other] = [orderOf(answer), orderOf(wanted)];
  return one !== null && one === other && haveSameUnit(answer, wanted);
}

/** What greater and less mean for: numbers, quantities, days, times and moments; words by their letters. */
function orderOf(answer: Answer): number | string | null {
  const number = answer.valueInteger ?? answer.valueDecimal ?? answer.valueQuantity?.value;
  if (number !== undefined) return number;
  if (answer.valueDateTime?.includes("T")) return Date.parse(answer.valueDateTime);
  return answer.valueDate ?? answer.valueDateTime ?? answer.valueTime ?? answer.valueString ?? answer.valueUri ?? null;
}

function haveSameUnit({ valueQuantity: one }: Answer, { valueQuantity: other }: Answer): boolean {
  const unit = (quantity: fhir4.Quantity) => quantity.code ?? quantity.unit;
  return !one || !other || unit(one) === unit(other) || unit(other) === undefined;
}
