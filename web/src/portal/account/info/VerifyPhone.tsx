import { useState } from "react";
import { Navigate, useLocation, useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useTellChange } from "../../../api/queries/account";
import { parseFhirDate } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { Page } from "../../../ui/Page";
import { useFormErrors } from "../../../ui/useFormErrors";
import { CodeForm } from "../../code/CodeForm";
import type { DoneState } from "../DoneNotice";
import { INFO } from "./AccountInfo";

/** A number that waits for its code: as it was typed, and as it is shown. */
export interface NewPhone {
  number: string;
  shown: string;
  expiresAt: string;
}

/** The number is in the state of this page's address, which a reload keeps. */
export function VerifyPhone() {
  const phone = useLocation().state as NewPhone | null;
  return phone ? <PhoneCode phone={phone} /> : <Navigate to={`${INFO}/phone`} replace />;
}

function PhoneCode({ phone }: { phone: NewPhone }) {
  const { t, format } = useText();
  const texts = t.info;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const errors = useFormErrors();
  const [expiresAt, setExpiresAt] = useState(phone.expiresAt);
  const until = parseFhirDate(expiresAt);

  const confirm = async (code: string) => {
    await answer(api.POST("/api/account/phone/verify", { body: { code } }));
    await tellChange("account");
    const state: DoneState = { done: "phone" };
    void navigate(INFO, { state, replace: true });
  };
  const resend = async () => {
    const sent = await answer(api.POST("/api/account/phone", { body: { number: phone.number } }));
    setExpiresAt(sent.expires_at);
    return sent.number;
  };
  return (
    <Page title={texts.verifyPhone} eyebrow={t.account.tabs.info} errors={errors.list} narrow>
      <p className="mb-4">{texts.verifyPhoneText(phone.shown)}</p>
      <CodeForm
        source="sms"
        errors={errors}
        hint={until ? t.code.worksUntil(format.time(until)) : undefined}
        confirm={confirm}
        resend={resend}
        onBack={() => void navigate(-1)}
      />
    </Page>
  );
}
