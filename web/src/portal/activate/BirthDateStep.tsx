import { useState, type FormEvent } from "react";
import { useLocation } from "react-router";
import { anonymous, answer } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { DateOfBirth } from "../../ui/DateOfBirth";
import { readDateOfBirth } from "../../ui/dateOfBirth";
import { NO_DATE, type DatePart } from "../../ui/typedDate";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { STEPS, type StepState, type StepProps } from "./invite";

const ALL_PARTS: DatePart[] = ["month", "day", "year"];

export function BirthDateStep({ token, invite, store, wizard }: StepProps) {
  const { t, format } = useText();
  const state = useLocation().state as StepState | null;
  const [typed, setTyped] = useState(NO_DATE);
  const errors = useFormErrors();
  const [wrongParts, setWrongParts] = useState<DatePart[]>([]);
  const [isSending, setSending] = useState(false);
  const id = "birth-date";

  const refuse = (message: string, parts: DatePart[]) => {
    setWrongParts(parts);
    errors.show([{ id: parts[0] && `${id}-${parts[0]}`, message }]);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const read = readDateOfBirth(typed, t, format, new Date());
    if (read.iso === null) return refuse(read.error, read.parts);
    errors.show([]);
    setSending(true);
    try {
      const verified = await answer(
        anonymous.POST("/api/invites/{token}/verify", { params: { path: { token } }, body: { birth_date: read.iso } }),
      );
      const { ticket, patient, email, account_exists: exists } = verified;
      store.update({ ticket, patient, email, exists, member: undefined, sentTo: undefined, expiresAt: undefined });
      wizard.go(exists ? "/existing" : "/account");
    } catch (error) {
      if (wizard.leave(error)) return;
      const words = { missing: t.dateOfBirth.missingAll, impossible: t.dateOfBirth.impossible, not_in_past: t.dateOfBirth.future };
      const code = error instanceof ApiProblem ? error.fields.find((each) => each.field === "birth_date")?.code : undefined;
      if (error instanceof ApiProblem && error.slug === "invite-mismatch") refuse(t.activate.birth.mismatch, ALL_PARTS);
      else if (code !== undefined) refuse(words[code as keyof typeof words] ?? t.dateOfBirth.impossible, ALL_PARTS);
      else refuse(problemText(error, t), []);
    } finally {
      setSending(false);
    }
  };

  return (
    <Page title={t.activate.birth.title} eyebrow={t.activate.step(1, STEPS)} errors={errors.list} narrow>
      {state?.again && errors.list.length === 0 && <Notice look="warm">{t.activate.birth.again}</Notice>}
      <p className="mb-3 text-lg font-bold">{t.activate.birth.invited[invite.kind](invite.practice.name)}</p>
      <p className="mb-6">{t.activate.birth.why}</p>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <DateOfBirth
          id={id}
          legend={t.activate.birth.legend}
          value={typed}
          onChange={setTyped}
          error={errors.list.find((error) => error.id)?.message}
          wrongParts={wrongParts}
        />
        <p className="mb-6 text-quiet">{t.activate.birth.lockWarning}</p>
        <Button type="submit" isPending={isSending}>
          {t.app.continue}
        </Button>
      </form>
    </Page>
  );
}
