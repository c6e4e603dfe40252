import { useState } from "react";
import { Navigate, Route, Routes, useNavigate } from "react-router";
import type { Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Page } from "../../../ui/Page";
import { useFormErrors } from "../../../ui/useFormErrors";
import { DoneNotice } from "../DoneNotice";
import { AuthenticatorPage } from "./AuthenticatorPage";
import { Devices } from "./Devices";
import { Factors } from "./Factors";
import { Recovery, RecoveryCodes } from "./Recovery";

export const SECURITY = "/account/security";

/** Two-factor sign-in, recovery codes and devices. Secrets stay in memory, and only while this tab is shown. */
export function Security({ account }: { account: Account }) {
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const begin = (made: string) => {
    setSecret(made);
    void navigate(`${SECURITY}/authenticator`);
  };
  const show = (made: string[]) => {
    setCodes(made);
    void navigate(`${SECURITY}/recovery-codes`, { replace: secret !== null });
  };
  const home = <Navigate to={SECURITY} replace />;
  return (
    <Routes>
      <Route index element={<Overview account={account} begin={begin} show={show} />} />
      <Route path="authenticator" element={secret ? <AuthenticatorPage account={account} secret={secret} show={show} /> : home} />
      <Route path="recovery-codes" element={codes ? <RecoveryCodes username={account.username} codes={codes} /> : home} />
      <Route path="*" element={home} />
    </Routes>
  );
}

interface OverviewProps {
  account: Account;
  /** Goes on to the page with the secret of a new authenticator. */
  begin: (secret: string) => void;
  /** Goes on to the page with new recovery codes. */
  show: (codes: string[]) => void;
}

function Overview({ account, begin, show }: OverviewProps) {
  const { t } = useText();
  const [said, setSaid] = useState<string | null>(null);
  const errors = useFormErrors();
  const part = { account, errors, say: setSaid };
  return (
    <Page title={t.account.tabs.security} errors={errors.list}>
      <DoneNotice said={said} words={t.security.done} />
      <div className="grid max-w-4xl gap-6">
        <Factors {...part} begin={begin} />
        {account.mfa.enabled.length > 0 && <Recovery {...part} show={show} />}
        <Devices errors={errors} say={setSaid} />
      </div>
    </Page>
  );
}
