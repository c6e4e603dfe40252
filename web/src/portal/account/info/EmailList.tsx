import { useState } from "react";
import { answer, api } from "../../../api/client";
import { useEmails, useTellChange, type Emails } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Failed, Loading } from "../../../ui/states";
import type { FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { INFO } from "./AccountInfo";

type Email = Emails["emails"][number];

export function EmailList({ errors, say }: { errors: FormErrors; say: (text: string | null) => void }) {
  const { t } = useText();
  const texts = t.info;
  const emails = useEmails();
  const tellChange = useTellChange();
  const [leaving, setLeaving] = useState<Email | null>(null);
  const { busy, run } = useOperation<string>(errors, ({ slug }) => (slug === "address-needed" ? [{ message: texts.keepOne }] : null));
  if (emails.error) return <Failed error={emails.error} retry={() => void emails.refetch()} />;
  if (!emails.data) return <Loading />;

  const makePrimary = async ({ id }: Email) => {
    say(null);
    await answer(api.POST("/api/account/emails/{id}/make-primary", { params: { path: { id } } }));
    await tellChange("emails", "account");
    say(texts.done.primary);
  };
  const remove = async ({ id }: Email) => {
    say(null);
    await answer(api.DELETE("/api/account/emails/{id}", { params: { path: { id } } }));
    await tellChange("emails");
    say(texts.done.removed);
  };

  return (
    <>
      <ul role="list">
        {emails.data.emails.map((email) => (
          <li key={email.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-2">
            <span className="flex flex-wrap items-center gap-x-3">
              {email.address} {email.primary && <Badge look="good">{texts.primary}</Badge>}
            </span>
            {!email.primary && (
              <span className="flex flex-wrap gap-x-6">
                <Button look="plain" isPending={busy === email.id} onPress={() => void run(email.id, () => makePrimary(email))}>
                  {texts.makePrimary}
                  <span className="sr-only"> {email.address}</span>
                </Button>
                <Button look="plain" onPress={() => setLeaving(email)}>
                  {texts.remove}
                  <span className="sr-only"> {email.address}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {emails.data.pending && (
        <p className="mt-3">
          {texts.pending(emails.data.pending.address)}{" "}
          <ButtonLink look="plain" to={`${INFO}/email/verify`}>
            {texts.enterCode}
          </ButtonLink>
        </p>
      )}
      <p className="mt-4">
        <ButtonLink look="secondary" to={`${INFO}/email`}>
          {texts.addEmail}
        </ButtonLink>
      </p>
      <ConfirmDialog
        title={texts.removeEmailTitle(leaving?.address ?? "")}
        text={texts.removeEmailText}
        action={texts.remove}
        isOpen={leaving !== null}
        onConfirm={() => leaving && void run(leaving.id, () => remove(leaving))}
        onClose={() => setLeaving(null)}
      />
    </>
  );
}
