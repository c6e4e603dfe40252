import type { ReactNode } from "react";
import { useText } from "../i18n/language";
import { Fieldset } from "./Fieldset";
import type { DatePart, TypedDate } from "./typedDate";

export interface DateFieldProps {
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  value: TypedDate;
  onChange: (value: TypedDate) => void;
  error?: string;
  /** The parts that are marked as wrong. */
  wrongParts: DatePart[];
  /** What the browser may fill in. */
  autoComplete?: Record<DatePart, string>;
  /** What belongs to the same answer, such as the time of the day. */
  children?: ReactNode;
}

const WIDTHS: Record<DatePart, string> = { month: "w-28", day: "w-20", year: "w-28" };

/** Three plain inputs. The focus never moves by itself; the month may be a name. */
export function DateField({ id, legend, hint, value, onChange, error, wrongParts, autoComplete, children }: DateFieldProps) {
  const { t } = useText();
  const part = (name: DatePart) => (
    <div key={name}>
      <label htmlFor={`${id}-${name}`} className="block pb-1.5">
        {t.dateOfBirth[name]}
      </label>
      <input
        id={`${id}-${name}`}
        className={`input ${WIDTHS[name]}`}
        inputMode="numeric"
        autoComplete={autoComplete?.[name] ?? "off"}
        value={value[name]}
        aria-invalid={(error && wrongParts.includes(name)) || undefined}
        onChange={(event) => onChange({ ...value, [name]: event.target.value })}
      />
    </div>
  );
  return (
    <Fieldset id={id} legend={legend} hint={hint} error={error}>
      <div className="mt-2 flex flex-wrap gap-4">
        {part("month")}
        {part("day")}
        {part("year")}
        {children}
      </div>
    </Fieldset>
  );
}
