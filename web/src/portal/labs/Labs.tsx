import { useState } from "react";
import { Link } from "react-router";
import { useMember } from "../../app/MemberRoute";
import { valueText, type LabResult } from "../../fhir/lab";
import type { LabGroup } from "../../fhir/report";
import { useText } from "../../i18n/language";
import { Badge } from "../../ui/Badge";
import { Card } from "../../ui/Card";
import { DataTable, type Column } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { RecordList } from "../RecordList";
import { resultPath } from "./address";
import { FlagBadge, isJudged, RangeCell } from "./labText";
import { useLabs } from "./useLabs";

/** Reports that are shown at once: a long page hides what matters today. */
const STEP = 10;

export default function Labs() {
  const { t } = useText();
  const member = useMember();
  const { groups, list } = useLabs(member);
  const [wanted, setWanted] = useState(STEP);
  const shown = groups.slice(0, wanted);
  const showMore = () => {
    setWanted(wanted + STEP);
    if (groups.length < wanted + STEP && list.hasMore) list.showMore();
  };
  return (
    <Page title={t.labs.title}>
      <p className="mb-6 max-w-3xl">{t.labs.intro}</p>
      <RecordList list={{ ...list, hasMore: list.hasMore || groups.length > wanted, showMore }} count={shown.length} empty={t.labs.none} moreLabel={t.labs.older}>
        <ul role="list" className="grid gap-6">
          {shown.map((group) => (
            <li key={group.key}>
              <ReportCard group={group} memberId={member.id} />
            </li>
          ))}
        </ul>
      </RecordList>
    </Page>
  );
}

function ReportCard({ group, memberId }: { group: LabGroup; memberId: string }) {
  const { t, format } = useText();
  const name = group.name ?? t.labs.untitledReport;
  const date = format.fhirDay(group.atText);
  const title = date ? t.labs.reportOf(name, date) : name;
  const status = t.labs.statuses[group.status];
  const found: Column<LabResult>[] = [
    { title: t.labs.test, cell: (result) => <TestName result={result} memberId={memberId} /> },
    { title: t.labs.result, cell: (result) => valueText(result, t.labs, format) },
  ];
  const judged: Column<LabResult>[] = [
    { title: t.labs.range, cell: (result) => <RangeCell result={result} /> },
    { title: t.labs.status, cell: (result) => <FlagBadge result={result} /> },
  ];
  // Two columns that say "no range" on every line tell less than one sentence.
  const hasJudged = group.results.some((result) => isJudged(result, t.labs));
  return (
    <Card title={title} meta={group.practice}>
      {status && (
        <p className="mb-3">
          <Badge look="quiet">{status}</Badge>
        </p>
      )}
      {group.results.length === 0 ? (
        <p>{t.labs.noSeparate}</p>
      ) : (
        <DataTable label={title} rows={group.results} rowKey={(result) => result.key} columns={hasJudged ? [...found, ...judged] : found} />
      )}
      {group.results.length > 0 && !hasJudged && <p className="mt-3 text-quiet">{t.labs.noRanges}</p>}
      {group.conclusion && (
        <p className="mt-3 whitespace-pre-line">
          <strong>{t.labs.conclusion}: </strong>
          {group.conclusion}
        </p>
      )}
    </Card>
  );
}

function TestName({ result, memberId }: { result: LabResult; memberId: string }) {
  return (
    <>
      <TestLink result={result} memberId={memberId} />
      {result.panel && <span className="block text-quiet">{result.panel}</span>}
    </>
  );
}

export function TestLink({ result, memberId }: { result: LabResult; memberId: string }) {
  const { t } = useText();
  const name = result.name ?? t.labs.unnamed;
  if (!result.id) return <>{name}</>;
  return (
    <Link to={resultPath(`/m/${memberId}/labs`, result.id)} className="link -my-2.5 inline-block py-2.5">
      {name}
    </Link>
  );
}
