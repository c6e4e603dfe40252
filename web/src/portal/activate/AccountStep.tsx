import { useRef, useState, type FormEvent } from "react";
import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Field } from "../../ui/Field";
import { NewPasswordField, passwordError, passwordWords, SHORTEST } from "../../ui/NewPasswordField";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { CaptchaLine } from "../captcha/CaptchaLine";
import { useCaptcha } from "../captcha/captcha";
import { STEPS, type StepProps } from "./invite";

/** The server's field names, in the order of the page. */
const FIELDS = ["username", "password", "captcha", "accept_terms"];

export function AccountStep({ token, invite, store, wizard }: StepProps) {
  const { t, language } = useText();
  const texts = t.activate.account;
  const { progress } = store;
  const [username, setUsername] = useState(progress.username ?? "");
  const [password, setPassword] = useState("");
  const [accepted, setAccepted] = useState(false);
  const [isSending, setSending] = useState(false);
  const errors = useFormErrors();
  const captcha = useCaptcha();
  /** Kept after a lost connection, so that the same request again makes one account and not two. */
  const attempt = useRef<{ form: string; key: string; captcha: string } | null>(null);

  const allWords: Record<string, Record<string, string>> = { ...texts.errors, captcha: t.captcha.errors };
  const words = (field: string, code: string) =>
    field === "password" ? passwordWords(code, SHORTEST.alone, t) : (allWords[field]?.[code] ?? t.problem.check);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const wrongPassword = passwordError(password, SHORTEST.alone, t);
    const missing = [
      ...(username.trim() === "" ? [{ id: "username", message: words("username", "missing") }] : []),
      ...(wrongPassword === null ? [] : [{ id: "password", message: wrongPassword }]),
      ...(accepted ? [] : [{ id: "accept_terms", message: words("accept_terms", "required") }]),
    ];
    if (!errors.show(missing)) return;
    setSending(true);
    try {
      const form = JSON.stringify([username.trim(), password, language]);
      if (attempt.current?.form !== form) {
        attempt.current = { form, key: crypto.randomUUID(), captcha: await captcha.take() };
      }
      const sent = await answer(
        anonymous.POST("/api/invites/{token}/activate", {
          params: { path: { token } },
          headers: { "Idempotency-Key": attempt.current.key },
          body: {
            ticket: progress.ticket ?? "", username: username.trim(), password, captcha: attempt.current.captcha, accept_terms: true, language,
          },
        }),
      );
      store.update({ username: username.trim(), sentTo: sent.email, expiresAt: sent.expires_at });
      wizard.go("/code");
    } catch (error) {
      const isLost = error instanceof ApiProblem && error.slug === "network";
      if (!isLost) {
        attempt.current = null;
        captcha.restart();
      }
      if (wizard.leave(error)) return;
      const fields = error instanceof ApiProblem ? error.fields.filter((each) => FIELDS.includes(each.field)) : [];
      fields.sort((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field));
      errors.show(
        fields.length
          ? fields.map(({ field, code }) => ({ id: field === "captcha" ? undefined : field, message: words(field, code) }))
          : [{ message: error instanceof ApiProblem ? problemText(error, t) : t.captcha.checkFailed }],
      );
    } finally {
      setSending(false);
    }
  };

  return (
    <Page title={texts.title} eyebrow={t.activate.step(2, STEPS)} errors={errors.list} narrow>
      {progress.patient && <Notice look="good">{texts.hello[invite.kind](nameOf(progress.patient))}</Notice>}
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Field
          id="username"
          label={texts.username}
          hint={texts.usernameHint}
          error={errors.of("username")}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
        />
        <NewPasswordField
          id="password"
          label={texts.password}
          shortest={SHORTEST.alone}
          error={errors.of("password")}
          value={password}
          onChange={setPassword}
        />
        <CaptchaLine status={captcha.status} onAgain={captcha.restart} />
        <p>
          <a href="/terms" target="_blank" rel="noreferrer" className="link inline-flex min-h-12 items-center">
            <span>
              {texts.readTerms} <span className="font-normal">{t.app.newTab}</span>
            </span>
          </a>
        </p>
        <Checkbox id="accept_terms" checked={accepted} onChange={setAccepted} error={errors.of("accept_terms")}>
          {texts.accept}
        </Checkbox>
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isPending={isSending}>
            {isSending ? texts.submitting : t.app.continue}
          </Button>
          <Button look="secondary" onPress={() => wizard.go("")}>
            {t.app.back}
          </Button>
        </div>
        <p className="mt-4">
          <Button look="plain" onPress={() => wizard.go("/existing")}>
            {texts.haveOne}
          </Button>
        </p>
      </form>
    </Page>
  );
}
