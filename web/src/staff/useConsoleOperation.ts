import { ApiProblem } from "../api/problem";
import type { FormErrors } from "../ui/useFormErrors";
import { useOperation, type Explain } from "../ui/useOperation";
import { useStaffText } from "./text";

/** As `useOperation`, with the console's words for the refusals that any of its operations may meet. */
export function useConsoleOperation<Name extends string = "send">(errors: FormErrors, explain: Explain = () => null) {
  const { s } = useStaffText();
  const words: Record<string, string> = { "not-yours-alone": s.problem.notYoursAlone, forbidden: s.problem.forbidden };
  return useOperation<Name>(errors, (problem: ApiProblem) => {
    const message = words[problem.slug];
    return explain(problem) ?? (message === undefined ? null : [{ message }]);
  });
}
