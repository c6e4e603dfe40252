import type { Permissions, Right } from "../api";
import { useStaffText } from "../text";

const SECTIONS = [
  "profile", "appointments", "questionnaires", "prescriptions", "labs", "billing", "records", "messages", "documents", "telehealth",
];
const CHOICES = ["none", "read", "write"] as const;

interface PermissionsFieldProps {
  value: Permissions;
  onChange: (value: Permissions) => void;
  error?: string;
}

/** Which parts of the record a representative reaches: none, read, or read and write (C6). */
export function PermissionsField({ value, onChange, error }: PermissionsFieldProps) {
  const { t, s } = useStaffText();
  const choose = (section: string, right: Right | "none") => {
    const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== section));
    onChange(right === "none" ? others : { ...others, [section]: right });
  };
  return (
    <fieldset className={`relative mb-6 ${error ? "pl-5" : ""}`} aria-describedby={`permissions-hint${error ? " permissions-error" : ""}`}>
      {error && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-1 bg-bad" />}
      <legend className="font-bold">{s.account.permissions}</legend>
      <p id="permissions-hint" className="text-quiet">
        {s.account.permissionsHint}
      </p>
      {error && (
        <p id="permissions-error" className="font-bold text-bad">
          {error}
        </p>
      )}
      {SECTIONS.map((section, row) => (
        <div
          key={section}
          role="radiogroup"
          aria-labelledby={`permission-${section}`}
          className="flex flex-wrap items-center gap-x-5 border-b border-line py-1 last:border-0"
        >
          <span id={`permission-${section}`} className="inline-block w-full font-bold first-letter:uppercase sm:w-40">
            {t.audit.sections[section] ?? section}
          </span>
          {CHOICES.map((right, column) => (
            <label key={right} className="flex min-h-12 cursor-pointer items-center gap-2">
              <input
                id={row + column === 0 ? "permissions" : undefined}
                type="radio"
                name={`permission-${section}`}
                className="size-6 shrink-0 accent-brand"
                checked={(value[section] ?? "none") === right}
                onChange={() => choose(section, right)}
              />
              {s.account.rights[right]}
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
