import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";

interface FieldFrameProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  /** Gets what belongs on the control: its id, its descriptions and whether it is wrong. */
  children: (control: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
}

/** Label, hint, error and control in this order, tied together for screen readers. */
export function FieldFrame({ id, label, hint, error, children }: FieldFrameProps) {
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <div className={`mb-6 ${error ? "border-l-4 border-bad pl-4" : ""}`}>
      <label htmlFor={id} className="block font-bold">
        {label}
      </label>
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
      <div className="mt-2">{children({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}</div>
    </div>
  );
}

type FieldProps = Omit<FieldFrameProps, "children"> & Omit<InputHTMLAttributes<HTMLInputElement>, "id">;

export function Field({ id, label, hint, error, ...input }: FieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {(control) => <input {...input} {...control} className="input max-w-lg" />}
    </FieldFrame>
  );
}

interface SelectProps extends Omit<FieldFrameProps, "children"> {
  value: string;
  onChange: (value: string) => void;
  options: [value: string, label: string][];
}

/** Letters that fit beside the arrow in a narrow window: a browser cuts the rest off. */
const FITS = 20;

export function SelectField({ id, label, hint, error, value, onChange, options }: SelectProps) {
  const chosen = options.find(([each]) => each === value)?.[1] ?? "";
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <>
          <select {...control} className="input max-w-lg" value={value} onChange={(event) => onChange(event.target.value)}>
            {options.map(([each, text]) => (
              <option key={each} value={each}>
                {text}
              </option>
            ))}
          </select>
          {chosen.length > FITS && (
            <p aria-hidden="true" className="mt-1 text-quiet sm:hidden">
              {chosen}
            </p>
          )}
        </>
      )}
    </FieldFrame>
  );
}

type TextAreaProps = Omit<FieldFrameProps, "children"> & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id">;

export function TextAreaField({ id, label, hint, error, ...area }: TextAreaProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {(control) => <textarea rows={3} {...area} {...control} className="input max-w-lg" />}
    </FieldFrame>
  );
}
