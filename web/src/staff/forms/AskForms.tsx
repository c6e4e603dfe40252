import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useNavigate } from "react-router";
import { tellChange } from "../../api/changes";
import { answer, api } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import { RecordList } from "../../portal/RecordList";
import { endOfDay, readDay } from "../../portal/account/readDay";
import { Button, ButtonLink } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Field } from "../../ui/Field";
import { Fieldset } from "../../ui/Fieldset";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { useFormErrors } from "../../ui/useFormErrors";
import type { ListedQuestionnaire } from "../api";
import { BulkProgress } from "../bulk/BulkProgress";
import { useBulk, type Job } from "../bulk/useBulk";
import { BackLink, NoPatient } from "../patients/PatientPage";
import { usePatient } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { ChoosePatients, type ChosenPatient } from "./ChoosePatients";
import { useLibrary } from "./Library";

interface AskJob extends Job {
  chart: string;
  questionnaire: string;
  /** yyyy-mm-dd, or none. */
  due: string | null;
}

/** Forms for the patient whom the address names. */
export function AskPatient() {
  const { patient } = usePatient();
  if (patient.error) return <NoPatient error={patient.error} retry={() => void patient.refetch()} />;
  if (!patient.data) return <Loading />;
  const { chart, given, family } = patient.data;
  return <AskForms patient={{ chart, name: `${given} ${family}` }} />;
}

/** One or several forms for one patient, or for many who are chosen here (D7). */
export function AskForms({ patient }: { patient?: ChosenPatient }) {
  const { s } = useStaffText();
  const texts = s.askForms;
  const navigate = useNavigate();
  const { rows, list } = useLibrary();
  const [forms, setForms] = useState<ReadonlyMap<string, ListedQuestionnaire>>(new Map());
  const [patients, setPatients] = useState<ReadonlyMap<string, ChosenPatient>>(new Map(patient ? [[patient.chart, patient]] : []));
  const [due, setDue] = useState("");
  const errors = useFormErrors();
  const bulk = useAsking();
  const back = patient ? `/patients/${patient.chart}` : "/forms/requested";

  const choose = (row: ListedQuestionnaire, on: boolean) => {
    const next = new Map(forms);
    if (on) next.set(row.id, row);
    else next.delete(row.id);
    setForms(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = readDay(due);
    const notDue = day === null ? "impossible" : day && endOfDay(day) < new Date() ? "past" : null;
    const wrong = [
      ...(forms.size ? [] : [{ id: "form-0", message: texts.missing.forms }]),
      ...(notDue ? [{ id: "due", message: texts.dueErrors[notDue] ?? "" }] : []),
      ...(patients.size ? [] : [{ id: "search", message: texts.missing.patients }]),
    ];
    if (!errors.show(wrong)) return;
    bulk.start(
      [...patients.values()].flatMap(({ chart, name }) =>
        [...forms.values()].map(({ id, title }) => ({ chart, questionnaire: id, due: day || null, name: texts.job(title, name), key: crypto.randomUUID() })),
      ),
    );
  };

  return (
    <Page title={patient ? texts.titleFor(patient.name) : texts.title} eyebrow={<BackLink to={back}>{patient?.name ?? s.forms.title}</BackLink>} errors={errors.list}>
      {bulk.bulk.state !== "idle" ? (
        <BulkProgress {...bulk} words={texts.bulk} explain={bulk.explain} close={() => void navigate(back)} />
      ) : (
        <form noValidate onSubmit={submit}>
          <Fieldset id="forms" legend={texts.which} error={errors.of("form-0")}>
            <RecordList list={list} count={rows.length} empty={texts.noLibrary}>
              {rows.map((row, index) => (
                <Checkbox key={row.id} id={`form-${index}`} inRow checked={forms.has(row.id)} onChange={(on) => choose(row, on)}>
                  {row.title} <span className="text-quiet">({texts.questions(row.questions)})</span>
                </Checkbox>
              ))}
            </RecordList>
            {rows.length === 0 && !list.isPending && (
              <ButtonLink look="secondary" to="/forms/library/add">
                {texts.toLibrary}
              </ButtonLink>
            )}
          </Fieldset>
          <Field id="due" label={texts.due} hint={texts.dueHint} error={errors.of("due")} value={due} onChange={(event) => setDue(event.target.value)} autoComplete="off" />
          {!patient && <ChoosePatients chosen={patients} onChange={setPatients} error={errors.of("search")} />}
          <p className="mb-4 text-quiet">{texts.told}</p>
          <Button type="submit">{texts.send(forms.size * patients.size)}</Button>
        </form>
      )}
    </Page>
  );
}

function useAsking() {
  const { s } = useStaffText();
  const { path } = useStaff();
  const queries = useQueryClient();
  const texts = s.askForms;
  const bulk = useBulk<AskJob>(
    ({ chart, questionnaire, due, key }) =>
      answer(
        api.POST("/api/practices/{practice_id}/patients/{chart}/forms", {
          params: { path: { ...path, chart } },
          headers: { "Idempotency-Key": key },
          body: { questionnaire, due },
        }),
      ),
    () => tellChange(queries, "forms"),
  );
  const explain = ({ slug, fields: [first] }: ApiProblem) => texts.errors[slug] ?? texts.errors[first?.code ?? ""] ?? texts.dueErrors[first?.code ?? ""];
  return { ...bulk, explain };
}
