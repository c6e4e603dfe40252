import type { ReactNode } from "react";
import { Checkbox } from "./Checkbox";
import { Fieldset } from "./Fieldset";

interface CheckboxGroupProps {
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: string;
  options: { value: string; label: ReactNode; checked: boolean }[];
  onChange: (value: string, checked: boolean) => void;
  /** What belongs to one of them, such as words of one's own. */
  children?: ReactNode;
}

/** Answers of which several may be right. An error leads to the first of them. */
export function CheckboxGroup({ id, legend, hint, error, options, onChange, children }: CheckboxGroupProps) {
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error}>
      {options.map(({ value, label, checked }, index) => (
        <Checkbox key={value} id={index === 0 ? id : `${id}-${value}`} checked={checked} onChange={(on) => onChange(value, on)} inRow>
          {label}
        </Checkbox>
      ))}
      {children}
    </Fieldset>
  );
}
