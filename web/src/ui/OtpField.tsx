import type { Messages } from "../i18n/en";
import { useText } from "../i18n/language";
import { Field } from "./Field";

interface OtpFieldProps {
  id: string;
  hint?: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
}

/** A one-time code: one input that takes spaces and hyphens and never submits by itself. */
export function OtpField({ id, hint, error, value, onChange }: OtpFieldProps) {
  const { t } = useText();
  return (
    <Field
      id={id}
      label={t.code.label}
      hint={hint ? `${t.code.hint} ${hint}` : t.code.hint}
      error={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      size={10}
    />
  );
}

/** The six digits of what was typed, or the words for what is wrong with it. */
export function readCode(typed: string, t: Messages): { code: string; error: null } | { code: null; error: string } {
  const code = typed.replace(/[\s\-–.]/g, "");
  const wrong = (error: string) => ({ code: null, error });
  if (code === "") return wrong(t.code.missing);
  if (!/^\d+$/.test(code)) return wrong(t.code.letters);
  if (code.length < 6) return wrong(t.code.short);
  if (code.length > 6) return wrong(t.code.long);
  return { code, error: null };
}
