import type { Chart, Member } from "../../api/queries/account";
import type { PatientForm, Submitted } from "../../api/queries/forms";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { filledPath, formsPath } from "./address";
import { referenceOf } from "./formText";
import { Scores } from "./Scores";

/** It has arrived at the practice. */
export function SentForm({ member, chart, form, sent }: { member: Member; chart: Chart; form: PatientForm; sent: Submitted }) {
  const { t } = useText();
  const texts = t.forms;
  return (
    <Page key="sent" title={texts.sentTitle} eyebrow={form.title} narrow>
      <p>{texts.sentText(chart.practice.name)}</p>
      <p className="mb-6 font-bold">{texts.reference(referenceOf(form.id))}</p>
      <Scores scores={sent.scores} note />
      <p className="mb-6">{texts.emergency}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={formsPath(member)}>{texts.allForms}</ButtonLink>
        <ButtonLink look="secondary" to={filledPath(member, sent.response_id)}>
          {texts.see}
        </ButtonLink>
      </div>
    </Page>
  );
}
