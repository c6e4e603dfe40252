import { useState, type FormEvent } from "react";
import type { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { NewPasswordField, passwordWords, SHORTEST } from "../../ui/NewPasswordField";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../ui/useOperation";
import { respond } from "./challenge";
import type { SignInStep } from "./SignIn";

/** The server's name of the field is also its id on the page. */
const ID = "NEW_PASSWORD";

/** A password that somebody else has set is changed before anything else can be reached (A12). */
export function NewPasswordStep({ challenge, proceed, leave }: SignInStep) {
  const { t } = useText();
  const texts = t.signIn.newPassword;
  const [password, setPassword] = useState("");
  const errors = useFormErrors();
  const explain = (problem: ApiProblem) =>
    fieldErrors(problem, [ID], (_, code) => passwordWords(code, SHORTEST.alone, t)) ?? leave(problem);
  const { busy, run } = useOperation(errors, explain);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // How long it must be depends on second factors, which only the server knows here.
    if (!errors.show(password === "" ? [{ id: ID, message: t.password.missing }] : [])) return;
    void run("send", async () => proceed(await respond(challenge, "NEW_PASSWORD_REQUIRED", { [ID]: password })));
  };

  return (
    <Page title={texts.title} errors={errors.list} narrow>
      <p className="mb-6">{texts.why}</p>
      <form noValidate onSubmit={submit}>
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={challenge.username} readOnly hidden />
        <NewPasswordField
          id={ID}
          label={texts.label}
          shortest={SHORTEST.alone}
          error={errors.of(ID)}
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" isPending={busy !== null}>
          {t.app.continue}
        </Button>
      </form>
    </Page>
  );
}
