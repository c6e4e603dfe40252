import { Link } from "react-router";
import type { Member } from "../../api/queries/account";
import { useForms, type ListedForm } from "../../api/queries/forms";
import { useRecords } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { Badge } from "../../ui/Badge";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { RecordList } from "../RecordList";
import { fillPath, filledPath } from "./address";
import { useAboutFilled } from "./filled";
import { agoText, byDue, daysUntil, dueText } from "./formText";

/** What the practices ask, and what was answered. */
export default function Forms() {
  const { t } = useText();
  const member = useMember();
  return (
    <Page title={t.forms.title}>
      <p className="mb-6 max-w-3xl">{t.forms.intro}</p>
      <div className="grid gap-6">
        <OpenForms member={member} />
        <FilledForms member={member} />
      </div>
    </Page>
  );
}

export function useOpenForms(member: Member) {
  const { forms, ...list } = useForms(member);
  const open = byDue(forms.filter(({ form }) => form.state === "requested").map(({ chart, form }) => ({ ...form, chart })));
  const withdrawn = forms.filter(({ form }) => form.state === "withdrawn");
  return { open, withdrawn, list: { ...list, hasMore: false, isLoadingMore: false, showMore: () => undefined } };
}

export type WaitingForm = ReturnType<typeof useOpenForms>["open"][number];

function OpenForms({ member }: { member: Member }) {
  const { t } = useText();
  const { open, withdrawn, list } = useOpenForms(member);
  const mayNot = open.some((form) => !form.may_fill);
  return (
    <Card title={t.forms.open}>
      <RecordList list={list} count={open.length} empty={t.forms.noOpen} excerpt>
        {mayNot && <Notice>{t.forms.mayNot(nameOf(member))}</Notice>}
        <ul role="list">
          {open.map((form) => (
            <li key={form.id} className="border-t border-line py-4 first:border-0 first:pt-0">
              <OpenForm member={member} form={form} />
            </li>
          ))}
        </ul>
      </RecordList>
      {withdrawn.length > 0 && <Withdrawn forms={withdrawn} />}
    </Card>
  );
}

function OpenForm({ member, form }: { member: Member; form: WaitingForm }) {
  const { t, format } = useText();
  const texts = t.forms;
  const { title, draft, chart } = form;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div>
        <h3 className="text-xl font-bold">{title}</h3>
        <Due due={form.due} />
        <p className="text-quiet">{chart.practice.name}</p>
        <p className="text-quiet">{texts.askedBy(form.requested_by, format.shortDay(new Date(form.requested)))}</p>
        {form.may_fill && <p>{draft ? texts.started(agoText(new Date(draft.saved), new Date(), format.locale)) : texts.notStarted}</p>}
      </div>
      {form.may_fill && (
        <ButtonLink to={fillPath(member, chart.id, form.id)}>
          <span>
            {draft ? texts.goOn : texts.fill}
            <span className="sr-only"> {title}</span>
          </span>
        </ButtonLink>
      )}
    </div>
  );
}

/** By when, in words; what is overdue stands out. */
export function Due({ due }: { due: string | null }) {
  const { t, format } = useText();
  const now = new Date();
  const text = dueText(due, now, t, format);
  if (due === null || text === null) return null;
  return <p>{daysUntil(due, now) < 0 ? <Badge look="bad">{text}</Badge> : <strong>{text}</strong>}</p>;
}

function Withdrawn({ forms }: { forms: ListedForm[] }) {
  const { t, format } = useText();
  return (
    <>
      <h3 className="mt-6 text-lg font-bold">{t.forms.withdrawn}</h3>
      <ul role="list">
        {forms.map(({ form, chart }) => (
          <li key={form.id} className="py-2">
            {form.title}
            <span className="block text-quiet">
              {chart.practice.name} · {format.shortDay(new Date(form.requested))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function FilledForms({ member }: { member: Member }) {
  const { t } = useText();
  const records = useRecords<fhir4.QuestionnaireResponse>(member, "questionnaires", "QuestionnaireResponse", { _count: "50" });
  const aboutOf = useAboutFilled(member);
  const items = records.items.filter(({ resource }) => resource.status !== "entered-in-error");
  return (
    <Card title={t.forms.filled}>
      <RecordList list={records} count={items.length} empty={t.forms.noFilled}>
        <ul role="list">
          {items.map(({ resource, chart }) => (
            <li key={resource.id} className="border-t border-line py-3 first:border-0">
              <Link to={filledPath(member, resource.id ?? "")} className="link inline-block py-1">
                {aboutOf(resource).title}
              </Link>
              <span className="block text-quiet">{aboutOf(resource).sent}</span>
              <span className="block text-quiet">{chart.practice.name}</span>
            </li>
          ))}
        </ul>
      </RecordList>
    </Card>
  );
}
