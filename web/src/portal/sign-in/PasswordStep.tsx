import { useEffect, useState, type FormEvent } from "react";
import { ApiProblem } from "../../api/problem";
import { useSession } from "../../app/useSession";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { PasswordField } from "../../ui/PasswordField";
import { useFormErrors } from "../../ui/useFormErrors";
import { initiate, type Challenge } from "./initiate";
import type { StartAgain } from "./SignIn";

interface PasswordStepProps {
  startAgain: StartAgain | null;
  onChallenge: (challenge: Challenge) => void;
}

export function PasswordStep({ startAgain, onChallenge }: PasswordStepProps) {
  const { t } = useText();
  const session = useSession();
  const [identifier, setIdentifier] = useState("");
  const [password, setPassword] = useState("");
  const [isSending, setSending] = useState(false);
  const errors = useFormErrors();
  const { show } = errors;
  const firstMessage = startAgain && t.signIn[startAgain];
  useEffect(() => {
    if (firstMessage) show([{ message: firstMessage }]);
    // Shown once, when the sign-in starts again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const missing = [
      ...(identifier.trim() === "" ? [{ id: "identifier", message: t.signIn.missingIdentifier }] : []),
      ...(password === "" ? [{ id: "password", message: t.signIn.missingPassword }] : []),
    ];
    if (!errors.show(missing)) return;
    setSending(true);
    try {
      const next = await initiate(identifier.trim(), password);
      if (next === "done") return;
      if (next) onChallenge(next);
      else errors.show([{ message: t.signIn.unsupported }]);
    } catch (error) {
      const slug = error instanceof ApiProblem ? error.slug : "";
      if (slug === "incorrect-credentials") errors.show([{ id: "identifier", message: t.signIn.incorrect }]);
      else if (slug === "password-reset-required") errors.show([{ message: t.signIn.reset }]);
      else errors.show([{ message: problemText(error, t) }]);
    } finally {
      setSending(false);
    }
  };

  const reason = session.state === "out" ? session.reason : "none";
  const reasons = { none: "", "signed-out": t.signIn.signedOut, "timed-out": t.signIn.timedOut, ended: t.signIn.ended };
  return (
    <Page title={t.signIn.title} errors={errors.list} narrow>
      <div role="status">{reasons[reason] && errors.list.length === 0 && <Notice>{reasons[reason]}</Notice>}</div>
      <form noValidate onSubmit={(event) => void submit(event)}>
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
        <Button type="submit" isPending={isSending}>
          {t.signIn.submit}
        </Button>
      </form>
      <h2 className="mt-10 text-xl font-bold">{t.signIn.newHere}</h2>
      <p>{t.signIn.newHereText}</p>
    </Page>
  );
}
