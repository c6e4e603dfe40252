import type { Member } from "../../api/queries/account";
import { useMember } from "../../app/MemberRoute";
import { doseText, type PrescriptionView } from "../../fhir/prescription";
import { useText } from "../../i18n/language";
import { Badge } from "../../ui/Badge";
import { Card } from "../../ui/Card";
import { DataTable } from "../../ui/DataTable";
import { Page } from "../../ui/Page";
import { Tabs } from "../../ui/Tabs";
import { RecordList } from "../RecordList";
import { useCurrentPrescriptions, useEarlierPrescriptions, type ListedPrescription } from "./usePrescriptions";

export default function Prescriptions() {
  const { t } = useText();
  const member = useMember();
  return (
    <Page title={t.prescriptions.title}>
      <Tabs
        label={t.prescriptions.title}
        tabs={[
          { id: "current", title: t.prescriptions.current, content: <Current member={member} /> },
          { id: "earlier", title: t.prescriptions.earlier, content: <Earlier member={member} /> },
        ]}
      />
    </Page>
  );
}

function Current({ member }: { member: Member }) {
  const { t } = useText();
  const { records, items } = useCurrentPrescriptions(member);
  return (
    <Card title={t.prescriptions.current}>
      <RecordList list={records} count={items.length} empty={t.prescriptions.noCurrent}>
        <PrescriptionTable label={t.prescriptions.current} items={items} />
      </RecordList>
    </Card>
  );
}

function Earlier({ member }: { member: Member }) {
  const { t } = useText();
  const { records, items } = useEarlierPrescriptions(member);
  return (
    <Card title={t.prescriptions.earlier}>
      <RecordList list={records} count={items.length} empty={t.prescriptions.noEarlier}>
        <PrescriptionTable label={t.prescriptions.earlier} items={items} />
      </RecordList>
    </Card>
  );
}

function PrescriptionTable({ label, items }: { label: string; items: ListedPrescription[] }) {
  const { t, format } = useText();
  const texts = t.prescriptions;
  const look = (view: PrescriptionView) => (view.doNotTake ? "bad" : view.status === "active" ? "good" : "quiet");
  return (
    <DataTable
      label={label}
      rows={items}
      rowKey={({ view }) => view.id}
      columns={[
        {
          title: texts.medicine,
          cell: ({ view, chart }) => {
            const date = format.fhirDay(view.authored);
            return (
              <>
                <strong>{view.medicine ?? texts.unnamed}</strong>
                {date && <span className="block text-quiet">{texts.started(date)}</span>}
                <span className="block text-quiet">{chart.practice.name}</span>
              </>
            );
          },
        },
        {
          title: texts.dose,
          cell: ({ view }) => (
            <>
              {doseText(view.dosage, texts, format) ?? t.app.notProvided}
              {view.notes.map((note) => (
                <span key={note} className="block text-quiet">
                  {note}
                </span>
              ))}
            </>
          ),
        },
        { title: texts.prescriber, cell: ({ view }) => view.prescriber },
        {
          title: texts.refills,
          cell: ({ view }) => {
            const until = format.fhirDay(view.validUntil);
            const refills = view.refills === null ? t.app.notProvided : view.refills === 0 ? texts.noRefills : texts.refillCount(view.refills);
            return (
              <>
                {refills}
                {until && <span className="block text-quiet">{texts.validUntil(until)}</span>}
              </>
            );
          },
        },
        {
          title: texts.status,
          cell: ({ view }) => <Badge look={look(view)}>{view.doNotTake ? texts.doNotTake : (texts.statuses[view.status] ?? view.status)}</Badge>,
        },
      ]}
    />
  );
}
