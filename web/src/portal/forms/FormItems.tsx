import { useEffect, useRef } from "react";
import { copiesOf, withCopy, withoutCopy } from "../../fhir/questionnaireAnswers";
import type { Asked } from "../../fhir/questionnaireAsked";
import { isDrawn } from "../../fhir/questionnaireParts";
import { isAnswerable } from "../../fhir/questionnaireResponse";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { AnswerText } from "./AnswerText";
import { ChoiceQuestion } from "./ChoiceQuestion";
import { useFilling } from "./filling";
import { lackError } from "./lackText";
import { hintOf, QuestionLabel } from "./QuestionLabel";
import { TypedQuestion } from "./TypedQuestion";

interface FormItemsProps {
  asked: Asked[];
  /** Of the headings of groups. */
  level: number;
  /** The words that the page's own heading says already. */
  said?: string | null;
}

/** The questions of a form that are asked now, with the groups and texts around them. */
export function FormItems({ asked, level, said = null }: FormItemsProps) {
  return asked.filter(isDrawn).map((each) => <FormItem key={each.path} asked={each} level={level} said={said} />);
}

function FormItem({ asked, level, said }: { asked: Asked; level: number; said: string | null }) {
  const { t, format } = useText();
  const { lacks } = useFilling();
  const { item, path, answers, parts } = asked;
  if (item.kind === "group") return <Group asked={asked} level={level} said={said} />;
  if (item.kind === "display") return <p className="mb-6 max-w-3xl whitespace-pre-line">{item.text}</p>;
  if (item.kind === "elsewhere" || !isAnswerable(asked)) return <Told asked={asked} />;
  const lack = lacks.get(path);
  const error = lack && lackError(lack, t, format).message;
  const Question = item.kind === "options" || item.kind === "boolean" ? ChoiceQuestion : TypedQuestion;
  return (
    <>
      <Question asked={asked} error={error} />
      {parts.map(({ copy, asked: below }, index) => {
        const answer = item.repeats ? answers[index] : undefined;
        return below.some(isDrawn) ? (
          <div key={copy} className="mb-6 border-l-4 border-line pl-4">
            {answer && (
              <div className="mb-3 font-bold">
                <AnswerText answer={answer} />
              </div>
            )}
            <FormItems asked={below} level={level} />
          </div>
        ) : null;
      })}
    </>
  );
}

/** What is known already, or cannot be answered in a browser. */
function Told({ asked: { item, answers } }: { asked: Asked }) {
  const { t } = useText();
  return (
    <div className="mb-6">
      <p className="font-bold">
        <QuestionLabel item={item} />
      </p>
      {hintOf(item)}
      {item.kind === "elsewhere" ? <p>{t.forms.elsewhere}</p> : answers.map((answer, index) => <AnswerText key={index} answer={answer} />)}
    </div>
  );
}

function Group({ asked, level, said }: { asked: Asked; level: number; said: string | null }) {
  const { item, parts } = asked;
  if (item.repeats) return <Copies asked={asked} level={level} />;
  const isSaid = item.text !== null && item.text === said;
  const hasTitle = item.text !== null && !isSaid;
  return (
    <section className="mb-8">
      {hasTitle && (
        <GroupHeading level={level}>
          <QuestionLabel item={item} />
        </GroupHeading>
      )}
      {item.help.length > 0 && <div className="mb-4 max-w-3xl text-quiet">{hintOf(item)}</div>}
      <FormItems asked={parts.flatMap((part) => part.asked)} level={hasTitle ? level + 1 : level} />
    </section>
  );
}

/** A group that may be there several times. Adding one leads to it; removing one leads to the button that adds. */
function Copies({ asked, level }: { asked: Asked; level: number }) {
  const { t } = useText();
  const { filled, change } = useFilling();
  const { item, path, parts } = asked;
  const name = item.text ?? t.forms.section;
  const next = useRef<string | null>(null);
  const count = copiesOf(filled, item, path).length;
  useEffect(() => {
    if (next.current) document.getElementById(next.current)?.focus();
    next.current = null;
  }, [count]);
  const add = () => {
    const changed = withCopy(filled, item, path);
    next.current = `${path}:${copiesOf(changed, item, path).at(-1)}-copy`;
    change(changed);
  };
  const remove = (copy: string) => {
    next.current = `${path}-add`;
    change(withoutCopy(filled, item, path, copy));
  };
  return (
    <section className="mb-8">
      {item.help.length > 0 && <div className="mb-4 max-w-3xl text-quiet">{hintOf(item)}</div>}
      {parts.map(({ copy, asked: inside }, index) => (
        <div key={copy} className="mb-4 rounded-lg border border-line p-4">
          <GroupHeading level={level} id={`${path}:${copy}-copy`}>
            {t.forms.copy(name, index + 1)}
          </GroupHeading>
          <FormItems asked={inside} level={level + 1} />
          {copy !== null && parts.length > Math.max(1, item.least) && (
            <Button look="plain" onPress={() => remove(copy)}>
              {t.forms.remove}
              <span className="sr-only"> {t.forms.copy(name, index + 1)}</span>
            </Button>
          )}
        </div>
      ))}
      {parts.length < item.most && (
        <Button id={`${path}-add`} look="secondary" onPress={add}>
          {t.forms.addGroup(name)}
        </Button>
      )}
    </section>
  );
}

const SIZES = ["", "", "text-2xl", "text-xl", "text-lg"];

function GroupHeading({ level, id, children }: { level: number; id?: string; children: React.ReactNode }) {
  const Heading = `h${Math.min(level, 6)}` as "h2";
  return (
    <Heading id={id} tabIndex={id ? -1 : undefined} className={`mb-4 font-bold ${SIZES[level] ?? ""}`}>
      {children}
    </Heading>
  );
}
