import { useText } from "../i18n/language";
import type { DatePart, TypedDate } from "./dateOfBirth";

interface DateOfBirthProps {
  id: string;
  legend: string;
  value: TypedDate;
  onChange: (value: TypedDate) => void;
  error?: string;
  wrongParts: DatePart[];
}

const WIDTHS: Record<DatePart, string> = { month: "w-28", day: "w-20", year: "w-28" };

const AUTOCOMPLETE: Record<DatePart, string> = { month: "bday-month", day: "bday-day", year: "bday-year" };

/** Three plain inputs. The focus never moves by itself; the month may be a name. */
export function DateOfBirth({ id, legend, value, onChange, error, wrongParts }: DateOfBirthProps) {
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
        autoComplete={AUTOCOMPLETE[name]}
        value={value[name]}
        aria-invalid={(error && wrongParts.includes(name)) || undefined}
        onChange={(event) => onChange({ ...value, [name]: event.target.value })}
      />
    </div>
  );
  return (
    <fieldset
      className={`mb-6 ${error ? "relative pl-5" : ""}`}
      aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}
    >
      {error && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-1 bg-bad" />}
      <legend className="font-bold">{legend}</legend>
      <p id={`${id}-hint`} className="text-quiet">
        {t.dateOfBirth.hint}
      </p>
      {error && (
        <p id={`${id}-error`} className="font-bold text-bad">
          {error}
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-4">
        {part("month")}
        {part("day")}
        {part("year")}
      </div>
    </fieldset>
  );
}
