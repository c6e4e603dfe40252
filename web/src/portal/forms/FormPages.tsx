import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import type { Chart, Member } from "../../api/queries/account";
import type { OpenForm, Submitted } from "../../api/queries/forms";
import { formOf } from "../../fhir/questionnaire";
import { askedOf, inOrder, type Asked } from "../../fhir/questionnaireAsked";
import { partsOf } from "../../fhir/questionnaireParts";
import { lacksOf, type Lack } from "../../fhir/questionnaireResponse";
import { useText } from "../../i18n/language";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { formsPath } from "./address";
import { CheckAnswers } from "./CheckAnswers";
import { answersOf, draftOf, readIn } from "./drafts";
import { DraftConflict } from "../drafts/DraftConflict";
import { OverPage } from "./FillForm";
import { FormPart } from "./FormPart";
import { controlId, lackError, questionText } from "./lackText";
import { SentForm } from "./SentForm";

const CHECK = "check";
const OVER = { "already-submitted": "submitted", withdrawn: "withdrawn" } as const;
const overBy = (slug: string | undefined) => (slug === "already-submitted" || slug === "withdrawn" ? OVER[slug] : null);

/** The pages of one form: its parts, the check, and that it was sent. Which one is shown is in the address. */
export function FormPages({ member, chart, opened }: { member: Member; chart: Chart; opened: OpenForm }) {
  const { t, format, language } = useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const form = useMemo(() => formOf(opened.questionnaire as unknown as fhir4.Questionnaire), [opened.questionnaire]);
  const [draft] = useState(() => draftOf(chart.id, form, opened));
  const state = useSyncExternalStore(draft.subscribe, draft.current);
  const [sent, setSent] = useState<Submitted | null>(null);
  const [over, setOver] = useState<"submitted" | "withdrawn" | null>(null);
  const [lacks, setLacks] = useState<Lack[]>([]);
  const errors = useFormErrors();
  useEffect(() => readIn(language), [language]);
  useEffect(() => () => void draft.flush(), [draft]);

  const asked = useMemo(() => askedOf(form.items, state.typed, language), [form, state.typed, language]);
  const parts = partsOf(asked);
  const page = search.get("page");
  const at = Math.min(Math.max(Number(page) || 1, 1), Math.max(parts.length, 1)) - 1;
  const go = (next: number | typeof CHECK) => {
    setLacks([]);
    errors.show([]);
    void navigate({ search: next === CHECK || next > 0 ? `?page=${next === CHECK ? CHECK : next + 1}` : "" });
  };

  const showPart = (wanted: Asked | undefined) => {
    const index = parts.findIndex((part) => inOrder(part.asked).some(({ path }) => path === wanted?.path));
    if (index >= 0) void navigate({ search: `?page=${index + 1}` });
  };
  const { busy, run } = useOperation(errors, (problem) => {
    const ended = overBy(problem.slug);
    if (ended) {
      setOver(ended);
      return [];
    }
    const refused = problem.fields.flatMap(({ path }) => inOrder(asked).find(({ item }) => path === `answers.${item.linkId}`) ?? []);
    if (refused.length === 0) return null;
    showPart(refused[0]);
    return refused.map(({ item, path }) => ({ id: controlId(item, path), message: t.forms.errors.refused(questionText(item, t)) }));
  });
  /** Shows what is wrong or missing; true when nothing is. */
  const passes = (found: Lack[]) => {
    setLacks(found);
    return errors.show(found.map((lack) => lackError(lack, t, format)));
  };
  const goOn = (isChange: boolean) => {
    if (passes(lacksOf(parts[at]?.asked ?? []))) go(!isChange && at + 1 < parts.length ? at + 1 : CHECK);
  };
  const send = () => {
    const found = lacksOf(asked);
    if (!passes(found)) return showPart(found[0]?.asked);
    void run("send", async () => {
      await draft.pause();
      try {
        const params = { path: { chart: chart.id, form: opened.form.id } };
        const answers = answersOf(form, state.typed, "sent") as unknown as Record<string, unknown>;
        setSent(await answer(api.POST("/api/charts/{chart}/forms/{form}/submit", { params, body: { answers } })));
        draft.close();
        void queries.invalidateQueries({ queryKey: ["records", member.id, "QuestionnaireResponse"] });
        await tellChange(queries, "forms");
      } catch (error) {
        draft.resume();
        throw error;
      }
    });
  };

  if (sent) return <SentForm member={member} chart={chart} form={opened.form} sent={sent} />;
  const ended = over ?? overBy(state.problem?.slug);
  if (ended) return <OverPage member={member} state={ended} />;
  return (
    <>
      {page === CHECK ? (
        <CheckAnswers
          title={opened.form.title}
          parts={parts}
          draft={state}
          errors={errors.list}
          isSending={busy !== null}
          onChange={(index) => void navigate({ search: `?page=${index + 1}&from=${CHECK}` })}
          onBack={() => go(parts.length - 1)}
          onSend={send}
        />
      ) : (
        <FormPart
          key={at}
          opened={opened.form}
          practice={chart.practice.name}
          description={form.description}
          parts={parts}
          at={at}
          draft={state}
          onFill={(filled) => draft.change(filled)}
          lacks={lacks}
          errors={errors.list}
          allForms={formsPath(member)}
          onBack={at > 0 ? () => go(at - 1) : null}
          onContinue={() => goOn(search.get("from") === CHECK)}
        />
      )}
      <DraftConflict
        draft={draft}
        texts={t.forms}
        isOpen={state.saving === "changed"}
        isOver={(slug) => {
          setOver(overBy(slug));
          return overBy(slug) !== null;
        }}
      />
    </>
  );
}
