import { Link } from "react-router";
import type { Member } from "../../api/queries/account";
import { useRecords } from "../../api/queries/records";
import { useMember } from "../../app/MemberRoute";
import { latestVitals, vitalText } from "../../fhir/vital";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Card } from "../../ui/Card";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { resultPath } from "../labs/address";
import { ResultPage } from "../labs/ResultPage";
import { RecordList } from "../RecordList";

export function useVitals(member: Member) {
  const records = useRecords<fhir4.Observation>(member, "records", "Observation", { category: "vital-signs", _count: "100" });
  return { records, vitals: latestVitals(records.items) };
}

/** The latest of each measurement; each leads to how it changed. */
export function Vitals() {
  const { t, format } = useText();
  const member = useMember();
  const { records, vitals } = useVitals(member);
  const texts = t.health.vitals;
  return (
    <Page title={texts.title} eyebrow={<BackLink to={`/m/${member.id}/health`}>{t.health.back}</BackLink>}>
      {vitals.length > 0 && <p className="mb-6">{texts.choose}</p>}
      <Card title={texts.latest}>
        <RecordList list={records} count={vitals.length} empty={texts.empty} moreLabel={texts.more}>
          <DataTable
            label={texts.title}
            rows={vitals}
            rowKey={(vital) => vital.key}
            columns={[
              {
                title: texts.measurement,
                cell: ({ id, name }) => (
                  <Link to={resultPath(`/m/${member.id}/health/vitals`, id)} className="link -my-2.5 inline-block py-2.5">
                    {name ?? t.labs.unnamed}
                  </Link>
                ),
              },
              { title: texts.latest, cell: (vital) => <strong>{vitalText(vital, t.labs, format) ?? t.app.notProvided}</strong> },
              { title: t.labs.date, cell: ({ atText }) => format.fhirDay(atText) },
              { title: t.records.practice, cell: ({ practice }) => practice },
            ]}
          />
        </RecordList>
      </Card>
    </Page>
  );
}

/** One measurement over time. */
export function VitalPage() {
  const { t } = useText();
  return <ResultPage measured={{ section: "records", category: "vital-signs", path: "health/vitals", back: t.health.vitals.back }} />;
}
