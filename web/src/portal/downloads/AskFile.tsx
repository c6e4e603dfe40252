import { useRef, useState, type FormEvent } from "react";
import type { Member } from "../../api/queries/account";
import { useAskExport, type ExportRequest } from "../../api/queries/exports";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { DateField } from "../../ui/DateField";
import type { FormError } from "../../ui/ErrorSummary";
import { RadioGroup } from "../../ui/RadioGroup";
import { isEmpty, NO_DATE, readTypedDate, type DatePart, type TypedDate } from "../../ui/typedDate";
import type { FormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";

type Kind = ExportRequest["kind"];
const ENDS = ["from", "to"] as const;
type End = (typeof ENDS)[number];

/** What the file is for, and of which days. */
export function AskFile({ member, errors }: { member: Member; errors: FormErrors }) {
  const { t } = useText();
  const texts = t.downloads;
  const [kind, setKind] = useState<Kind>("pdf");
  const [some, setSome] = useState(false);
  const [typed, setTyped] = useState<Record<End, TypedDate>>({ from: NO_DATE, to: NO_DATE });
  const [wrongParts, setWrongParts] = useState<Record<End, DatePart[]>>({ from: [], to: [] });
  const ask = useAskExport(member.id);
  const { busy, run } = useOperation(errors, (problem) => (problem.status === 429 ? [{ message: texts.tooMany }] : null));
  /** Sent again after a lost connection it makes one file; once it was answered, the same form makes another. */
  const key = useRef<string | null>(null);

  const read = (): { days: Record<End, string | null>; wrong: FormError[]; parts: Record<End, DatePart[]> } => {
    const days: Record<End, string | null> = { from: null, to: null };
    const parts: Record<End, DatePart[]> = { from: [], to: [] };
    const wrong: FormError[] = [];
    if (!some) return { days, wrong, parts };
    for (const end of ENDS) {
      if (isEmpty(typed[end])) continue;
      const day = readTypedDate(typed[end]);
      days[end] = day.iso;
      if (day.iso !== null) continue;
      parts[end] = day.parts;
      wrong.push({ id: `${end}-${day.parts[0] ?? "month"}`, message: texts.badDay(texts[end]) });
    }
    if (ENDS.every((end) => isEmpty(typed[end]))) wrong.push({ id: "from-month", message: texts.noDay });
    if (days.from && days.to && days.from > days.to) wrong.push({ id: "from-month", message: texts.badOrder });
    return { days, wrong, parts };
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { days, wrong, parts } = read();
    setWrongParts(parts);
    if (!errors.show(wrong)) return;
    void run("send", async () => {
      key.current ??= crypto.randomUUID();
      await ask({ kind, ...days }, key.current);
      key.current = null;
    });
  };

  const change = (set: () => void) => {
    key.current = null;
    set();
  };
  const errorOf = (end: End) => errors.list.find(({ id }) => id?.startsWith(`${end}-`))?.message;

  return (
    <form noValidate onSubmit={submit}>
      <RadioGroup
        id="kind"
        legend={texts.kind}
        value={kind}
        onChange={(value) => change(() => setKind(value))}
        options={(["pdf", "fhir"] as const).map((value) => ({ value, ...texts.kinds[value] }))}
      />
      <RadioGroup
        id="days"
        legend={texts.days}
        value={some ? "some" : "everything"}
        onChange={(value) => change(() => setSome(value === "some"))}
        options={[
          { value: "everything", label: texts.everything },
          { value: "some", label: texts.some, hint: texts.someHint },
        ]}
      />
      {some &&
        ENDS.map((end) => (
          <DateField
            key={end}
            id={end}
            legend={texts[end]}
            hint={texts.dayHint}
            value={typed[end]}
            onChange={(day) => change(() => setTyped({ ...typed, [end]: day }))}
            error={errorOf(end)}
            wrongParts={wrongParts[end]}
          />
        ))}
      <Button type="submit" isPending={busy !== null}>
        {texts.submit}
      </Button>
    </form>
  );
}
