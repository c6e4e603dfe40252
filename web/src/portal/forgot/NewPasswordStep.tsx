import { useState, type FormEvent } from "react";
import type { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { NewPasswordField, passwordError, passwordWords, SHORTEST } from "../../ui/NewPasswordField";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../ui/useOperation";
import type { ResetStep } from "./ForgotPassword";

/** The server's name of the field is also its id on the page. */
const ID = "Password";

export function NewPasswordStep({ given, add, restart, withFactor }: ResetStep & { withFactor: boolean }) {
  const { t } = useText();
  const texts = t.forgot.password;
  const shortest = withFactor ? SHORTEST.withFactor : SHORTEST.alone;
  const [password, setPassword] = useState("");
  const errors = useFormErrors();
  const explain = (problem: ApiProblem) => {
    if (problem.slug.startsWith("code-") || problem.slug === "attempts-exceeded") return restart();
    return fieldErrors(problem, [ID], (_, code) => passwordWords(code, shortest, t));
  };
  const { busy, run } = useOperation(errors, explain);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = passwordError(password, shortest, t);
    if (errors.show(wrong === null ? [] : [{ id: ID, message: wrong }])) void run("send", () => add({ password }));
  };

  return (
    <Page title={texts.title} errors={errors.list} narrow>
      <form noValidate onSubmit={submit}>
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={given.identifier} readOnly hidden />
        <NewPasswordField id={ID} label={texts.label} shortest={shortest} error={errors.of(ID)} value={password} onChange={setPassword} />
        <Button type="submit" isPending={busy !== null}>
          {texts.submit}
        </Button>
      </form>
    </Page>
  );
}
