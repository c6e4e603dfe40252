import type { ApiProblem } from "../../api/problem";
import type { Messages } from "../../i18n/en";
import type { FormError } from "../../ui/ErrorSummary";

/** What refuses a change of a document, in its own words; a name leads to its field. */
export const explainDocument =
  (t: Messages) =>
  (problem: ApiProblem): FormError[] | null => {
    const texts = t.documents;
    const [refused] = problem.fields;
    const words = texts.why[refused?.code ?? problem.slug];
    if (words) return [{ id: refused?.field === "name" ? "name" : undefined, message: words }];
    if (problem.slug === "document-not-ready") return [{ message: texts.notReady }];
    return null;
  };
