import { useState, type ReactNode } from "react";
import { useText } from "../i18n/language";
import { Button } from "./Button";
import { FieldFrame } from "./Field";

interface PasswordFieldProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  /** Only for the one field of a dialog, which takes the focus anyway. */
  autoFocus?: boolean;
}

/** Can be shown and pasted into; there is no second field to repeat it. */
export function PasswordField({ id, label, hint, error, value, onChange, autoComplete, autoFocus }: PasswordFieldProps) {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  const [said, setSaid] = useState("");
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      {(control) => (
        <div className="flex max-w-lg flex-wrap gap-2">
          <input
            {...control}
            className="input min-w-40 flex-1"
            type={shown ? "text" : "password"}
            value={value}
            autoComplete={autoComplete}
            // eslint-disable-next-line jsx-a11y/no-autofocus -- see the property
            autoFocus={autoFocus}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          <Button
            look="secondary"
            onPress={() => {
              setShown(!shown);
              setSaid(shown ? t.field.passwordHidden : t.field.passwordShown);
            }}
          >
            {shown ? t.field.hidePassword : t.field.showPassword}
          </Button>
          <span role="status" className="sr-only">
            {said}
          </span>
        </div>
      )}
    </FieldFrame>
  );
}
