import { useNavigate } from "react-router";
import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { CodeForm } from "../code/CodeForm";
import { respond } from "./challenge";
import type { SignInStep } from "./SignIn";

export function RecoveryStep({ challenge, proceed, leave }: SignInStep) {
  const { t } = useText();
  const navigate = useNavigate();
  const errors = useFormErrors();
  const confirm = async (code: string) => proceed(await respond(challenge, "RECOVERY_CODE", { RECOVERY_CODE: code }));
  return (
    <Page title={t.signIn.recovery.title} errors={errors.list} narrow>
      <p className="mb-4">
        {t.signIn.recovery.text} {t.signIn.recovery.left(challenge.recoveryLeft)}
      </p>
      <CodeForm source="recovery" errors={errors} confirm={confirm} explain={leave} onBack={() => void navigate(-1)} />
    </Page>
  );
}
