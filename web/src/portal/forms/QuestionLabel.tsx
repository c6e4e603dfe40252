import type { Item } from "../../fhir/questionnaire";
import { useText } from "../../i18n/language";

/** The question's own words, its number where it has one, and whether it has to be answered. */
export function QuestionLabel({ item }: { item: Item }) {
  const { t } = useText();
  return (
    <>
      {item.prefix && <>{item.prefix} </>}
      <span className="whitespace-pre-line">{item.text ?? t.forms.untitledQuestion}</span>
      {item.required && <span className="font-normal text-quiet"> {t.forms.required}</span>}
    </>
  );
}

/** The help of the questionnaire, and ours; null when there is none. */
export function hintOf(item: Item, ...more: (string | null | false)[]) {
  const lines = [...item.help, ...more].filter((line) => typeof line === "string");
  if (lines.length === 0) return undefined;
  return lines.map((line) => (
    <span key={line} className="block whitespace-pre-line">
      {line}
    </span>
  ));
}
