/** The answers that are being typed, by chart and form. */
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { OpenForm } from "../../api/queries/forms";
import type { Form } from "../../fhir/questionnaire";
import { filledOf, startOf, type Filled } from "../../fhir/questionnaireAnswers";
import { askedOf } from "../../fhir/questionnaireAsked";
import { responseOf } from "../../fhir/questionnaireResponse";
import type { Language } from "../../i18n/language";
import type { Draft, Kept } from "../drafts/draft";
import { draftNamed } from "../drafts/drafts";

/** How what is typed is read: numbers are written differently in Spanish. */
let language: Language = "en";
export const readIn = (next: Language) => {
  language = next;
};

export const answersOf = (form: Form, filled: Filled, purpose: "draft" | "sent") => responseOf(form, askedOf(form.items, filled, language), purpose);

function keptOf(form: Form, draft: OpenForm["draft"]): Kept<Filled> {
  if (!draft) return { typed: startOf(form.items), version: 0, saved: null };
  return { typed: filledOf(form, draft.answers as unknown as fhir4.QuestionnaireResponse), version: draft.version, saved: new Date(draft.saved) };
}

/** What could not be saved yet is there again; else what the server has. */
export function draftOf(chart: string, form: Form, opened: OpenForm): Draft<Filled> {
  const params = { path: { chart, form: opened.form.id } };
  return draftNamed(`${chart} ${opened.form.id}`, keptOf(form, opened.draft), {
    save: (filled, version) => {
      const answers = answersOf(form, filled, "draft") as unknown as Record<string, unknown>;
      return answer(api.PUT("/api/charts/{chart}/forms/{form}/draft", { params, body: { answers, version } }));
    },
    read: async () => {
      const now = await answer(api.GET("/api/charts/{chart}/forms/{form}", { params }));
      if (now.form.state !== "requested") throw new ApiProblem(now.form.state === "submitted" ? "already-submitted" : "withdrawn", 409);
      return keptOf(form, now.draft);
    },
  });
}
