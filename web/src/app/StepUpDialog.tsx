import { useState, useSyncExternalStore, type FormEvent } from "react";
import { answer, api } from "../api/client";
import { useAccount } from "../api/queries/account";
import { onQuestion, openQuestion, type Ask } from "../api/stepUp";
import { useText } from "../i18n/language";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { PasswordField } from "../ui/PasswordField";
import { useFormErrors } from "../ui/useFormErrors";
import { useOperation } from "../ui/useOperation";

/** Asks for the password again when an operation wants it (see `api/stepUp`); Escape and Cancel leave everything as it was. */
export function StepUpDialog() {
  const { t } = useText();
  const ask = useSyncExternalStore(onQuestion, openQuestion);
  return (
    <Dialog title={t.stepUp.title} describedBy="step-up-text" role="dialog" isOpen={ask !== null} onClose={() => ask?.(false)}>
      <p id="step-up-text" className="mb-4">
        {t.stepUp.text}
      </p>
      {ask && <PasswordForm ask={ask} />}
    </Dialog>
  );
}

const ID = "step-up-password";

function PasswordForm({ ask }: { ask: Ask }) {
  const { t } = useText();
  const username = useAccount().data?.username;
  const [password, setPassword] = useState("");
  const errors = useFormErrors();
  // In a dialog with one field the field's own error is enough; it takes the focus like the summary of a page.
  const { busy, run } = useOperation(errors, ({ slug }) => (slug === "incorrect-credentials" ? [{ id: ID, message: t.stepUp.incorrect }] : null));
  const error = errors.list[0]?.message;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A form inside another one's page: React would hand the event on to that form, too.
    event.stopPropagation();
    if (!errors.show(password === "" ? [{ id: ID, message: t.signIn.missingPassword }] : [])) return;
    void run("send", async () => {
      await answer(api.POST("/api/auth/confirm-password", { body: { Password: password } }));
      ask(true);
    });
  };

  return (
    <form noValidate onSubmit={submit}>
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={username ?? ""} readOnly hidden />
      <PasswordField
        id={ID}
        label={t.stepUp.password}
        error={error}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the one field of a dialog that takes the focus anyway
        autoFocus
      />
      <div role="alert" className="sr-only">
        {error}
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" isPending={busy !== null}>
          {t.app.continue}
        </Button>
        <Button look="secondary" onPress={() => ask(false)}>
          {t.app.cancel}
        </Button>
      </div>
    </form>
  );
}
