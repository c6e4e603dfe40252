import { useEffect, useState, type FormEvent } from "react";
import type { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { CaptchaLine } from "../captcha/CaptchaLine";
import { useCaptcha } from "../captcha/captcha";
import { askForCode } from "./reset";

const ID = "identifier";

interface IdentifierStepProps {
  /** The code that was sent before no longer works. */
  isAgain: boolean;
  start: (identifier: string, sentTo: string) => void;
}

export function IdentifierStep({ isAgain, start }: IdentifierStepProps) {
  const { t } = useText();
  const [identifier, setIdentifier] = useState("");
  const errors = useFormErrors();
  const { show } = errors;
  const captcha = useCaptcha();
  const again = isAgain ? t.forgot.code.again : null;
  useEffect(() => {
    if (again) show([{ message: again }]);
    // Shown once, when the reset starts again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const explain = (problem: ApiProblem) => {
    const refused = problem.fields.find(({ field }) => field === "captcha");
    return refused ? [{ message: t.captcha.errors[refused.code] ?? t.captcha.checkFailed }] : null;
  };
  const { busy, run } = useOperation(errors, explain);

  const ask = async (name: string) => {
    try {
      start(name, await askForCode(name, await captcha.take()));
    } catch (error) {
      captcha.restart();
      throw error;
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = identifier.trim();
    if (errors.show(name === "" ? [{ id: ID, message: t.forgot.missing }] : [])) void run("send", () => ask(name));
  };

  return (
    <Page title={t.forgot.title} errors={errors.list} narrow>
      <p className="mb-6">{t.forgot.text}</p>
      <form noValidate onSubmit={submit}>
        <Field
          id={ID}
          label={t.forgot.identifier}
          error={errors.of(ID)}
          value={identifier}
          onChange={(event) => setIdentifier(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
        />
        <CaptchaLine status={captcha.status} onAgain={captcha.restart} />
        <div className="mt-6 flex flex-wrap gap-3">
          <Button type="submit" isPending={busy !== null}>
            {t.forgot.submit}
          </Button>
          <ButtonLink to="/sign-in" look="secondary">
            {t.forgot.signIn}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}
