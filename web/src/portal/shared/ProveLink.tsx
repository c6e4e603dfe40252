import { useState, type FormEvent } from "react";
import { anonymous, answer } from "../../api/client";
import type { AnswerOf } from "../../api/operations";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import type { FormError } from "../../ui/ErrorSummary";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { useAttempt } from "../../ui/useAttempt";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import type { Opened } from "./SharedDocument";

interface ProveLinkProps {
  token: string;
  shown: AnswerOf<"/api/shared/{token}", "get">;
  onOpened: (opened: Opened) => void;
  onEnded: () => void;
}

/** The address that the link was sent to, and the passcode: which of them is wrong is not said. */
export function ProveLink({ token, shown, onOpened, onEnded }: ProveLinkProps) {
  const { t, format } = useText();
  const texts = t.shared;
  const [email, setEmail] = useState("");
  const [passcode, setPasscode] = useState("");
  const errors = useFormErrors();
  const attempt = useAttempt();
  const { busy, run } = useOperation(errors, (problem) => {
    if (problem.slug === "link-ended") {
      onEnded();
      return [];
    }
    return problem.slug === "wrong-passcode" ? [{ id: "email", message: texts.wrong(problem.triesLeft) }] : null;
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing: FormError[] = [
      ...(email.trim() ? [] : [{ id: "email", message: texts.errors.email }]),
      ...(passcode.trim() ? [] : [{ id: "passcode", message: texts.errors.passcode }]),
    ];
    if (!errors.show(missing)) return;
    const body = { email: email.trim(), passcode };
    void run("send", async () => {
      const headers = attempt.headers(body);
      onOpened(await answer(anonymous.POST("/api/shared/{token}/open", { params: { path: { token } }, headers, body })));
    });
  };

  return (
    <Page title={texts.title} errors={errors.list} narrow>
      <p className="mb-1 text-lg font-bold wrap-anywhere">{texts.sharedBy(shown.shared_by)}</p>
      <p className="mb-4">{texts.until(format.moment(new Date(shown.until)))}</p>
      <p className="mb-6">{texts.how}</p>
      <form noValidate onSubmit={submit}>
        <Field
          id="email"
          label={texts.email}
          hint={texts.emailHint}
          error={errors.of("email")}
          type="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Field
          id="passcode"
          label={texts.passcode}
          hint={texts.passcodeHint}
          error={errors.of("passcode")}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          value={passcode}
          onChange={(event) => setPasscode(event.target.value)}
        />
        <p className="mb-6 text-quiet">{texts.lockWarning}</p>
        <Button type="submit" isPending={busy !== null}>
          {texts.submit}
        </Button>
      </form>
    </Page>
  );
}
