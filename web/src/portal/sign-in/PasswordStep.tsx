import { useEffect, useState, type FormEvent, type ReactNode } from "react";
import { Link } from "react-router";
import { useSession } from "../../app/useSession";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { PasswordField } from "../../ui/PasswordField";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { initiate, type Challenge } from "./challenge";
import type { StartAgain } from "./SignIn";

interface PasswordStepProps {
  startAgain: StartAgain | null;
  proceed: (next: Challenge | null) => void;
  newHere?: ReactNode;
}

export function PasswordStep({ startAgain, proceed, newHere }: PasswordStepProps) {
  const { t } = useText();
  const session = useSession();
  const [identifier, setIdentifier] = useState("");
  const [password, setPassword] = useState("");
  const errors = useFormErrors();
  const { show } = errors;
  const firstMessage = startAgain && t.signIn[startAgain];
  useEffect(() => {
    if (firstMessage) show([{ message: firstMessage }]);
    // Shown once, when the sign-in starts again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const { busy, run } = useOperation(errors, ({ slug }) => {
    if (slug === "incorrect-credentials") return [{ id: "identifier", message: t.signIn.incorrect }];
    return slug === "password-reset-required" ? [{ message: t.signIn.reset }] : null;
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = [
      ...(identifier.trim() === "" ? [{ id: "identifier", message: t.signIn.missingIdentifier }] : []),
      ...(password === "" ? [{ id: "password", message: t.signIn.missingPassword }] : []),
    ];
    if (errors.show(missing)) void run("send", async () => proceed(await initiate(identifier.trim(), password)));
  };

  const reason = session.state === "out" ? session.reason : "none";
  const reasons = { none: "", "signed-out": t.signIn.signedOut, "timed-out": t.signIn.timedOut, ended: t.signIn.ended };
  return (
    <Page title={t.signIn.title} errors={errors.list} narrow>
      <div role="status">{reasons[reason] && errors.list.length === 0 && <Notice>{reasons[reason]}</Notice>}</div>
      <form noValidate onSubmit={submit}>
        <Field
          id="identifier"
          label={t.signIn.identifier}
          error={errors.of("identifier")}
          value={identifier}
          onChange={(event) => setIdentifier(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
        />
        <PasswordField
          id="password"
          label={t.signIn.password}
          error={errors.of("password")}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <Button type="submit" isPending={busy !== null}>
          {t.signIn.submit}
        </Button>
      </form>
      <p className="mt-4">
        <Link to="/forgot-password" className="link inline-flex min-h-12 items-center">
          {t.signIn.forgot}
        </Link>
      </p>
      <h2 className="mt-10 text-xl font-bold">{t.signIn.newHere}</h2>
      {newHere ?? <p>{t.signIn.newHereText}</p>}
    </Page>
  );
}
