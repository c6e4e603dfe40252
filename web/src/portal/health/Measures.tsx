import { Link } from "react-router";
import type { Member } from "../../api/queries/account";
import { useRecords } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { latestOf, latestText, MEASURES, type MeasureId } from "../../fhir/measure";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Card } from "../../ui/Card";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { resultPath } from "../labs/address";
import { ResultPage } from "../labs/ResultPage";
import { RecordList } from "../RecordList";

export function useMeasures(member: Member, id: MeasureId) {
  const records = useRecords<fhir4.Observation>(member, "records", "Observation", { category: MEASURES[id].join(","), _count: "100" });
  return { records, latest: latestOf(records.items) };
}

/** The latest of each measurement or question; each leads to how it changed. */
export function Measures({ id }: { id: MeasureId }) {
  const { t, format } = useText();
  const member = useMember();
  const { records, latest } = useMeasures(member, id);
  const texts = t.health.measures[id];
  return (
    <Page title={texts.title} eyebrow={<BackLink to={`/m/${member.id}/health`}>{t.health.back}</BackLink>}>
      {latest.length > 0 && <p className="mb-6">{texts.choose}</p>}
      <Card title={texts.newest}>
        <RecordList list={records} count={latest.length} empty={texts.empty} moreLabel={texts.more}>
          <DataTable
            label={texts.title}
            rows={latest}
            rowKey={({ key }) => key}
            columns={[
              {
                title: texts.name,
                cell: (each) => (
                  <Link to={resultPath(`/m/${member.id}/health/${id}`, each.id)} className="link -my-2.5 inline-block py-2.5">
                    {each.name ?? t.labs.unnamed}
                  </Link>
                ),
              },
              { title: texts.value, cell: (each) => <strong className="line-clamp-4">{latestText(each, t, format) ?? t.app.notProvided}</strong> },
              { title: t.labs.date, cell: ({ atText }) => format.fhirDay(atText) },
              { title: t.records.practice, cell: ({ practice }) => practice },
            ]}
          />
        </RecordList>
      </Card>
    </Page>
  );
}

/** One measurement or question over time. */
export function MeasurePage({ id }: { id: MeasureId }) {
  const { t } = useText();
  const { back, name, value } = t.health.measures[id];
  return <ResultPage measured={{ section: "records", category: MEASURES[id].join(","), path: `health/${id}`, back, name, value }} />;
}
