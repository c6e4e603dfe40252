import type { ReactNode } from "react";
import { Fieldset } from "./Fieldset";

interface RadioGroupProps<Value extends string> {
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string;
  value: Value | null;
  onChange: (value: Value) => void;
  options: { value: Value; label: ReactNode; hint?: ReactNode }[];
  /** Beside each other: for answers of a few letters. */
  inRow?: boolean;
  /** What belongs to the answer, such as words of one's own. */
  children?: ReactNode;
}

/** A few answers of which one is right, all to be seen at once. An error leads to the first of them. */
export function RadioGroup<Value extends string>({ id, legend, hint, error, value, onChange, options, inRow = false, children }: RadioGroupProps<Value>) {
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error}>
      <div className={inRow ? "flex flex-wrap gap-x-4" : ""}>
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${option.value}`;
          return (
            <div key={option.value} className="mt-1">
              <label htmlFor={optionId} className="flex min-h-12 w-fit cursor-pointer items-center gap-3 py-1 pr-3">
                <input
                  id={optionId}
                  type="radio"
                  name={id}
                  className="size-6 shrink-0 accent-brand"
                  checked={value === option.value}
                  aria-describedby={option.hint ? `${optionId}-about` : undefined}
                  onChange={() => onChange(option.value)}
                />
                <span>{option.label}</span>
              </label>
              {option.hint && (
                <p id={`${optionId}-about`} className="pl-9 text-quiet">
                  {option.hint}
                </p>
              )}
            </div>
          );
        })}
      </div>
      {children}
    </Fieldset>
  );
}
