/** The QuestionnaireResponse that is saved or sent, and what still keeps it from being sent. */
import { isQuestion, type Answer, type Form } from "./questionnaire";
import type { Asked } from "./questionnaireAsked";
import type { Wrong } from "./questionnaireReading";

type Item = fhir4.QuestionnaireResponseItem;

/** `sent` leaves out what is not asked now; a draft keeps it, so that nothing typed is lost while one goes back and forth. */
export function responseOf(form: Form, asked: Asked[], purpose: "draft" | "sent"): fhir4.QuestionnaireResponse {
  const item = itemsOf(asked, purpose);
  return {
    resourceType: "QuestionnaireResponse",
    status: purpose === "sent" ? "completed" : "in-progress",
    ...(form.url ? { questionnaire: form.url } : {}),
    ...(item.length ? { item } : {}),
  };
}

function itemsOf(asked: Asked[], purpose: "draft" | "sent"): Item[] {
  return asked.flatMap((each): Item[] => {
    const { item, enabled, answers, parts } = each;
    if ((purpose === "sent" && !enabled) || item.kind === "display" || item.kind === "elsewhere") return [];
    const told = { linkId: item.linkId, ...(item.text ? { text: item.text } : {}) };
    const inside = parts.map((part) => itemsOf(part.asked, purpose));
    // A draft keeps the copies that are empty yet.
    if (!isQuestion(item)) return inside.flatMap((items) => (items.length || (purpose === "draft" && item.repeats) ? [{ ...told, ...(items.length ? { item: items } : {}) }] : []));
    if (answers.length) return [{ ...told, answer: answers.map((value, index) => ({ ...value, ...(inside[index]?.length ? { item: inside[index] } : {}) })) }];
    return purpose === "draft" && inside[0]?.length ? [{ ...told, item: inside[0] }] : [];
  });
}

/** What has to be mended at a question: it cannot be read, or is missing. */
export interface Lack {
  asked: Asked;
  wrong: Wrong | { code: "missing" };
}

export function lacksOf(asked: Asked[]): Lack[] {
  return asked.flatMap((each): Lack[] => {
    if (!isAnswerable(each)) return each.enabled ? each.parts.flatMap((part) => lacksOf(part.asked)) : [];
    const own: Lack[] = each.wrong ? [{ asked: each, wrong: each.wrong }] : each.item.required && each.answers.length === 0 ? [{ asked: each, wrong: { code: "missing" } }] : [];
    return [...own, ...each.parts.flatMap((part) => lacksOf(part.asked))];
  });
}

/** Whether the person answers it here. */
export const isAnswerable = ({ item, enabled }: Asked) => enabled && isQuestion(item) && !item.readOnly && !item.hidden && item.kind !== "elsewhere";

/** A response line by line, for reading: with the questionnaire its own order and words, else as the response tells them. */
export interface ReadItem {
  key: string;
  text: string | null;
  /** Null for a group. */
  answers: Answer[] | null;
  items: ReadItem[];
}

export function readItems(items: Item[], questions: fhir4.QuestionnaireItem[] = [], key = ""): ReadItem[] {
  const known = new Map(everyQuestion(questions).map((each) => [each.linkId, each]));
  return items.map(({ linkId, text, answer, item }, index) => {
    const question = known.get(linkId);
    const own = `${key}_${index}`;
    const inside = [...(item ?? []), ...(answer ?? []).flatMap((each) => each.item ?? [])];
    return {
      key: own,
      text: [question?.prefix, text ?? question?.text].filter(Boolean).join(" ") || null,
      answers: answer ? answer : item || question?.type === "group" ? null : [],
      items: readItems(inside, questions, own),
    };
  });
}

const everyQuestion = (items: fhir4.QuestionnaireItem[]): fhir4.QuestionnaireItem[] => items.flatMap((item) => [item, ...everyQuestion(item.item ?? [])]);
