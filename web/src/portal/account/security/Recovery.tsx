import { useState } from "react";
import { useTellChange, type Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Button, ButtonLink } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Page } from "../../../ui/Page";
import type { FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { makeRecoveryCodes } from "./mfa";
import { SECURITY } from "./Security";

interface RecoveryProps {
  account: Account;
  errors: FormErrors;
  say: (text: string | null) => void;
  show: (codes: string[]) => void;
}

export function Recovery({ account, errors, say, show }: RecoveryProps) {
  const { t } = useText();
  const texts = t.security;
  const tellChange = useTellChange();
  const left = account.mfa.recovery_codes_left;
  const [isAsking, setAsking] = useState(false);
  const { busy, run } = useOperation(errors);
  const make = () => {
    say(null);
    void run("send", async () => {
      const codes = await makeRecoveryCodes();
      await tellChange("account");
      show(codes);
    });
  };
  return (
    <Card title={texts.recovery}>
      <p>{texts.recoveryText}</p>
      <p className="mt-2 font-bold">{texts.recoveryLeft(left)}</p>
      <p className="mt-4">
        <Button look="secondary" isPending={busy !== null} onPress={() => (left > 0 ? setAsking(true) : make())}>
          {left > 0 ? texts.makeNewCodes : texts.makeCodes}
        </Button>
      </p>
      <ConfirmDialog
        title={texts.makeNewTitle}
        text={texts.makeNewText}
        action={texts.makeNewCodes}
        isOpen={isAsking}
        onConfirm={make}
        onClose={() => setAsking(false)}
      />
    </Card>
  );
}

/** The codes are shown here once, to be printed, copied or written down. */
export function RecoveryCodes({ username, codes }: { username: string; codes: string[] }) {
  const { t } = useText();
  const texts = t.security;
  const [said, setSaid] = useState("");
  const copy = () =>
    void navigator.clipboard.writeText(codes.join("\n")).then(
      () => setSaid(texts.copied),
      () => setSaid(texts.copyFailed),
    );
  return (
    <Page title={texts.codesTitle} eyebrow={t.account.tabs.security} narrow>
      <p className="mb-4 print:hidden">{texts.codesText}</p>
      <section aria-label={texts.codesFor(username)} className="rounded-lg border border-line bg-white p-4 sm:p-6">
        <p className="mb-3 font-bold">{texts.codesFor(username)}</p>
        <ol className="columns-1 list-inside list-decimal sm:columns-2">
          {codes.map((code) => (
            <li key={code} className="py-1">
              <code className="text-lg font-bold whitespace-nowrap">{code}</code>
            </li>
          ))}
        </ol>
        <p className="mt-3">{texts.codesUse}</p>
      </section>
      <div className="mt-4 flex flex-wrap gap-3 print:hidden">
        <Button look="secondary" onPress={() => window.print()}>
          {texts.print}
        </Button>
        <Button look="secondary" onPress={copy}>
          {texts.copy}
        </Button>
      </div>
      <p role="status" className="min-h-8 text-quiet print:hidden">
        {said}
      </p>
      <p className="mt-4 print:hidden">
        <ButtonLink to={SECURITY} replace>
          {texts.saved}
        </ButtonLink>
      </p>
    </Page>
  );
}
