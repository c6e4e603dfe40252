import { answerText, type Answer } from "../../fhir/questionnaire";
import { webLink } from "../../fhir/common";
import { readableUnit } from "../../fhir/unit";
import type { ReadItem } from "../../fhir/questionnaireResponse";
import type { Messages } from "../../i18n/en";
import type { Format } from "../../i18n/format";
import { useText } from "../../i18n/language";

/** One answer of any type in words. */
export function AnswerText({ answer }: { answer: Answer }) {
  const { t, format } = useText();
  return <p className="whitespace-pre-line">{wordsOf(answer, t, format)}</p>;
}

function wordsOf(answer: Answer, t: Messages, format: Format): string {
  const { valueBoolean, valueDecimal, valueInteger, valueQuantity: quantity, valueDate, valueDateTime, valueTime, valueUri, valueAttachment } = answer;
  if (valueBoolean !== undefined) return valueBoolean ? t.forms.yes : t.forms.no;
  const number = valueDecimal ?? valueInteger;
  if (number !== undefined) return exact(number, format);
  if (quantity?.value !== undefined) return [exact(quantity.value, format), readableUnit(quantity)].filter(Boolean).join(" ");
  if (valueDate !== undefined) return format.fhirDay(valueDate) ?? valueDate;
  if (valueDateTime !== undefined) return valueDateTime.includes("T") ? format.moment(new Date(valueDateTime)) : (format.fhirDay(valueDateTime) ?? valueDateTime);
  if (valueTime !== undefined) return format.time(new Date(`2000-01-01T${valueTime}`));
  return valueUri ?? answerText(answer) ?? valueAttachment?.title ?? webLink(valueAttachment?.url) ?? t.app.notProvided;
}

/** What a person has written is not rounded. */
const exact = (value: number, format: Format) => new Intl.NumberFormat(format.locale, { maximumFractionDigits: 20 }).format(value);

/** The answers of a form, for reading: question by question, groups under their headings. */
export function AnswerList({ items, level }: { items: ReadItem[]; level: number }) {
  const groups: (ReadItem | ReadItem[])[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (item.answers === null) groups.push(item);
    else if (Array.isArray(last)) last.push(item);
    else groups.push([item]);
  }
  return groups.map((each) => (Array.isArray(each) ? <Lines key={each[0]?.key} items={each} level={level} /> : <AnswerGroup key={each.key} group={each} level={level} />));
}

function AnswerGroup({ group, level }: { group: ReadItem; level: number }) {
  const Heading = `h${Math.min(level, 6)}` as "h2";
  if (!group.text) return <AnswerList items={group.items} level={level} />;
  return (
    <section className="mt-6">
      <Heading className="text-xl font-bold">{group.text}</Heading>
      <AnswerList items={group.items} level={level + 1} />
    </section>
  );
}

function Lines({ items, level }: { items: ReadItem[]; level: number }) {
  const { t } = useText();
  return (
    <dl className="max-w-3xl">
      {items.map((item) => (
        <div key={item.key} className="border-b border-line py-2 last:border-0">
          <dt className="font-bold whitespace-pre-line">{item.text ?? t.forms.untitledQuestion}</dt>
          <dd>
            {item.answers?.length ? item.answers.map((answer, index) => <AnswerText key={index} answer={answer} />) : <p className="text-quiet">{t.forms.notAnswered}</p>}
            {item.items.length > 0 && (
              <div className="mt-1 border-l-4 border-line pl-4">
                <AnswerList items={item.items} level={level} />
              </div>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
