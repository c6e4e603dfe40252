import type { Asked } from "../../fhir/questionnaireAsked";
import { isDrawn, type Part } from "../../fhir/questionnaireParts";
import { isQuestion } from "../../fhir/questionnaire";
import type { ReadItem } from "../../fhir/questionnaireResponse";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import type { FormError } from "../../ui/ErrorSummary";
import { Page } from "../../ui/Page";
import { AnswerList } from "./AnswerText";
import type { DraftState } from "../drafts/draft";
import { DraftStatus } from "../drafts/DraftStatus";

interface CheckAnswersProps {
  title: string;
  parts: Part[];
  draft: DraftState;
  errors: FormError[];
  isSending: boolean;
  onChange: (part: number) => void;
  onBack: () => void;
  onSend: () => void;
}

/** Everything that will be sent, part by part, each with the way back to it. */
export function CheckAnswers({ title, parts, draft, errors, isSending, onChange, onBack, onSend }: CheckAnswersProps) {
  const { t } = useText();
  const texts = t.forms;
  return (
    <Page key="check" title={texts.check} eyebrow={title} errors={errors} narrow>
      <p className="mb-6">{texts.checkIntro}</p>
      <div className="mb-6 grid gap-6">
        {parts.map((part, index) => {
          const name = part.title ?? (parts.length > 1 ? texts.part(index + 1) : title);
          return (
            <Card key={index} title={name}>
              <AnswerList items={readAsked(part.asked, part.title)} level={3} />
              <div className="mt-3">
                <Button look="secondary" onPress={() => onChange(index)}>
                  {texts.change}
                  <span className="sr-only"> {name}</span>
                </Button>
              </div>
            </Card>
          );
        })}
      </div>
      <DraftStatus draft={draft} texts={t.forms} />
      <div className="flex flex-wrap gap-3">
        <Button isPending={isSending} onPress={onSend}>
          {texts.send}
        </Button>
        <Button look="secondary" onPress={onBack}>
          {t.app.back}
        </Button>
      </div>
    </Page>
  );
}

/** What is filled in, as the answers of a form that was sent are shown. `said` is what the card's heading says already. */
function readAsked(asked: Asked[], said: string | null): ReadItem[] {
  return asked.filter(isDrawn).flatMap((each): ReadItem[] => {
    const { item, path, answers, parts } = each;
    if (item.kind === "display" || item.kind === "elsewhere") return [];
    const text = [item.prefix, item.text].filter(Boolean).join(" ") || null;
    if (isQuestion(item)) return [{ key: path, text, answers, items: readAsked(parts.flatMap((part) => part.asked), null) }];
    return parts.map((part) => ({ key: `${path}:${part.copy}`, text: item.text === said ? null : text, answers: null, items: readAsked(part.asked, null) }));
  });
}
