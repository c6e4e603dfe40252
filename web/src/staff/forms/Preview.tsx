import { useMemo, useState } from "react";
import { formOf } from "../../fhir/questionnaire";
import { startOf } from "../../fhir/questionnaireAnswers";
import { askedOf } from "../../fhir/questionnaireAsked";
import { partsOf } from "../../fhir/questionnaireParts";
import { FillingContext } from "../../portal/forms/filling";
import { FormItems } from "../../portal/forms/FormItems";
import { useStaffText } from "../text";

const NO_LACKS = new Map();

/** A form as patients see it, all parts below each other. It can be tried; nothing is kept. */
export function Preview({ questionnaire }: { questionnaire: fhir4.Questionnaire }) {
  const { t, s, language } = useStaffText();
  const form = useMemo(() => formOf(questionnaire), [questionnaire]);
  const [filled, change] = useState(() => startOf(form.items));
  const parts = partsOf(askedOf(form.items, filled, language));
  return (
    <section aria-labelledby="preview" className="rounded-lg border border-line bg-white p-4 sm:p-6">
      <h2 id="preview" className="text-xl font-bold sm:text-2xl">
        {s.library.preview}: {form.title}
      </h2>
      <p className="mb-4 text-quiet">{s.library.previewText}</p>
      {form.description && <p className="mb-4 max-w-3xl whitespace-pre-line">{form.description}</p>}
      <FillingContext value={{ filled, change, lacks: NO_LACKS }}>
        {parts.map((part, index) => (
          <div key={index}>
            {parts.length > 1 && (
              <h3 className="mb-4 border-t border-line pt-4 text-xl font-bold">
                {t.forms.partOf(index + 1, parts.length)}
                {part.title && `: ${part.title}`}
              </h3>
            )}
            <FormItems asked={part.asked} level={parts.length > 1 ? 4 : 3} said={part.title} />
          </div>
        ))}
      </FillingContext>
    </section>
  );
}
