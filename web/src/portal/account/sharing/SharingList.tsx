import { useState } from "react";
import { Link } from "react-router";
import { answer, api } from "../../../api/client";
import { useMembers, useTellChange } from "../../../api/queries/account";
import { useAccess, type Shared } from "../../../api/queries/family";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { Card } from "../../../ui/Card";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { Page } from "../../../ui/Page";
import { Empty, Failed, Loading } from "../../../ui/states";
import { useFormErrors } from "../../../ui/useFormErrors";
import { useOperation } from "../../../ui/useOperation";
import { DoneNotice } from "../DoneNotice";
import { ownRecords, type OwnRecord } from "./records";
import { SharedEntry } from "./SharedEntry";

/** Everybody who can see the account's own records, record by record. */
export function SharingList() {
  const { t } = useText();
  const texts = t.sharing;
  const members = useMembers();
  const tellChange = useTellChange();
  const [leaving, setLeaving] = useState<{ chart: string; shared: Shared } | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const errors = useFormErrors();
  const { run } = useOperation(errors);
  const records = ownRecords(members.data ?? []);

  const end = async (chart: string, { id, name }: Shared) => {
    setSaid(null);
    await answer(api.DELETE("/api/charts/{chart}/access/{id}", { params: { path: { chart, id } } }));
    await tellChange("access");
    setSaid(texts.ended(name));
  };

  return (
    <Page title={texts.title} errors={errors.list}>
      <DoneNotice said={said} words={texts.done} />
      <p className="mb-2 max-w-3xl">{texts.intro}</p>
      <p className="mb-2 max-w-3xl">{texts.always}</p>
      <p className="mb-4">
        <Link to="/account/audit-logs" className="link inline-flex min-h-12 items-center">
          {texts.log}
        </Link>
      </p>
      {members.isPending && <Loading />}
      {members.error && <Failed error={members.error} retry={() => void members.refetch()} />}
      {members.data && records.length === 0 && <Empty>{texts.noRecord}</Empty>}
      <div className="grid gap-6">
        {records.map((record) => (
          <RecordCard key={record.chart.id} record={record} onEnd={(shared) => setLeaving({ chart: record.chart.id, shared })} />
        ))}
      </div>
      <ConfirmDialog
        title={texts.endTitle(leaving?.shared.name ?? "")}
        text={texts.endText(leaving?.shared.name ?? "")}
        action={texts.end}
        isOpen={leaving !== null}
        onConfirm={() => leaving && void run("send", () => end(leaving.chart, leaving.shared))}
        onClose={() => setLeaving(null)}
      />
    </Page>
  );
}

function RecordCard({ record: { member, chart }, onEnd }: { record: OwnRecord; onEnd: (shared: Shared) => void }) {
  const { t } = useText();
  const texts = t.sharing;
  const access = useAccess(chart.id);
  return (
    <Card title={texts.recordOf(nameOf(member), chart.practice.name)}>
      {access.isPending && <Loading />}
      {access.error && <Failed error={access.error} retry={() => void access.refetch()} />}
      {access.data?.length === 0 && (
        <>
          <Empty>{texts.none}</Empty>
          <p>{texts.noneHow(chart.practice.name)}</p>
        </>
      )}
      <ul role="list">
        {access.data?.map((shared) => (
          <li key={shared.id} className="border-b border-line py-4 first:pt-0 last:border-0 last:pb-0">
            <SharedEntry shared={shared} chart={chart.id} onEnd={() => onEnd(shared)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
