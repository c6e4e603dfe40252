import { useNavigate } from "react-router";
import { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { CodeForm } from "../code/CodeForm";
import { SOURCES, type Factor } from "../code/factors";
import type { ResetStep } from "./ForgotPassword";
import { sendText } from "./reset";

interface SecondFactorStepProps extends ResetStep {
  factor: Factor;
  onOtherWay: (() => void) | null;
}

/** With two-factor sign-in on, the mailbox alone does not open the account. */
export function SecondFactorStep({ given, add, restart, factor, onOtherWay }: SecondFactorStepProps) {
  const { t } = useText();
  const texts = t.forgot.factor;
  const navigate = useNavigate();
  const errors = useFormErrors();
  const source = SOURCES[factor];
  const about = { app: texts.app, sms: texts.sms, recovery: texts.recovery, email: "" };
  const resend = async () => {
    await sendText(given).catch((error: unknown) => {
      if (!(error instanceof ApiProblem && error.slug === "code-expired")) throw error;
      // It is the code by e-mail that has expired.
      restart();
    });
    return texts.phone;
  };
  return (
    <Page title={t.factors.title} errors={errors.list} narrow>
      <p className="mb-4">{about[source]}</p>
      <CodeForm
        source={source}
        errors={errors}
        confirm={(code) => add({ factor: { name: factor, code } })}
        resend={source === "sms" ? resend : undefined}
        explain={({ slug }) => (slug === "attempts-exceeded" || (slug === "code-expired" && source !== "sms") ? restart() : null)}
        onBack={() => void navigate(-1)}
      >
        {onOtherWay && (
          <Button look="plain" onPress={onOtherWay}>
            {t.factors.another}
          </Button>
        )}
      </CodeForm>
    </Page>
  );
}
