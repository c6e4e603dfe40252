import { useRef, useState, type FormEvent } from "react";
import { useSendLink, type DocumentPlace } from "../../../api/queries/links";
import { useText } from "../../../i18n/language";
import { Button } from "../../../ui/Button";
import { DateField } from "../../../ui/DateField";
import type { FormError } from "../../../ui/ErrorSummary";
import { Field, SelectField } from "../../../ui/Field";
import { Notice } from "../../../ui/Notice";
import { RadioGroup } from "../../../ui/RadioGroup";
import { isEmpty, NO_DATE, readTypedDate, type DatePart } from "../../../ui/typedDate";
import { useAttempt } from "../../../ui/useAttempt";
import type { FormErrors } from "../../../ui/useFormErrors";
import { fieldErrors, useOperation } from "../../../ui/useOperation";
import { dayAfter } from "./dayAfter";

const DAYS = ["1", "7", "30", "other"] as const;
const TIMES = [1, 2, 3, 5, 10, 20];

/** Whom a link goes to, how long it works and how often. Then the passcode, which is shown this once. */
export function SendLink({ chart, document, errors }: DocumentPlace & { errors: FormErrors }) {
  const { t } = useText();
  const texts = t.shared.outside;
  const [email, setEmail] = useState("");
  const [days, setDays] = useState<(typeof DAYS)[number]>("7");
  const [lastDay, setLastDay] = useState(NO_DATE);
  const [wrongParts, setWrongParts] = useState<DatePart[]>([]);
  const [most, setMost] = useState("3");
  const [sent, setSent] = useState<{ email: string; passcode: string } | null>(null);
  const told = useRef<HTMLDivElement>(null);
  const send = useSendLink({ chart, document });
  const attempt = useAttempt();
  const words = (field: string, code: string) => texts.errors[field]?.[code] ?? t.problem.check;
  const { busy, run } = useOperation(errors, (problem) => {
    if (problem.status === 429) return [{ message: texts.tooMany }];
    if (problem.slug === "document-not-ready") return [{ message: texts.notReady }];
    if (problem.fields.some(({ field }) => field === "ends")) setWrongParts(["month", "day", "year"]);
    const ids: Record<string, string> = { ...IDS, ends: `${IDS.ends}-month` };
    return fieldErrors(problem, ["email", "ends", "most"], words)?.map((error) => ({ ...error, id: ids[error.id ?? ""] })) ?? null;
  });

  const read = (): { ends: string; wrong: FormError[]; parts: DatePart[] } => {
    const wrong: FormError[] = email.trim() ? [] : [{ id: IDS.email, message: words("email", "missing") }];
    if (days !== "other") return { ends: dayAfter(new Date(), Number(days)), wrong, parts: [] };
    const day = readTypedDate(lastDay);
    if (day.iso !== null) return { ends: day.iso, wrong, parts: [] };
    wrong.push({ id: `${IDS.ends}-${day.parts[0] ?? "month"}`, message: words("ends", isEmpty(lastDay) ? "missing" : "impossible") });
    return { ends: "", wrong, parts: day.parts };
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { ends, wrong, parts } = read();
    setWrongParts(parts);
    if (!errors.show(wrong)) return;
    const body = { email: email.trim(), ends, most: Number(most) };
    void run("send", async () => {
      const passcode = await send(body, attempt.headers(body));
      attempt.done();
      setSent({ email: body.email, passcode });
      setEmail("");
      requestAnimationFrame(() => told.current?.focus());
    });
  };
  const endsError = errors.list.find(({ id }) => id?.startsWith(`${IDS.ends}-`))?.message;

  return (
    <>
      {sent && (
        <div ref={told} tabIndex={-1}>
          <Notice look="good">
            <p>{texts.sent(sent.email)}</p>
            <p className="my-2 font-mono text-2xl font-bold tracking-wider whitespace-nowrap sm:text-3xl">
              {sent.passcode.slice(0, 4)} {sent.passcode.slice(4)}
            </p>
            <p className="font-bold">{texts.once}</p>
          </Notice>
        </div>
      )}
      <form noValidate onSubmit={submit}>
        <Field
          id={IDS.email}
          label={texts.email}
          error={errors.of(IDS.email)}
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <RadioGroup
          id="link-days"
          legend={texts.days}
          value={days}
          onChange={setDays}
          options={DAYS.map((value) => ({ value, label: texts.dayChoices[value] }))}
        />
        {days === "other" && (
          <DateField id={IDS.ends} legend={texts.ends} hint={texts.endsHint} value={lastDay} onChange={setLastDay} error={endsError} wrongParts={wrongParts} />
        )}
        <SelectField id={IDS.most} label={texts.most} error={errors.of(IDS.most)} value={most} onChange={setMost} options={TIMES.map((times) => [String(times), texts.times(times)])} />
        <Notice look="warm">{texts.care}</Notice>
        <Button type="submit" isPending={busy !== null}>
          {texts.submit}
        </Button>
      </form>
    </>
  );
}

/** Of the controls: a page has other forms, too. */
const IDS = { email: "link-email", ends: "link-ends", most: "link-most" };
