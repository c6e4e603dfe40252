import { useIsFetching } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Member } from "../../api/queries/account";
import { chartsSharing } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { KINDS } from "../../fhir/kinds";
import { latestText, type MeasureId } from "../../fhir/measure";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { Loading } from "../../ui/states";
import { useMeasures } from "./Measures";
import { useEntries, type AnyKind } from "./useEntries";

export const MEASURED: MeasureId[] = ["vitals", "findings"];

/** The kinds of records that have something, each with its newest entry; those that have nothing come last. */
export function Overview() {
  const { t } = useText();
  const member = useMember();
  const sees = (section: string) => chartsSharing(member, section).length > 0;
  const kinds = KINDS.filter((kind) => sees(kind.section));
  const measured = sees("records") ? MEASURED : [];
  const reading = useIsFetching({ queryKey: ["records", member.id], predicate: ({ state }) => state.status === "pending" });
  return (
    <Page title={t.health.title}>
      <p className="mb-6 max-w-3xl">{t.health.intro}</p>
      {reading > 0 && <Loading />}
      <div className={reading > 0 ? "hidden" : ""}>
        <ul role="list" className="grid gap-4 md:grid-cols-2">
          {measured.map((id) => (
            <MeasureLine key={id} member={member} id={id} isEmpty={false} />
          ))}
          {kinds.map((kind) => (
            <KindLine key={kind.id} member={member} kind={kind} isEmpty={false} />
          ))}
          {sees("questionnaires") && <Line to={`/m/${member.id}/forms`} title={t.health.forms} text={t.health.formsText} newest={null} />}
        </ul>
        <section className="mt-8 not-has-[li]:hidden">
          <h2 className="mb-2 text-xl font-bold">{t.health.nothingIn}</h2>
          <ul role="list" className="flex flex-wrap gap-x-6">
            {measured.map((id) => (
              <MeasureLine key={id} member={member} id={id} isEmpty />
            ))}
            {kinds.map((kind) => (
              <KindLine key={kind.id} member={member} kind={kind} isEmpty />
            ))}
          </ul>
        </section>
        <p className="mt-6">
          <ButtonLink look="secondary" to={`/m/${member.id}/download`}>
            {t.health.download}
          </ButtonLink>
        </p>
      </div>
    </Page>
  );
}

/** A kind as one line of the list that it belongs to: of those with something, or of those without. */
function KindLine({ member, kind, isEmpty }: { member: Member; kind: AnyKind; isEmpty: boolean }) {
  const { t } = useText();
  const { records, all, current } = useEntries(member, kind);
  const { title, text } = t.health.kinds[kind.id];
  const to = `/m/${member.id}/health/${kind.id}`;
  if (records.isPending || (all.length === 0 && !records.error) !== isEmpty) return null;
  if (isEmpty) return <EmptyLine to={to} title={title} />;
  const newest = (current[0] ?? all[0])?.entry;
  return <Line to={to} title={title} text={text} newest={newest ? [newest.title ?? t.health.unnamed, newest.when] : null} />;
}

function MeasureLine({ member, id, isEmpty }: { member: Member; id: MeasureId; isEmpty: boolean }) {
  const { t, format } = useText();
  const { records, latest } = useMeasures(member, id);
  const { title, text } = t.health.measures[id];
  const to = `/m/${member.id}/health/${id}`;
  const newest = latest[0];
  if (records.isPending || (!newest && !records.error) !== isEmpty) return null;
  if (isEmpty) return <EmptyLine to={to} title={title} />;
  const told = newest && `${newest.name ?? t.labs.unnamed}: ${latestText(newest, t, format) ?? t.app.notProvided}`;
  return <Line to={to} title={title} text={text} newest={told ? [told, format.fhirDay(newest.atText)] : null} />;
}

interface LineProps {
  to: string;
  title: string;
  text: string;
  newest: (string | null)[] | null;
}

function Line({ to, title, text, newest }: LineProps) {
  const { t } = useText();
  return (
    <li className="rounded-lg border border-line bg-white px-4 py-3">
      <h2 className="text-lg">
        <Link to={to} className="link -my-2 inline-block py-2 font-bold">
          {title}
        </Link>
      </h2>
      <p className="text-quiet">{text}</p>
      {newest && (
        <p className="mt-2 line-clamp-3">
          <strong>{t.health.newest}: </strong>
          {newest.filter(Boolean).join(" · ")}
        </p>
      )}
    </li>
  );
}

function EmptyLine({ to, title }: { to: string; title: string }) {
  return (
    <li>
      <Link to={to} className="link inline-flex min-h-12 items-center">
        {title}
      </Link>
    </li>
  );
}
