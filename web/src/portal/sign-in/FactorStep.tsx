import { useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { CodeForm } from "../code/CodeForm";
import { SOURCES, type Factor } from "../code/factors";
import { isTwoFactor, otherWays, respond, switchTo } from "./challenge";
import type { SignInStep } from "./SignIn";

/** The code of a second factor, or the code by e-mail that a new browser is asked for. */
export function FactorStep({ challenge, proceed, leave, onOtherWay }: SignInStep & { onOtherWay: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const errors = useFormErrors();
  const [remember, setRemember] = useState(false);
  const factor = challenge.name as Factor;
  const source = SOURCES[factor];
  const texts = t.signIn.code;
  const isSent = source === "email" || source === "sms";
  // Where a factor is required there is no fallback by e-mail, and it is asked for each time.
  const mayRemember = isTwoFactor(challenge) && challenge.choices.includes("EMAIL_OTP");

  const about = {
    email: isTwoFactor(challenge) ? texts.email(challenge.destination) : texts.newBrowser(challenge.destination),
    sms: texts.sms(challenge.destination),
    app: texts.app,
    recovery: "",
  };
  const confirm = async (code: string) =>
    proceed(await respond(challenge, factor, { [`${factor}_CODE`]: code, ...(remember ? { REMEMBER_DEVICE: "true" } : {}) }));
  const resend = async () => {
    const next = await switchTo(challenge, factor);
    proceed(next);
    return next?.destination ?? challenge.destination;
  };

  return (
    <Page title={texts.title} errors={errors.list} narrow>
      <p className="mb-4">{about[source]}</p>
      <CodeForm
        source={source}
        errors={errors}
        hint={isSent ? t.code.worksFor : undefined}
        confirm={confirm}
        resend={isSent ? resend : undefined}
        explain={leave}
        onBack={() => void navigate(-1)}
      >
        {mayRemember && (
          <Checkbox id="remember" checked={remember} onChange={setRemember} hint={texts.rememberHint}>
            {texts.remember}
          </Checkbox>
        )}
        {otherWays(challenge).length > 0 && (
          <Button look="plain" onPress={onOtherWay}>
            {t.factors.another}
          </Button>
        )}
      </CodeForm>
    </Page>
  );
}
