import { Navigate, useNavigate } from "react-router";
import { answer, api } from "../../../api/client";
import { useEmails, useTellChange } from "../../../api/queries/account";
import { parseFhirDate } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { FailedPage } from "../../../ui/FailedPage";
import { Page } from "../../../ui/Page";
import { Loading } from "../../../ui/states";
import { useFormErrors } from "../../../ui/useFormErrors";
import { CodeForm } from "../../code/CodeForm";
import type { DoneState } from "../DoneNotice";
import { INFO } from "./AccountInfo";

export function VerifyEmail() {
  const { t, format } = useText();
  const texts = t.info;
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const emails = useEmails();
  const errors = useFormErrors();
  if (emails.error) return <FailedPage error={emails.error} retry={() => void emails.refetch()} />;
  if (!emails.data) return <Loading />;
  const { pending } = emails.data;
  if (!pending) return <Navigate to={INFO} replace />;
  const until = parseFhirDate(pending.expires_at);

  const confirm = async (code: string) => {
    await answer(api.POST("/api/account/emails/verify", { body: { code } }));
    const state: DoneState = { done: "email" };
    void navigate(INFO, { state, replace: true });
    await tellChange("emails");
  };
  const resend = async () => {
    const { address } = await answer(api.POST("/api/account/emails", { body: { address: pending.address } }));
    await tellChange("emails");
    return address;
  };
  return (
    <Page title={texts.verifyEmail} eyebrow={t.account.tabs.info} errors={errors.list} narrow>
      <p className="mb-4">{texts.verifyEmailText(pending.address)}</p>
      <CodeForm
        source="email"
        errors={errors}
        hint={until ? t.code.worksUntil(format.time(until)) : undefined}
        confirm={confirm}
        resend={resend}
        onBack={() => void navigate(INFO)}
      />
    </Page>
  );
}
