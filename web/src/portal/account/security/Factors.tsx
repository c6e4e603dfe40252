import { useState, type FormEvent, type ReactNode } from "react";
import { answer, api } from "../../../api/client";
import type { ApiProblem } from "../../../api/problem";
import { useTellChange, type Account } from "../../../api/queries/account";
import { useText } from "../../../i18n/language";
import { Badge } from "../../../ui/Badge";
import { Button, ButtonLink } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { RadioGroup } from "../../../ui/RadioGroup";
import type { FormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { setFactor, STRONG, type StrongFactor } from "./mfa";

interface FactorsProps {
  account: Account;
  errors: FormErrors;
  say: (text: string | null) => void;
  begin: (secret: string) => void;
}

export function Factors({ account, errors, say, begin }: FactorsProps) {
  const { t, format } = useText();
  const texts = t.security;
  const tellChange = useTellChange();
  const { mfa, phone } = account;
  const on = STRONG.filter((factor) => mfa.enabled.includes(factor));
  const [leaving, setLeaving] = useState<StrongFactor | null>(null);

  const explain = (problem: ApiProblem) => {
    if (problem.fields.some(({ code }) => code === "short_password")) return [{ message: texts.shortPassword }];
    if (problem.slug === "factor-not-set") return [{ message: texts.notSet }];
    return problem.slug === "forbidden" ? [{ message: texts.isRequired }] : null;
  };
  const { busy, run } = useOperation<string>(errors, explain);
  const change = (factor: StrongFactor, wanted: Parameters<typeof setFactor>[1], done: string) => {
    say(null);
    void run(factor, async () => {
      await setFactor(factor, wanted);
      await tellChange("account", "devices");
      say(done);
    });
  };
  const associate = async () => {
    say(null);
    begin((await answer(api.POST("/api/auth/associate-software-token", { body: {} }))).SecretCode);
  };

  const isLast = on.length === 1;
  const mayTurnOff = !(mfa.required && isLast);
  const turnOff = (factor: StrongFactor, name: string) =>
    mayTurnOff && (
      <Button look="secondary" isPending={busy === factor} onPress={() => setLeaving(factor)}>
        {texts.turnOff}
        <span className="sr-only"> {name}</span>
      </Button>
    );
  return (
    <Card title={texts.factors}>
      <p className="mb-2">{texts.factorsText}</p>
      <FactorRow name={texts.app} isOn={on.includes("SOFTWARE_TOKEN_MFA")}>
        <Button look="secondary" isPending={busy === "associate"} onPress={() => void run("associate", associate)}>
          {on.includes("SOFTWARE_TOKEN_MFA") ? texts.replace : texts.setUp}
          <span className="sr-only"> {texts.app}</span>
        </Button>
        {on.includes("SOFTWARE_TOKEN_MFA") && turnOff("SOFTWARE_TOKEN_MFA", texts.app)}
      </FactorRow>
      <FactorRow name={texts.sms} isOn={on.includes("SMS_MFA")} about={phone ? texts.smsTo(format.phone(phone)) : texts.needsPhone}>
        {on.includes("SMS_MFA") ? (
          turnOff("SMS_MFA", texts.sms)
        ) : phone ? (
          <Button
            look="secondary"
            isPending={busy === "SMS_MFA"}
            onPress={() => change("SMS_MFA", { Enabled: true, PreferredMfa: on.length === 0 }, texts.done.sms)}
          >
            {texts.turnOn}
            <span className="sr-only"> {texts.sms}</span>
          </Button>
        ) : (
          <ButtonLink look="secondary" to="/account/info/phone">
            {texts.addPhone}
          </ButtonLink>
        )}
      </FactorRow>
      {!mayTurnOff && <p className="mt-3">{texts.isRequired}</p>}
      {on.length > 1 && (
        <Preferred
          key={mfa.preferred}
          preferred={on.find((factor) => factor === mfa.preferred) ?? null}
          isSending={busy !== null}
          save={(factor) => change(factor, { Enabled: true, PreferredMfa: true }, texts.done.preferred)}
        />
      )}
      <ConfirmDialog
        title={leaving === "SMS_MFA" ? texts.turnOffSmsTitle : texts.turnOffAppTitle}
        text={isLast ? texts.turnOffLastText : texts.turnOffText}
        action={texts.turnOff}
        isOpen={leaving !== null}
        onConfirm={() => leaving && change(leaving, { Enabled: false }, texts.done.off)}
        onClose={() => setLeaving(null)}
      />
    </Card>
  );
}

function FactorRow({ name, isOn, about, children }: { name: string; isOn: boolean; about?: string; children: ReactNode }) {
  const { t } = useText();
  return (
    <section aria-label={name} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-3 last-of-type:border-0">
      <div>
        <h3 className="flex flex-wrap items-center gap-x-3 font-bold">
          {name} <Badge look={isOn ? "good" : "quiet"}>{isOn ? t.security.on : t.security.off}</Badge>
        </h3>
        {about && <p className="text-quiet">{about}</p>}
      </div>
      <div className="flex flex-wrap gap-3">{children}</div>
    </section>
  );
}

interface PreferredProps {
  preferred: StrongFactor | null;
  isSending: boolean;
  save: (factor: StrongFactor) => void;
}

function Preferred({ preferred, isSending, save }: PreferredProps) {
  const { t } = useText();
  const [chosen, setChosen] = useState(preferred);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) save(chosen);
  };
  return (
    <form noValidate onSubmit={submit} className="mt-4">
      <RadioGroup
        id="preferred"
        legend={t.security.preferred}
        value={chosen}
        onChange={setChosen}
        options={STRONG.map((value) => ({ value, label: t.factors.options[value].label }))}
      />
      <Button type="submit" look="secondary" isPending={isSending}>
        {t.security.savePreferred}
      </Button>
    </form>
  );
}
