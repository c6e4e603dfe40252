import type { HTMLInputTypeAttribute, ReactNode } from "react";
import { unitText, type Item, type Kind } from "../../fhir/questionnaire";
import { entriesOf, withEntries, type Entry } from "../../fhir/questionnaireAnswers";
import type { Asked } from "../../fhir/questionnaireAsked";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { DateField } from "../../ui/DateField";
import { Field, SelectField, TextAreaField } from "../../ui/Field";
import { Fieldset } from "../../ui/Fieldset";
import { NO_DATE } from "../../ui/typedDate";
import { useFilling } from "./filling";
import { answerId } from "./lackText";
import { hintOf, QuestionLabel } from "./QuestionLabel";

/** A question that is answered with words, a number, a date or a time; where it repeats, several times. */
export function TypedQuestion({ asked, error }: { asked: Asked; error?: string }) {
  const { t } = useText();
  const { filled, change, lacks } = useFilling();
  const { item, path } = asked;
  const entries = entriesOf(filled, path);
  const set = (next: Entry[]) => change(withEntries(filled, path, next));
  if (!item.repeats) {
    return <TypedAnswer item={item} id={path} label={<QuestionLabel item={item} />} isWhole entry={entries[0] ?? {}} onChange={(entry) => set([entry])} error={error} wrongParts={wrongParts(asked)} />;
  }
  const shown = entries.length ? entries : [{}];
  const wrong = lacks.get(path)?.wrong;
  const wrongAt = wrong?.code === "missing" ? 0 : (wrong?.at ?? 0);
  return (
    <Fieldset id={`${path}-all`} legend={<QuestionLabel item={item} />} hint={hintOf(item)}>
      <div className="mt-2">
        {shown.map((entry, at) => (
          <div key={at}>
            <TypedAnswer
              item={item}
              id={answerId(path, at)}
              label={t.forms.answer(at + 1)}
              entry={entry}
              onChange={(next) => set(shown.map((each, index) => (index === at ? next : each)))}
              error={at === wrongAt ? error : undefined}
              wrongParts={at === wrongAt ? wrongParts(asked) : []}
            />
            {shown.length > 1 && (
              <div className="-mt-5 mb-3">
                <Button look="plain" onPress={() => set(shown.filter((_, index) => index !== at))}>
                  {t.forms.remove}
                  <span className="sr-only"> {t.forms.answer(at + 1)}</span>
                </Button>
              </div>
            )}
          </div>
        ))}
        {shown.length < item.most && (
          <Button look="secondary" onPress={() => set([...shown, {}])}>
            {t.forms.addAnswer}
            <span className="sr-only"> {item.text}</span>
          </Button>
        )}
      </div>
    </Fieldset>
  );
}

const wrongParts = ({ wrong }: Asked) => wrong?.parts ?? [];

interface TypedAnswerProps {
  item: Item;
  id: string;
  label: ReactNode;
  /** It is the whole question, and has its help. */
  isWhole?: boolean;
  entry: Entry;
  onChange: (entry: Entry) => void;
  error?: string;
  wrongParts: ReturnType<typeof wrongParts>;
}

const TYPES: Partial<Record<Kind, HTMLInputTypeAttribute>> = { url: "url", time: "time" };

function TypedAnswer({ item, id, label, isWhole = false, entry, onChange, error, wrongParts: parts }: TypedAnswerProps) {
  const { t } = useText();
  const texts = t.forms;
  const { kind, maxLength } = item;
  const unit = item.units.length ? null : unitText(item.unit);
  const hint = isWhole ? hintOf(item, unit && texts.in(unit), maxLength !== null && texts.longest(maxLength)) : undefined;
  const base = { id, label, hint, error, value: entry.text ?? "", autoComplete: "off" };
  const typed = (event: { target: { value: string } }) => onChange({ ...entry, text: event.target.value });
  if (kind === "area") return <TextAreaField {...base} rows={4} onChange={typed} />;
  if (kind === "date" || kind === "dateTime") {
    return (
      <DateField id={id} legend={label} hint={hint} error={error} wrongParts={parts} value={entry.day ?? NO_DATE} onChange={(day) => onChange({ ...entry, day })}>
        {kind === "dateTime" && (
          <div>
            <label htmlFor={`${id}-time`} className="block pb-1.5">
              {texts.time} <span className="text-quiet">({texts.timeHint.toLowerCase()})</span>
            </label>
            <input id={`${id}-time`} type="time" className="input w-40" value={entry.text ?? ""} onChange={typed} />
          </div>
        )}
      </DateField>
    );
  }
  if (kind === "quantity" && item.units.length > 1) {
    const options = item.units.map((each, index): [string, string] => [String(index), unitText(each) ?? String(index + 1)]);
    return (
      <Fieldset id={`${id}-both`} legend={label} hint={hint} error={error}>
        <div className="mt-2 flex flex-wrap gap-x-4">
          <Field {...base} label={texts.value} hint={undefined} error={undefined} inputMode="decimal" onChange={typed} />
          <SelectField
            id={`${id}-unit`}
            label={texts.unit}
            value={entry.option ?? ""}
            onChange={(option) => onChange({ ...entry, option: option || undefined })}
            options={[["", texts.choose], ...options]}
          />
        </div>
      </Fieldset>
    );
  }
  const isNumber = kind === "integer" || kind === "decimal" || kind === "quantity";
  return <Field {...base} type={TYPES[kind] ?? "text"} inputMode={isNumber ? (kind === "integer" ? "numeric" : "decimal") : undefined} onChange={typed} />;
}
