import { useState } from "react";
import { answer, api } from "../../../api/client";
import { useTellChange, type Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Button, ButtonLink } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Page } from "../../../ui/Page";
import { SummaryList } from "../../../ui/SummaryList";
import { useFormErrors, type FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { DoneNotice } from "../DoneNotice";
import { INFO } from "./AccountInfo";
import { EmailList } from "./EmailList";
import { zoneName } from "./zones";

export function Overview({ account }: { account: Account }) {
  const { t, language } = useText();
  const texts = t.info;
  const [said, setSaid] = useState<string | null>(null);
  const errors = useFormErrors();
  const change = (page: string) => ({ to: `${INFO}/${page}`, label: t.account.change });
  const wanted = (Object.keys(texts.noticeKinds) as (keyof typeof texts.noticeKinds)[]).filter((kind) => account.notices[kind]);
  return (
    <Page title={t.account.tabs.info} errors={errors.list}>
      <DoneNotice said={said} words={texts.done} />
      <div className="grid max-w-4xl gap-6">
        <Card title={texts.you}>
          <SummaryList
            rows={[
              { title: texts.username, value: account.username, change: change("username") },
              { title: texts.name, value: `${account.given} ${account.family}`.trim() || t.app.notProvided, change: change("name") },
            ]}
          />
        </Card>
        <Card title={texts.emails}>
          <p className="mb-2">{texts.emailsText}</p>
          <EmailList errors={errors} say={setSaid} />
        </Card>
        <Card title={texts.phone}>
          <p className="mb-2">{texts.phoneText}</p>
          <Phone account={account} errors={errors} say={setSaid} />
        </Card>
        <Card title={texts.languageAndZone}>
          <SummaryList
            rows={[
              { title: texts.language, value: texts.languages[account.language], change: change("language") },
              { title: texts.zone, value: account.time_zone ? zoneName(account.time_zone, language) : texts.zoneUnset, change: change("language") },
            ]}
          />
        </Card>
        <Card title={texts.notices}>
          {wanted.length > 0 ? (
            <ul className="list-disc pl-5">
              {wanted.map((kind) => (
                <li key={kind}>{texts.noticeKinds[kind]}</li>
              ))}
            </ul>
          ) : (
            <p>{texts.noNotices}</p>
          )}
          <p className="mt-3">{texts.securityNotices}</p>
          <p className="mt-4">
            <ButtonLink look="secondary" to={`${INFO}/notices`}>
              {t.account.change}
              <span className="sr-only"> {texts.notices}</span>
            </ButtonLink>
          </p>
        </Card>
      </div>
    </Page>
  );
}

function Phone({ account, errors, say }: { account: Account; errors: FormErrors; say: (text: string | null) => void }) {
  const { t, format } = useText();
  const texts = t.info;
  const tellChange = useTellChange();
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useOperation(errors, ({ slug }) => (slug === "phone-needed" ? [{ message: texts.phoneInUse }] : null));
  const remove = async () => {
    say(null);
    await answer(api.DELETE("/api/account/phone"));
    await tellChange("account");
    say(texts.done.phoneRemoved);
  };
  return (
    <>
      {account.phone && <p className="font-bold">{format.phone(account.phone)}</p>}
      <div className="mt-3 flex flex-wrap gap-3">
        <ButtonLink look="secondary" to={`${INFO}/phone`}>
          {account.phone ? texts.changePhone : texts.addPhone}
        </ButtonLink>
        {account.phone && (
          <Button look="secondary" isPending={busy !== null} onPress={() => setAsking(true)}>
            {texts.removePhone}
          </Button>
        )}
      </div>
      <ConfirmDialog
        title={texts.removePhoneTitle}
        text={texts.removePhoneText}
        action={texts.removePhone}
        isOpen={isAsking}
        onConfirm={() => void run("send", remove)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
