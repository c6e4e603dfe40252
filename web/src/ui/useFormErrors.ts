import { useState } from "react";
import { useText } from "../i18n/language";
import type { FormError } from "./ErrorSummary";

const NO_ERRORS: FormError[] = [];

/** The errors of one form: the list for the summary, and the words for one field. They go when the language changes. */
export function useFormErrors(first: FormError[] = NO_ERRORS) {
  const { language } = useText();
  const [shown, setShown] = useState({ errors: first, language });
  const errors = shown.language === language ? shown.errors : NO_ERRORS;
  return {
    list: errors,
    /** Shows these and says whether there were none. A new list moves the focus to the summary. */
    show(next: FormError[]): boolean {
      setShown({ errors: next, language });
      return next.length === 0;
    },
    of: (id: string) => errors.find((error) => error.id === id)?.message,
  };
}

export type FormErrors = ReturnType<typeof useFormErrors>;
