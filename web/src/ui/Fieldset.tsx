import type { ReactNode } from "react";

interface FieldsetProps {
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string;
  children: ReactNode;
}

/** Several controls that answer one question: legend, hint, error and controls in this order, tied together for screen readers. */
export function Fieldset({ id, legend, hint, error, children }: FieldsetProps) {
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset className={`mb-6 ${error ? "relative pl-5" : ""}`} aria-describedby={describedBy}>
      {error && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-1 bg-bad" />}
      <legend className="font-bold">{legend}</legend>
      {hint && (
        <div id={`${id}-hint`} className="text-quiet">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} className="font-bold text-bad">
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
}
