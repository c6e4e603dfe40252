import { createContext, useContext } from "react";
import type { Filled } from "../../fhir/questionnaireAnswers";
import type { Lack } from "../../fhir/questionnaireResponse";

/** The form that is being filled in: what its questions show, and what they change. */
export interface Filling {
  filled: Filled;
  change: (filled: Filled) => void;
  /** What the person was told to mend, by the question's path. */
  lacks: ReadonlyMap<string, Lack>;
}

export const FillingContext = createContext<Filling | null>(null);

export function useFilling() {
  const filling = useContext(FillingContext);
  if (!filling) throw new Error("useFilling needs a form above it");
  return filling;
}
