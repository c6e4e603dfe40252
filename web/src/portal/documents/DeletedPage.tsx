import { useState } from "react";
import type { Chart } from "../../api/queries/account";
import { chartsUploading, useDocuments } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { DoneNotice } from "../account/DoneNotice";
import { RecordList } from "../RecordList";
import { documentsPath } from "./address";
import { explainDocument } from "./explain";
import { useChangeDocument } from "./useChangeDocument";

/** What was deleted within 30 days, of all folders. */
export function DeletedPage({ chart }: { chart: Chart }) {
  const { t, format } = useText();
  const texts = t.documents;
  const member = useMember();
  const mayWrite = chartsUploading(member).length > 0;
  const errors = useFormErrors();
  const [said, setSaid] = useState<string | null>(null);
  const { documents, list } = useDocuments(chart.id, { deleted: true });
  const { run } = useOperation(errors, explainDocument(t));
  const change = useChangeDocument(chart.id);
  const restore = async (id: string) => {
    setSaid(null);
    await change(id, { deleted: false });
    setSaid(texts.done.restored);
  };
  return (
    <Page title={texts.deletedTitle} eyebrow={<BackLink to={documentsPath(member)}>{texts.back}</BackLink>} errors={errors.list} narrow>
      <DoneNotice said={said} />
      <p className="mb-6">{texts.deletedIntro}</p>
      <RecordList list={list} count={documents.length} empty={texts.deletedNone}>
        <ul role="list">
          {documents.map(({ id, name, until }) => (
            <li key={id} className="border-t border-line py-4 first:border-0">
              <h2 className="text-lg font-bold">{name}</h2>
              {until && <p className="text-quiet">{texts.until(format.shortDay(new Date(until)))}</p>}
              {mayWrite && (
                <Button look="plain" onPress={() => void run("send", () => restore(id))}>
                  <span>
                    {texts.restore}
                    <span className="sr-only"> {name}</span>
                  </span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      </RecordList>
    </Page>
  );
}
