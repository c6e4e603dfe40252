import type { Asked } from "../../fhir/questionnaireAsked";
import { entriesOf, withEntries, type Entry } from "../../fhir/questionnaireAnswers";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { CheckboxGroup } from "../../ui/CheckboxGroup";
import { Field, SelectField } from "../../ui/Field";
import { RadioGroup } from "../../ui/RadioGroup";
import { useFilling } from "./filling";
import { hintOf, QuestionLabel } from "./QuestionLabel";

/** The value of the choice that stands for words of one's own. */
const OTHER = "other";

/** Letters of an answer that may stand beside others: numbers, yes and no. */
const SHORT = 3;

const isOther = ({ option, text }: Entry) => option === undefined && text !== undefined;

/** Options to choose from: a few as radio buttons, many in a list, several as checkboxes; yes and no, too. */
export function ChoiceQuestion({ asked, error }: { asked: Asked; error?: string }) {
  const { t } = useText();
  const { filled, change } = useFilling();
  const { item, path } = asked;
  const entries = entriesOf(filled, path);
  const set = (next: Entry[]) => change(withEntries(filled, path, next));
  const other = entries.find(isOther);
  const options =
    item.kind === "boolean"
      ? [{ value: "true", label: t.forms.yes }, { value: "false", label: t.forms.no }]
      : [...item.options.map(({ key, label }) => ({ value: key, label })), ...(item.open ? [{ value: OTHER, label: t.forms.other }] : [])];
  const ownWords = other && (
    <div className="-mb-3 pl-9">
      <Field
        id={`${path}-own`}
        label={t.forms.otherText}
        value={other.text ?? ""}
        onChange={(event) => set(entries.map((each) => (isOther(each) ? { text: event.target.value } : each)))}
      />
    </div>
  );
  const legend = <QuestionLabel item={item} />;

  if (item.repeats && item.kind === "options") {
    const toggle = (value: string, on: boolean) => {
      const entry: Entry = value === OTHER ? { text: "" } : { option: value };
      const others = entries.filter((each) => (value === OTHER ? !isOther(each) : each.option !== value));
      set(on ? [...withoutExclusive(asked, others, value), entry] : others);
    };
    const boxes = options.map((each) => ({ ...each, checked: each.value === OTHER ? other !== undefined : entries.some(({ option }) => option === each.value) }));
    return (
      <CheckboxGroup id={path} legend={legend} hint={hintOf(item, item.options.length > 1 && t.forms.severalHint)} error={error} options={boxes} onChange={toggle}>
        {ownWords}
      </CheckboxGroup>
    );
  }

  const chosen = other ? OTHER : (entries[0]?.option ?? null);
  const choose = (value: string) => set(value === "" ? [] : [value === OTHER ? { text: "" } : { option: value }]);
  if (item.asList) {
    return (
      <>
        <SelectField
          id={path}
          label={legend}
          hint={hintOf(item)}
          error={error}
          value={chosen ?? ""}
          onChange={choose}
          options={[["", t.forms.choose], ...options.map(({ value, label }): [string, string] => [value, label])]}
        />
        {ownWords}
      </>
    );
  }
  return (
    <RadioGroup id={path} legend={legend} hint={hintOf(item)} error={error} value={chosen} onChange={choose} options={options} inRow={options.every(({ label }) => label.length <= SHORT)}>
      {ownWords}
      {chosen !== null && !item.required && (
        <Button look="plain" onPress={() => choose("")}>
          {t.forms.clear}
          <span className="sr-only"> {item.text}</span>
        </Button>
      )}
    </RadioGroup>
  );
}

/** "None of these" goes when something else is chosen, and everything else when it is. */
function withoutExclusive({ item }: Asked, entries: Entry[], chosen: string): Entry[] {
  const isExclusive = (key: string | undefined) => item.options.some((option) => option.key === key && option.exclusive);
  return isExclusive(chosen) ? [] : entries.filter(({ option }) => !isExclusive(option));
}
