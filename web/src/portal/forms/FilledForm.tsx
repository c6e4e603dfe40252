import { useParams } from "react-router";
import { ApiProblem } from "../../api/problem";
import { useRecord } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { readItems } from "../../fhir/questionnaireResponse";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { formsPath } from "./address";
import { AnswerList } from "./AnswerText";
import { useAboutFilled } from "./filled";

/** The answers of a form that was filled in, here or at the practice. */
export default function FilledForm() {
  const { t } = useText();
  const member = useMember();
  const { chart: of = "", response = "" } = useParams();
  const { data, error, refetch } = useRecord<fhir4.QuestionnaireResponse>(member, "questionnaires", "QuestionnaireResponse", `${of}.${response}`);
  const aboutOf = useAboutFilled(member);
  if (error) {
    const isGone = error instanceof ApiProblem && error.status === 404;
    return isGone ? <NotFound title={t.forms.goneTitle} text={t.forms.goneText} /> : <FailedPage error={error} retry={() => void refetch()} />;
  }
  if (!data) return <Loading />;
  const { resource, chart } = data;
  const { title, sent } = aboutOf(resource);
  return (
    <Page
      title={t.forms.answersTitle(title)}
      eyebrow={chart.practice.name}
      aside={
        <span className="print:hidden">
          <Button look="secondary" onPress={() => window.print()}>
            {t.forms.print}
          </Button>
        </span>
      }
    >
      <p className="mb-4 text-quiet">{sent}</p>
      <div className="rounded-lg border border-line bg-white p-4 sm:p-6">
        <AnswerList items={readItems(resource.item ?? [])} level={2} />
      </div>
      <p className="mt-6 print:hidden">
        <ButtonLink look="secondary" to={formsPath(member)}>
          {t.forms.allForms}
        </ButtonLink>
      </p>
    </Page>
  );
}
