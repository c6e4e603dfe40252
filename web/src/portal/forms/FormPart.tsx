import { useMemo, type FormEvent } from "react";
import type { PatientForm } from "../../api/queries/forms";
import type { Filled } from "../../fhir/questionnaireAnswers";
import type { Part } from "../../fhir/questionnaireParts";
import type { Lack } from "../../fhir/questionnaireResponse";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import type { FormError } from "../../ui/ErrorSummary";
import { Page } from "../../ui/Page";
import type { DraftState } from "../drafts/draft";
import { DraftStatus } from "../drafts/DraftStatus";
import { FillingContext } from "./filling";
import { FormItems } from "./FormItems";
import { dueText } from "./formText";

interface FormPartProps {
  opened: PatientForm;
  practice: string;
  description: string | null;
  parts: Part[];
  at: number;
  draft: DraftState<Filled>;
  onFill: (filled: Filled) => void;
  lacks: Lack[];
  errors: FormError[];
  /** Where all the forms are; the first page goes back to them. */
  allForms: string;
  /** Null on the first page. */
  onBack: (() => void) | null;
  onContinue: () => void;
}

/** One page of a form: one of its parts, or all of it when it is short. */
export function FormPart({ opened, practice, description, parts, at, draft, onFill, lacks, errors, allForms, onBack, onContinue }: FormPartProps) {
  const { t, format } = useText();
  const part = parts[at];
  const isOnly = parts.length <= 1;
  const title = isOnly ? opened.title : (part?.title ?? t.forms.part(at + 1));
  const filling = useMemo(
    () => ({ filled: draft.typed, change: onFill, lacks: new Map(lacks.map((lack) => [lack.asked.path, lack])) }),
    [draft.typed, onFill, lacks],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onContinue();
  };
  const due = dueText(opened.due, new Date(), t, format);
  return (
    <Page title={title} eyebrow={isOnly ? practice : `${opened.title} · ${t.forms.partOf(at + 1, parts.length)}`} errors={errors} narrow>
      {at === 0 && (
        <div className="mb-6">
          {description && <p className="whitespace-pre-line">{description}</p>}
          {due && <p className="font-bold">{due}</p>}
          <p className="text-quiet">{t.forms.emergency}</p>
        </div>
      )}
      <FillingContext value={filling}>
        <form noValidate onSubmit={submit} autoComplete="off">
          <FormItems asked={part?.asked ?? []} level={2} said={title} />
          <DraftStatus draft={draft} texts={t.forms} />
          <div className="flex flex-wrap gap-3">
            <Button type="submit">{t.app.continue}</Button>
            {onBack ? (
              <Button look="secondary" onPress={onBack}>
                {t.app.back}
              </Button>
            ) : (
              <ButtonLink look="secondary" to={allForms}>
                {t.forms.allForms}
              </ButtonLink>
            )}
          </div>
        </form>
      </FillingContext>
    </Page>
  );
}
