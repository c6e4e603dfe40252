import { useRef, useState } from "react";
import { ApiProblem } from "../api/problem";
import { useText } from "../i18n/language";
import { problemText } from "../i18n/problemText";
import type { FormError } from "./ErrorSummary";
import type { FormErrors } from "./useFormErrors";

/** Better words for a refusal than the usual ones; null when there are none, an empty list when the page has moved on. */
export type Explain = (problem: ApiProblem) => FormError[] | null;

/**
 * Runs what a form or a button sends, one at a time, and shows what is refused. Whoever did not want to enter the password
 * again finds everything as it was.
 */
export function useOperation<Name extends string = "send">(errors: FormErrors, explain: Explain = () => null) {
  const { t } = useText();
  const [busy, setBusy] = useState<Name | null>(null);
  const running = useRef(false);

  const run = async (name: Name, work: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setBusy(name);
    errors.show([]);
    try {
      await work();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      if (problem?.slug !== "step-up-required") errors.show((problem && explain(problem)) ?? [{ message: problemText(error, t) }]);
    } finally {
      running.current = false;
      setBusy(null);
    }
  };
  return { busy, run };
}

/** The refused fields in the order of the page, each by `words`; null when none of them is on it. */
export function fieldErrors(problem: ApiProblem, order: string[], words: (field: string, code: string) => string): FormError[] | null {
  const found = problem.fields.filter(({ field }) => order.includes(field));
  found.sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field));
  return found.length ? found.map(({ field, code }) => ({ id: field, message: words(field, code) })) : null;
}
