import type { Item } from "../../fhir/questionnaire";
import type { Lack } from "../../fhir/questionnaireResponse";
import type { Messages } from "../../i18n/en";
import type { Format } from "../../i18n/format";
import type { FormError } from "../../ui/ErrorSummary";

/** Longer questions are cut in messages, at a word. */
const LONGEST = 80;

export function questionText({ text }: Item, t: Messages): string {
  if (!text) return t.forms.untitledQuestion;
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
}

/** What has to be mended at a question, in words, with the id of the control to go to. */
export function lackError({ asked: { item, path }, wrong }: Lack, t: Messages, format: Format): FormError {
  const question = questionText(item, t);
  const texts = t.forms.errors;
  if (wrong.code === "missing") return { id: controlId(item, path), message: texts.missing(question) };
  const { code, limit, parts = [], at = 0 } = wrong;
  const id = controlId(item, path, at, parts[0]);
  const shown = typeof limit === "number" ? format.number(limit) : (format.fhirDay(limit) ?? limit ?? "");
  if (code === "date-missing") return { id, message: texts[code](question, format.list(parts.map((part) => t.dateOfBirth.parts[part]))) };
  return { id, message: texts[code](question, shown) };
}

/** The first control of a question's answer. */
export function controlId(item: Item, path: string, at = 0, part = "month"): string {
  const own = answerId(path, at);
  return item.kind === "date" || item.kind === "dateTime" ? `${own}-${part}` : own;
}

/** The id of one of a question's answers. */
export const answerId = (path: string, at: number) => (at === 0 ? path : `${path}:${at}`);
