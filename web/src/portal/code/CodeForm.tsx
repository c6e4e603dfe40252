import { useState, type FormEvent, type ReactNode } from "react";
import type { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import type { FormError } from "../../ui/ErrorSummary";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import type { FormErrors } from "../../ui/useFormErrors";
import { useOperation, type Explain } from "../../ui/useOperation";
import { readCode, type CodeSource } from "./readCode";

interface CodeFormProps {
  source: CodeSource;
  /** The errors of the page that the form stands on. */
  errors: FormErrors;
  /** More about this code, such as until when it works. */
  hint?: string;
  /** What the button says while the code is checked. */
  checking?: string;
  confirm: (code: string) => Promise<unknown>;
  /** Sends another code and tells where it went. Without it there is no other to ask for. */
  resend?: () => Promise<string>;
  /** For what only the page can explain; the usual refusals of a code have their words here. */
  explain?: Explain;
  onBack?: () => void;
  /** Between the code and the buttons. */
  children?: ReactNode;
}

const ID = "code";

/** The one form for every code: one input that takes spaces and hyphens and never submits by itself. */
export function CodeForm({ source, errors, hint, checking, confirm, resend, explain, onBack, children }: CodeFormProps) {
  const { t } = useText();
  const words = t.code.sources[source];
  const [typed, setTyped] = useState("");
  const [sent, setSent] = useState("");

  const refused = (problem: ApiProblem): FormError[] | null => {
    const own = explain?.(problem);
    if (own) return own;
    const texts: Record<string, string> = {
      "code-mismatch": words.mismatch,
      "setup-mismatch": words.mismatch,
      "code-replayed": t.code.replayed,
      "code-expired": t.code.expired,
      "code-used": t.code.used,
      "attempts-exceeded": t.code.attempts,
    };
    const message = texts[problem.slug];
    return message === undefined ? null : [{ id: ID, message }];
  };
  const { busy, run } = useOperation<"confirm" | "resend">(errors, refused);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setSent("");
    const read = readCode(typed, source, t);
    if (read.error !== null) errors.show([{ id: ID, message: read.error }]);
    else void run("confirm", () => confirm(read.code));
  };

  const another = async (send: () => Promise<string>) => {
    setSent("");
    const destination = await send();
    setTyped("");
    setSent(t.code.sent(destination));
  };

  return (
    <>
      <div role="status">{sent && <Notice look="good">{sent}</Notice>}</div>
      <form noValidate onSubmit={submit}>
        <Field
          id={ID}
          label={words.label}
          hint={[words.hint, hint].filter(Boolean).join(" ")}
          error={errors.of(ID)}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          inputMode={source === "recovery" ? "text" : "numeric"}
          autoComplete={source === "recovery" ? "off" : "one-time-code"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
        />
        {resend && (
          <div className="mb-2">
            <p>{words.help}</p>
            <Button look="plain" isPending={busy === "resend"} onPress={() => void run("resend", () => another(resend))}>
              {t.code.newCode}
            </Button>
          </div>
        )}
        {children}
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isPending={busy === "confirm"}>
            {busy === "confirm" && checking ? checking : t.app.continue}
          </Button>
          {onBack && (
            <Button look="secondary" onPress={onBack}>
              {t.app.back}
            </Button>
          )}
        </div>
      </form>
    </>
  );
}
