import type { ReactNode } from "react";

interface CheckboxProps {
  id: string;
  checked: boolean;
  /** Without it the answer is fixed. */
  onChange?: (checked: boolean) => void;
  hint?: string;
  error?: string;
  /** Among other controls or in a table: without the space that sets the fields of a form apart. */
  inRow?: boolean;
  children: ReactNode;
}

export function Checkbox({ id, checked, onChange, hint, error, inRow = false, children }: CheckboxProps) {
  return (
    <div className={`${inRow ? "" : "mb-4"} ${error ? "border-l-4 border-bad pl-4" : ""}`}>
      {error && (
        <p id={`${id}-error`} className="font-bold text-bad">
          {error}
        </p>
      )}
      <label htmlFor={id} className="flex min-h-12 w-fit cursor-pointer items-center gap-3 py-1 pr-3">
        <input
          id={id}
          type="checkbox"
          className="size-7 shrink-0 accent-brand"
          checked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={[hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined}
          disabled={!onChange}
          onChange={(event) => onChange?.(event.target.checked)}
        />
        <span>{children}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="pl-10 text-quiet">
          {hint}
        </p>
      )}
    </div>
  );
}
