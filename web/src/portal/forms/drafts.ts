/** The drafts of this tab, by chart and form. */
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { OpenForm } from "../../api/queries/forms";
import { currentSession, onSessionChange } from "../../api/session";
import type { Form } from "../../fhir/questionnaire";
import { filledOf, startOf, type Filled } from "../../fhir/questionnaireAnswers";
import { askedOf } from "../../fhir/questionnaireAsked";
import { responseOf } from "../../fhir/questionnaireResponse";
import type { Language } from "../../i18n/language";
import { Draft, type Kept } from "./draft";

const drafts = new Map<string, Draft>();

// Nothing of a record stays in memory once its reader is signed out.
onSessionChange(() => {
  if (currentSession().state !== "out") return;
  drafts.forEach((draft) => draft.close());
  drafts.clear();
});

window.addEventListener("online", () => drafts.forEach((draft) => void draft.flush()));
window.addEventListener("beforeunload", (event) => {
  if ([...drafts.values()].some((draft) => draft.isUnsaved)) event.preventDefault();
});

/** How what is typed is read: numbers are written differently in Spanish. */
let language: Language = "en";
export const readIn = (next: Language) => {
  language = next;
};

export const answersOf = (form: Form, filled: Filled, purpose: "draft" | "sent") => responseOf(form, askedOf(form.items, filled, language), purpose);

function keptOf(form: Form, draft: OpenForm["draft"]): Kept {
  if (!draft) return { filled: startOf(form.items), version: 0, saved: null };
  return { filled: filledOf(form, draft.answers as unknown as fhir4.QuestionnaireResponse), version: draft.version, saved: new Date(draft.saved) };
}

/** What could not be saved yet is there again; else what the server has. */
export function draftOf(chart: string, form: Form, opened: OpenForm): Draft {
  const name = `${chart} ${opened.form.id}`;
  const known = drafts.get(name);
  if (known?.isUnsaved) return known;
  const params = { path: { chart, form: opened.form.id } };
  const draft = new Draft(keptOf(form, opened.draft), {
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
  drafts.set(name, draft);
  return draft;
}
