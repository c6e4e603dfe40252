import type { Messages } from "../i18n/en";
import { useText } from "../i18n/language";
import { PasswordField } from "./PasswordField";

/** A password alone has to be longer than one beside a second factor. Characters. */
export const SHORTEST = { alone: 15, withFactor: 8 };

interface NewPasswordFieldProps {
  id: string;
  label: string;
  shortest: number;
  error?: string;
  value: string;
  onChange: (value: string) => void;
}

/** A password to choose: its rules stand above it. */
export function NewPasswordField({ id, label, shortest, error, value, onChange }: NewPasswordFieldProps) {
  const { t } = useText();
  const rules = (
    <ul className="list-disc pl-5">
      {t.password.rules(shortest).map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  );
  return (
    <PasswordField id={id} label={label} hint={rules} error={error} value={value} onChange={onChange} autoComplete="new-password" />
  );
}

/** What a browser can tell of a password by itself; the server has the last word. */
export function passwordError(password: string, shortest: number, t: Messages): string | null {
  if (password === "") return t.password.missing;
  return [...password].length < shortest ? t.password.tooShort(shortest) : null;
}

/** The server's code for a refused password, in words. */
export function passwordWords(code: string, shortest: number, t: Messages): string {
  if (code === "too_short" || code === "short_password") return t.password.tooShort(shortest);
  return (t.password.errors as Record<string, string>)[code] ?? t.problem.check;
}
