import { useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange, type Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Page } from "../../../ui/Page";
import { useFormErrors } from "../../../ui/useFormErrors";
import { Authenticator } from "../../code/Authenticator";
import type { DoneState } from "../DoneNotice";
import { makeRecoveryCodes, setFactor } from "./mfa";
import { SECURITY } from "./Security";

interface AuthenticatorPageProps {
  account: Account;
  secret: string;
  show: (codes: string[]) => void;
}

/** The new authenticator counts, and is asked for, after its first code. The first factor comes with recovery codes. */
export function AuthenticatorPage({ account, secret, show }: AuthenticatorPageProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const errors = useFormErrors();
  const confirm = async (code: string) => {
    await answer(api.POST("/api/auth/verify-software-token", { body: { UserCode: code } }));
    await setFactor("SOFTWARE_TOKEN_MFA", { Enabled: true, PreferredMfa: true });
    const codes = account.mfa.recovery_codes_left === 0 ? await makeRecoveryCodes() : null;
    await tellChange("account", "devices");
    if (codes) return show(codes);
    const state: DoneState = { done: "app" };
    void navigate(SECURITY, { state, replace: true });
  };
  return (
    <Page title={t.authenticator.title} eyebrow={t.account.tabs.security} errors={errors.list}>
      <Authenticator username={account.username} secret={secret} errors={errors} confirm={confirm} onBack={() => void navigate(-1)} />
    </Page>
  );
}
