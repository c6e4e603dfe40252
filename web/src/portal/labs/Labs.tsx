import { Link } from "react-router";
import { useMember } from "../../app/MemberRoute";
import type { LabResult } from "../../fhir/lab";
import type { LabGroup } from "../../fhir/report";
import { useText } from "../../i18n/language";
import { Badge } from "../../ui/Badge";
import { Card } from "../../ui/Card";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { RecordList } from "../RecordList";
import { resultPath } from "./address";
import { FlagBadge, RangeCell, valueText } from "./labText";
import { useLabs } from "./useLabs";

export default function Labs() {
  const { t } = useText();
  const member = useMember();
  const { groups, list } = useLabs(member);
  return (
    <Page title={t.labs.title}>
      <p className="mb-6 max-w-3xl">{t.labs.intro}</p>
      <RecordList list={list} count={groups.length} empty={t.labs.none}>
        <ul role="list" className="grid gap-6">
          {groups.map((group) => (
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
  const date = format.fhirDay(group.atText) ?? t.app.notProvided;
  const title = t.labs.reportOf(group.name ?? t.labs.untitledReport, date);
  const status = t.labs.statuses[group.status];
  return (
    <Card title={title} meta={group.practice}>
      {status && <Badge look="quiet">{status}</Badge>}
      {group.results.length === 0 ? (
        <p>{t.labs.noSeparate}</p>
      ) : (
        <DataTable
          label={title}
          rows={group.results}
          rowKey={(result) => result.key}
          columns={[
            { title: t.labs.test, cell: (result) => <TestLink result={result} memberId={memberId} /> },
            { title: t.labs.result, cell: (result) => valueText(result, format) },
            { title: t.labs.range, cell: (result) => <RangeCell result={result} /> },
            { title: t.labs.status, cell: (result) => <FlagBadge result={result} /> },
          ]}
        />
      )}
      {group.conclusion && (
        <p className="mt-3 whitespace-pre-line">
          <strong>{t.labs.conclusion}: </strong>
          {group.conclusion}
        </p>
      )}
    </Card>
  );
}

export function TestLink({ result, memberId }: { result: LabResult; memberId: string }) {
  const { t } = useText();
  const name = result.name ?? t.labs.unnamed;
  if (!result.id) return <>{name}</>;
  return (
    <Link to={resultPath(memberId, result.id)} className="link -my-2.5 inline-block py-2.5">
      {name}
    </Link>
  );
}
