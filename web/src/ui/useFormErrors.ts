import { useState } from "react";
import type { FormError } from "./ErrorSummary";

/** The errors of one form: the list for the summary, and the words for one field. */
export function useFormErrors() {
  const [errors, setErrors] = useState<FormError[]>([]);
  return {
    list: errors,
    /** Shows these and says whether there were none. A new list moves the focus to the summary. */
    show(next: FormError[]): boolean {
      setErrors(next);
      return next.length === 0;
    },
    of: (id: string) => errors.find((error) => error.id === id)?.message,
  };
}
