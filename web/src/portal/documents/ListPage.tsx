import { Link, useSearchParams } from "react-router";
import type { Chart } from "../../api/queries/account";
import { chartsUploading, useFolders, type OwnDocument } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { DOCUMENTS } from "../../fhir/entries/reports";
import { nameOf } from "../../i18n/format";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { Badge } from "../../ui/Badge";
import { ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { DoneNotice } from "../account/DoneNotice";
import { EntryList } from "../health/EntryList";
import { useEntries, type AnyKind } from "../health/useEntries";
import { RecordList } from "../RecordList";
import { documentPath, documentsPath } from "./address";
import { InFolder } from "./InFolder";

/** One's own documents by folder, and those of the practices beside them (G1, G4). */
export function ListPage({ chart }: { chart: Chart }) {
  const { t } = useText();
  const texts = t.documents;
  const member = useMember();
  const mayWrite = chartsUploading(member).length > 0;
  const isSelf = member.relationship === "self";
  const path = documentsPath(member);
  const [address, setAddress] = useSearchParams();
  const folder = address.get("folder") ?? "";
  return (
    <Page title={texts.title} aside={mayWrite && <ButtonLink to={`${path}/upload${folder && `?folder=${folder}`}`}>{texts.upload}</ButtonLink>}>
      <DoneNotice words={texts.done} />
      {mayWrite ? <p className="mb-6 max-w-3xl">{isSelf ? texts.intro : texts.introOf(nameOf(member))}</p> : <Notice>{texts.mayNot(nameOf(member))}</Notice>}
      <div className="grid gap-6">
        <Card title={texts.own}>
          <OwnDocuments chart={chart} folder={folder} onFolder={(id) => setAddress(id ? { folder: id } : {})} />
          <p className="mt-4 flex flex-wrap gap-x-6">
            {mayWrite && (
              <Link to={`${path}/folders`} className="link py-2.5">
                {texts.folders}
              </Link>
            )}
            <Link to={`${path}/deleted`} className="link py-2.5">
              {texts.toDeleted}
            </Link>
          </p>
        </Card>
        <FromPractice />
      </div>
    </Page>
  );
}

function OwnDocuments({ chart, folder, onFolder }: { chart: Chart; folder: string; onFolder: (id: string) => void }) {
  const { t, format } = useText();
  const texts = t.documents;
  const { data } = useFolders(chart.id);
  const size = (bytes: number) => sizeText(bytes, t, format) ?? "";
  return (
    <>
      <InFolder chart={chart.id} id="folder" folder={folder} onFolder={onFolder} empty={texts.none}>
        {(documents) => (
          <ul role="list">
            {documents.map((each) => (
              <li key={each.id} className="border-t border-line py-4 first:border-0 first:pt-0">
                <DocumentLine document={each} />
              </li>
            ))}
          </ul>
        )}
      </InFolder>
      {data && <p className="mt-4 text-quiet">{texts.storage(size(data.storage.used), size(data.storage.limit))}</p>}
    </>
  );
}

function DocumentLine({ document }: { document: OwnDocument }) {
  const { t, format } = useText();
  const texts = t.documents;
  const member = useMember();
  const { id, name, size, state, why, uploaded, given } = document;
  const shared = [...new Set(given.map(({ to }) => texts.teams[to] ?? to))];
  return (
    <>
      <Link to={documentPath(member, id)} className="link inline-block py-1.5 text-lg">
        {name}
      </Link>
      <p className="text-quiet">
        {[texts.uploadedOn(format.shortDay(new Date(uploaded))), sizeText(size, t, format)].filter(Boolean).join(" · ")}
      </p>
      {shared.length > 0 && <p>{texts.sharedWith(format.list(shared))}</p>}
      {state !== "ready" && <Badge look={state === "refused" ? "bad" : "quiet"}>{texts.states[state]}</Badge>}
      {state === "refused" && <p className="mt-1">{texts.why[why ?? ""] ?? texts.why.unchecked}</p>}
    </>
  );
}

/** The documents that practices keep in the record, each marked with its practice. */
function FromPractice() {
  const { t } = useText();
  const { records, all } = useEntries(useMember(), DOCUMENTS as unknown as AnyKind);
  return (
    <section aria-labelledby="from-practice">
      <h2 id="from-practice" className="mb-3 text-2xl font-bold">
        {t.documents.fromPractice}
      </h2>
      <RecordList list={records} count={all.length} empty={t.documents.fromPracticeNone}>
        <EntryList items={all} level={3} />
      </RecordList>
    </section>
  );
}
