import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { NotFound } from "../../app/NotFound";
import { readItems } from "../../fhir/questionnaireResponse";
import { AnswerList } from "../../portal/forms/AnswerText";
import { referenceOf } from "../../portal/forms/formText";
import { Scores } from "../../portal/forms/Scores";
import { Button } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { BackLink } from "../patients/PatientPage";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { FormTimes } from "./FormActions";
import { Preview } from "./Preview";

/** What a patient answered, with the scores; the questions alone of what did not come back. */
export function AnswersPage() {
  const { s } = useStaffText();
  const { path } = useStaff();
  const { chart = "", form: asked = "", questionnaire: name = "" } = useParams();
  const id = `${asked}.${name}`;
  const returned = useQuery({
    queryKey: ["form", chart, id],
    queryFn: () => answer(api.GET("/api/practices/{practice_id}/patients/{chart}/forms/{form}", { params: { path: { ...path, chart, form: id } } })),
    staleTime: 0,
  });
  if (returned.error) {
    const isGone = returned.error instanceof ApiProblem && returned.error.status === 404;
    return isGone ? <NotFound title={s.answers.goneTitle} text={s.answers.goneText} /> : <FailedPage error={returned.error} retry={() => void returned.refetch()} />;
  }
  if (!returned.data) return <Loading />;
  const { form, scores } = returned.data;
  const questionnaire = returned.data.questionnaire as unknown as fhir4.Questionnaire;
  const response = returned.data.response as unknown as fhir4.QuestionnaireResponse | null;
  const print = (
    <span className="print:hidden">
      <Button look="secondary" onPress={() => window.print()}>
        {s.answers.print}
      </Button>
    </span>
  );
  return (
    <Page title={s.answers.title(form.title, form.patient)} eyebrow={<BackLink to={`/patients/${chart}`}>{form.patient}</BackLink>} aside={response && print}>
      <div className="mb-6 text-quiet">
        <FormTimes form={form} />
        {s.answers.reference(referenceOf(form.id))}
      </div>
      <Scores scores={scores} />
      {response ? (
        <div className="rounded-lg border border-line bg-white p-4 sm:p-6">
          <AnswerList items={readItems(response.item ?? [], questionnaire.item)} level={2} />
        </div>
      ) : (
        <>
          <Notice>{form.state === "withdrawn" ? s.answers.wasWithdrawn : s.answers.notBack}</Notice>
          <Preview questionnaire={questionnaire} />
        </>
      )}
    </Page>
  );
}
