import { useParams } from "react-router";
import { ApiProblem } from "../../api/problem";
import type { Member } from "../../api/queries/account";
import { useRecord } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { readItems } from "../../fhir/questionnaireResponse";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { AnswerList } from "./AnswerText";
import { useFilledTitle } from "./filled";
import { sentText } from "./formText";

/** Where the answers of a form are read. */
export const filledPath = (member: Member, responseId: string) => `/m/${member.id}/forms/filled/${responseId}`;

/** The answers of a form that was filled in, here or at the practice. */
export default function FilledForm() {
  const { t, format } = useText();
  const member = useMember();
  const { response: id = "" } = useParams();
  const { data, error, refetch } = useRecord<fhir4.QuestionnaireResponse>(member, "questionnaires", "QuestionnaireResponse", id);
  const titleOf = useFilledTitle(member);
  if (error) {
    const isGone = error instanceof ApiProblem && error.status === 404;
    return isGone ? <NotFound title={t.forms.goneTitle} text={t.forms.goneText} /> : <FailedPage error={error} retry={() => void refetch()} />;
  }
  if (!data) return <Loading />;
  const { resource, chart } = data;
  return (
    <Page
      title={t.forms.answersTitle(titleOf(resource))}
      eyebrow={chart.practice.name}
      aside={
        <span className="print:hidden">
          <Button look="secondary" onPress={() => window.print()}>
            {t.forms.print}
          </Button>
        </span>
      }
    >
      <p className="mb-4 text-quiet">{sentText(resource.authored ?? null, resource.author?.display ?? resource.source?.display ?? null, t, format)}</p>
      <div className="rounded-lg border border-line bg-white p-4 sm:p-6">
        <AnswerList items={readItems(resource.item ?? [])} level={2} />
      </div>
      <p className="mt-6 print:hidden">
        <ButtonLink look="secondary" to={`/m/${member.id}/forms`}>
          {t.forms.allForms}
        </ButtonLink>
      </p>
    </Page>
  );
}
