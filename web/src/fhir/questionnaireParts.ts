/** The pages of a form: one when it is short, else one for each of its sections. */
import { everyItem, isQuestion } from "./questionnaire";
import type { Asked } from "./questionnaireAsked";
import { isAnswerable } from "./questionnaireResponse";

export interface Part {
  /** Null where the form itself has no word for it. */
  title: string | null;
  asked: Asked[];
}

/** More questions than this on one page make people tired; so many stand together where a form has no sections. */
const SHORT = 12;

/** The parts that have something to show now. */
export const partsOf = (asked: Asked[]): Part[] => split(asked).filter((part) => part.asked.some(isDrawn));

/** Shown to the person: what is asked, what is told, and the words around it. */
export function isDrawn(asked: Asked): boolean {
  const { item, enabled, answers, parts } = asked;
  if (!enabled || item.hidden) return false;
  if (isAnswerable(asked) || item.kind === "display" || item.kind === "elsewhere") return true;
  return answers.length > 0 || parts.some((part) => part.asked.some(isDrawn));
}

function split(asked: Asked[]): Part[] {
  const count = questionCount(asked);
  if (count <= SHORT) return [{ title: null, asked }];
  // One group around everything is the form itself.
  const [wrapper, ...others] = asked.filter(({ item }) => !item.hidden);
  if (wrapper && others.length === 0 && isPlain(wrapper)) return split(wrapper.parts.flatMap((part) => part.asked));
  const parts: Part[] = [];
  let loose: Asked[] = [];
  const endLoose = () => {
    if (loose.length) parts.push({ title: null, asked: loose });
    loose = [];
  };
  for (const each of asked) {
    if (each.item.kind === "group" && questionCount([each]) > 0) {
      endLoose();
      parts.push({ title: each.item.text, asked: [each] });
    } else {
      if (questionCount(loose) >= SHORT) endLoose();
      loose.push(each);
    }
  }
  endLoose();
  return parts;
}

/** As many as there may be, whether they are asked now or not: the pages must not move while one answers. */
const questionCount = (asked: Asked[]) => everyItem(asked.map(({ item }) => item)).filter((item) => isQuestion(item) && !item.hidden).length;

/** Nothing would be lost if its items stood without it. */
const isPlain = ({ item }: Asked) => item.kind === "group" && !item.repeats && item.enableWhen.length === 0 && item.help.length === 0;
