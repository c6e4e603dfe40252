import { useNavigate } from "react-router";
import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { solveOnce } from "../captcha/captcha";
import { CodeForm } from "../code/CodeForm";
import type { ResetStep } from "./ForgotPassword";
import { askForCode } from "./reset";

export function EmailCodeStep({ given, add, restart }: ResetStep) {
  const { t } = useText();
  const texts = t.forgot.code;
  const navigate = useNavigate();
  const errors = useFormErrors();
  const resend = async () => askForCode(given.identifier, await solveOnce());
  return (
    <Page title={texts.title} errors={errors.list} narrow>
      <p className="mb-2">{texts.sent(given.identifier, given.sentTo)}</p>
      <p className="mb-4">{texts.wait}</p>
      <CodeForm
        source="email"
        errors={errors}
        hint={t.code.worksFor}
        confirm={(code) => add({ code, factor: undefined, password: undefined })}
        resend={resend}
        explain={({ slug }) => (slug === "attempts-exceeded" ? restart() : null)}
        onBack={() => void navigate(-1)}
      />
    </Page>
  );
}
