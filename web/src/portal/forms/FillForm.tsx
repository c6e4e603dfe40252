import { useParams } from "react-router";
import { ApiProblem } from "../../api/problem";
import type { Chart, Member } from "../../api/queries/account";
import { useOpenForm, type OpenForm } from "../../api/queries/forms";
import { chartsSharing } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { FailedPage } from "../../ui/FailedPage";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { filledPath, formsPath } from "./address";
import { FormPages } from "./FormPages";

/** A form that was asked for: to be filled in, or why it cannot be any more. */
export default function FillForm() {
  const { t } = useText();
  const member = useMember();
  const { chart: id, form: asked = "", questionnaire = "" } = useParams();
  const form = `${asked}.${questionnaire}`;
  const chart = chartsSharing(member, "questionnaires").find((each) => each.id === id);
  if (!chart) return <NotFound title={t.forms.goneTitle} text={t.forms.goneText} />;
  return <Opened key={form} member={member} chart={chart} form={form} />;
}

function Opened({ member, chart, form }: { member: Member; chart: Chart; form: string }) {
  const { t } = useText();
  const opened = useOpenForm(chart.id, form);
  if (opened.error) {
    const isGone = opened.error instanceof ApiProblem && opened.error.status === 404;
    return isGone ? <NotFound title={t.forms.goneTitle} text={t.forms.goneText} /> : <FailedPage error={opened.error} retry={() => void opened.refetch()} />;
  }
  if (!opened.data) return <Loading />;
  const { state, may_fill: mayFill } = opened.data.form;
  if (state !== "requested") return <OverPage member={member} state={state} form={opened.data.form} />;
  return mayFill ? <FormPages member={member} chart={chart} opened={opened.data} /> : <MayNotPage member={member} opened={opened.data} />;
}

/** It was sent, or is not needed any more; `form` is known unless that happened while the page was open. */
export function OverPage({ member, state, form }: { member: Member; state: "submitted" | "withdrawn"; form?: OpenForm["form"] }) {
  const { t, format } = useText();
  const texts = t.forms;
  const sent = form?.submitted ? texts.alreadyText(format.moment(new Date(form.submitted))) : texts.alreadyElsewhere;
  return (
    <Page key={state} title={state === "submitted" ? texts.alreadyTitle : texts.withdrawnTitle} eyebrow={form?.title} narrow>
      <p className="mb-6">{state === "submitted" ? sent : texts.withdrawnText}</p>
      <div className="flex flex-wrap gap-3">
        {form?.response_id && <ButtonLink to={filledPath(member, form.response_id)}>{texts.see}</ButtonLink>}
        <ButtonLink look="secondary" to={formsPath(member)}>
          {texts.allForms}
        </ButtonLink>
      </div>
    </Page>
  );
}

function MayNotPage({ member, opened }: { member: Member; opened: OpenForm }) {
  const { t } = useText();
  return (
    <Page title={t.forms.mayNotTitle} eyebrow={opened.form.title} narrow>
      <p className="mb-6">{t.forms.mayNot(nameOf(member))}</p>
      <ButtonLink look="secondary" to={formsPath(member)}>
        {t.forms.allForms}
      </ButtonLink>
    </Page>
  );
}
