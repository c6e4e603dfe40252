import type { Member } from "../../../api/queries/account";
import { useCorrections, type Correction } from "../../../api/queries/family";
import { nameOf } from "../../../i18n/format";
import { useText } from "../../../i18n/language";
import { Badge, type BadgeLook } from "../../../ui/Badge";
import { ButtonLink } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { DataTable } from "../../../ui/DataTable";
import { Page } from "../../../ui/Page";
import { Empty, Failed, Loading } from "../../../ui/states";
import { DoneNotice } from "../DoneNotice";
import { mayCorrect } from "./corrections";
import { FAMILY } from "./Family";

const LOOKS: Record<Correction["state"], BadgeLook> = { open: "quiet", accepted: "good", declined: "bad" };

/** What was asked of practices about one person, and what they decided (B8). */
export function Corrections({ member }: { member: Member }) {
  const { t } = useText();
  const texts = t.corrections;
  const corrections = useCorrections(member.id);
  const mayAsk = mayCorrect(member).length > 0;
  return (
    <Page title={texts.title(nameOf(member))} eyebrow={t.account.tabs.family}>
      <DoneNotice words={t.family.done} />
      <p className="mb-6 max-w-3xl">{mayAsk ? texts.intro : texts.readOnly}</p>
      <div className="mb-6 flex flex-wrap gap-3">
        {mayAsk && <ButtonLink to={`${FAMILY}/${member.id}/corrections/new`}>{texts.ask}</ButtonLink>}
        <ButtonLink to={FAMILY} look="secondary">
          {t.family.back}
        </ButtonLink>
      </div>
      <Card title={texts.list}>
        {corrections.isPending && <Loading />}
        {corrections.error && <Failed error={corrections.error} retry={() => void corrections.refetch()} />}
        {corrections.data?.length === 0 && <Empty>{texts.none}</Empty>}
        {corrections.data && corrections.data.length > 0 && <CorrectionTable corrections={corrections.data} />}
      </Card>
    </Page>
  );
}

function CorrectionTable({ corrections }: { corrections: Correction[] }) {
  const { t, format } = useText();
  const texts = t.corrections;
  const day = (iso: string) => format.shortDay(new Date(iso));
  return (
    <DataTable
      label={texts.list}
      rows={corrections}
      rowKey={({ id }) => id}
      columns={[
        {
          title: texts.what,
          cell: ({ field, wanted, note }) => (
            <>
              <strong>{texts.fields[field]}: </strong>
              <span className="whitespace-pre-line">{field === "birth_date" ? (format.fhirDay(wanted) ?? wanted) : wanted}</span>
              {note && <span className="block whitespace-pre-line text-quiet">{note}</span>}
            </>
          ),
        },
        { title: texts.where, cell: ({ practice }) => practice },
        { title: texts.sent, cell: ({ sent }) => day(sent) },
        {
          title: texts.state,
          cell: ({ state, decided }) => (
            <>
              <Badge look={LOOKS[state]}>{texts.states[state]}</Badge>
              {decided && <span className="block text-quiet">{texts.decided(day(decided))}</span>}
            </>
          ),
        },
        { title: texts.reason, cell: ({ reason }) => reason && <span className="whitespace-pre-line">{reason}</span> },
      ]}
    />
  );
}
