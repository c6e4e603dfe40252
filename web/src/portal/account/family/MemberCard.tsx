import type { Chart, Member } from "../../../api/queries/account";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { Button, ButtonLink } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { mayCorrect } from "./corrections";
import { FAMILY } from "./Family";

/** One person: what is known of them, and the records that practices share. */
export function MemberCard({ member, onRemove }: { member: Member; onRemove: (chart: Chart | null) => void }) {
  const { t, format } = useText();
  const texts = t.family;
  const name = nameOf(member);
  const relationship = member.relationship === "self" ? texts.you : (t.viewing.relationships[member.relationship] ?? member.relationship);
  const details = [
    [texts.details.birth_date, format.fhirDay(member.birth_date ?? undefined)],
    [texts.details.phone, member.phone && format.phone(member.phone)],
    [texts.details.email, member.email],
    [texts.details.address, member.address],
  ].filter(([, value]) => value);
  return (
    <Card title={name} meta={relationship}>
      <dl className="mb-2">
        {details.map(([title, value]) => (
          <div key={title} className="sm:flex sm:items-baseline sm:gap-x-4">
            <dt className="font-bold sm:w-36 sm:shrink-0">{title}</dt>
            <dd className="whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mb-4 flex flex-wrap gap-x-6">
        <ButtonLink look="plain" to={`${FAMILY}/${member.id}`}>
          {texts.edit}
          <span className="sr-only"> {name}</span>
        </ButtonLink>
        {mayCorrect(member).length > 0 && (
          <ButtonLink look="plain" to={`${FAMILY}/${member.id}/corrections`}>
            {t.corrections.link}
            <span className="sr-only"> {name}</span>
          </ButtonLink>
        )}
      </div>
      <h3 className="font-bold">{texts.records}</h3>
      {member.charts.length === 0 && <p>{texts.noRecords}</p>}
      {member.charts.length === 0 && member.relationship !== "self" && (
        <Button look="plain" onPress={() => onRemove(null)}>
          {texts.remove}
          <span className="sr-only">: {name}</span>
        </Button>
      )}
      <ul role="list">
        {member.charts.map((chart) => (
          <li key={chart.id} className="border-t border-line py-2 first:border-0">
            <ChartLine chart={chart} name={name} onUnlink={() => onRemove(chart)} />
          </li>
        ))}
      </ul>
      {member.charts.length > 0 && (
        <p className="mt-4">
          <ButtonLink look="secondary" to={`/m/${member.id}`}>
            {texts.open(name)}
          </ButtonLink>
        </p>
      )}
    </Card>
  );
}

function ChartLine({ chart, name, onUnlink }: { chart: Chart; name: string; onUnlink: () => void }) {
  const { t, format } = useText();
  const texts = t.family;
  const role = texts.roles[chart.role];
  return (
    <>
      <p>{chart.practice.name}</p>
      {role && <p className="text-quiet">{role}</p>}
      {chart.ends && <p className="text-quiet">{texts.ends(format.moment(new Date(chart.ends)))}</p>}
      <Button look="plain" onPress={onUnlink}>
        {texts.unlink}
        <span className="sr-only">
          : {name}, {chart.practice.name}
        </span>
      </Button>
    </>
  );
}
