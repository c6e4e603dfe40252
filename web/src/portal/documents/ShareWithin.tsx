import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { answer, api } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import { useTellChange, type Chart } from "../../api/queries/account";
import { useSharees } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { Button } from "../../ui/Button";
import { SelectField, TextAreaField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Failed, Loading } from "../../ui/states";
import { useAttempt } from "../../ui/useAttempt";
import type { FormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { recipientText } from "../messages/words";
import { documentPath } from "./address";

interface ShareWithinProps {
  charts: Chart[];
  document: string;
  errors: FormErrors;
}

/** Gives a document to a member or a team of a practice, for good. */
export function ShareWithin({ charts, document, errors }: ShareWithinProps) {
  const { t } = useText();
  const texts = t.documents;
  const member = useMember();
  const navigate = useNavigate();
  const tellChange = useTellChange();
  const attempt = useAttempt();
  const [chart, setChart] = useState(charts.length === 1 ? (charts[0]?.id ?? "") : "");
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const people = useSharees(chart, document);
  const explain = (problem: ApiProblem) => {
    if (problem.slug === "document-not-ready") return [{ message: texts.notReady }];
    if (problem.slug === "given-too-often") return [{ message: texts.givenTooOften }];
    const found = problem.fields[0]?.field;
    return found === "to" || found === "note" ? [{ id: found, message: texts.problems[found] }] : null;
  };
  const { busy, run } = useOperation(errors, explain);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = chart ? "to" : "practice";
    if (!errors.show(to ? [] : [{ id: missing, message: texts.problems[missing] }])) return;
    const body = { to, note: note.trim() || null };
    void run("send", async () => {
      await answer(api.POST("/api/charts/{chart}/documents/{document}/recipients", { params: { path: { chart, document } }, headers: attempt.headers({ ...body, chart }), body }));
      await tellChange("documents");
      void navigate(documentPath(member, document), { state: { done: "shared" } });
    });
  };
  return (
    <form noValidate onSubmit={submit}>
      {charts.length > 1 && (
        <SelectField
          id="practice"
          label={texts.practice}
          error={errors.of("practice")}
          value={chart}
          onChange={(id) => {
            setChart(id);
            setTo("");
          }}
          options={[["", texts.choosePractice], ...charts.map(({ id, practice }): [string, string] => [id, practice.name])]}
        />
      )}
      {people.isLoading && <Loading />}
      {people.error && <Failed error={people.error} retry={() => void people.refetch()} />}
      {people.data?.length === 0 && <Notice>{texts.nobody}</Notice>}
      {people.data?.length !== 0 && (
        <>
          {people.data && (
            <SelectField
              id="to"
              label={texts.to}
              error={errors.of("to")}
              value={to}
              onChange={setTo}
              options={[["", texts.chooseTo], ...people.data.map((each): [string, string] => [each.id, recipientText(each, t)])]}
            />
          )}
          <TextAreaField id="note" label={texts.note} hint={texts.noteHint} error={errors.of("note")} value={note} onChange={(event) => setNote(event.target.value)} />
          <Notice look="warm">{texts.forGood}</Notice>
          <Button type="submit" isPending={busy !== null}>
            {texts.share}
          </Button>
        </>
      )}
    </form>
  );
}
