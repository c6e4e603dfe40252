import { useState, type FormEvent } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { ApiProblem } from "../../api/problem";
import type { Chart } from "../../api/queries/account";
import { chartsUploading, useDocument, useFolders, type OwnDocument } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { NotFound } from "../../app/NotFound";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { BackLink } from "../../ui/BackLink";
import { Button, ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { FailedPage } from "../../ui/FailedPage";
import { Field, SelectField } from "../../ui/Field";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { SummaryList } from "../../ui/SummaryList";
import { Loading } from "../../ui/states";
import { useFormErrors, type FormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { DoneNotice } from "../account/DoneNotice";
import { documentPath, documentsPath, folderPath, sharePath } from "./address";
import { explainDocument } from "./explain";
import { WhoHasIt } from "./WhoHasIt";
import { OpenDocument } from "./OpenDocument";
import { useChangeDocument } from "./useChangeDocument";

/** One of one's own documents: open it, see who has it, change or delete it. */
export function DocumentPage({ chart }: { chart: Chart }) {
  const { t } = useText();
  const member = useMember();
  const { document: id = "" } = useParams();
  const { data, error, refetch } = useDocument(chart.id, id);
  if (error) {
    const isGone = error instanceof ApiProblem && error.status === 404;
    return isGone ? <NotFound {...t.documents.gone} back={<BackLink to={documentsPath(member)}>{t.documents.back}</BackLink>} /> : <FailedPage error={error} retry={() => void refetch()} />;
  }
  return data ? <Shown key={id} chart={chart} document={data} /> : <Loading />;
}

function Shown({ chart, document }: { chart: Chart; document: OwnDocument }) {
  const { t, format } = useText();
  const texts = t.documents;
  const member = useMember();
  const navigate = useNavigate();
  const mayWrite = chartsUploading(member).length > 0;
  const errors = useFormErrors();
  const [said, setSaid] = useState<string | null>(null);
  const { run } = useOperation(errors, explainDocument(t));
  const change = useChangeDocument(chart.id);
  const { id, name, state, why, deleted, until } = document;
  const isReady = state === "ready" && !deleted;
  const save = (body: Parameters<typeof change>[1], done: string) => {
    setSaid(null);
    void run("send", async () => {
      await change(id, body);
      // What was not accepted is gone at once.
      if (body === null && state !== "ready") void navigate(folderPath(member, document.folder), { state: { done: "removed" } });
      else setSaid(done);
    });
  };
  const day = (iso: string) => format.shortDay(new Date(iso));
  return (
    <Page title={name} eyebrow={<BackLink to={folderPath(member, document.folder)}>{texts.back}</BackLink>} errors={errors.list} narrow>
      <DoneNotice said={said} words={texts.done} />
      {state === "uploading" && <Notice live>{texts.checking}</Notice>}
      {state === "refused" && (
        <Notice look="warm">
          <p className="font-bold">{texts.states.refused}</p>
          <p>{texts.why[why ?? ""] ?? texts.why.unchecked}</p>
          {document.same_as && (
            <Link to={documentPath(member, document.same_as)} className="link inline-block py-2.5">
              {texts.sameAs}
            </Link>
          )}
        </Notice>
      )}
      {deleted && (
        <Notice look="warm">
          <p>{until && texts.until(day(until))}</p>
          {mayWrite && <Button onPress={() => save({ deleted: false }, texts.done.restored)}>{texts.undo}</Button>}
        </Notice>
      )}
      <div className="grid gap-6">
        {isReady && (
          <div className="flex flex-wrap gap-3">
            <OpenDocument chart={chart.id} document={id} name={name} />
            {mayWrite && <ButtonLink to={sharePath(member, id)}>{texts.share}</ButtonLink>}
          </div>
        )}
        <Card title={texts.about}>
          <SummaryList
            rows={[
              { title: texts.size, value: sizeText(document.size, t, format) },
              { title: texts.uploaded, value: day(document.uploaded) },
            ]}
          />
          <WhoHasIt chart={chart.id} document={document} />
        </Card>
        {isReady && mayWrite && <Changing chart={chart} document={document} errors={errors} save={save} />}
        {!deleted && mayWrite && (
          <div>
            {isReady && <p className="mb-2">{texts.removeText}</p>}
            <Button look="secondary" onPress={() => save(null, texts.done.removed)}>
              {state === "ready" ? texts.remove : texts.dismiss}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

interface ChangingProps {
  chart: Chart;
  document: OwnDocument;
  errors: FormErrors;
  save: (body: { name?: string; folder?: string | null }, done: string) => void;
}

function Changing({ chart, document, errors, save }: ChangingProps) {
  const { t } = useText();
  const texts = t.documents;
  const [name, setName] = useState(document.name);
  const [folder, setFolder] = useState(document.folder ?? "");
  const folders = useFolders(chart.id).data?.folders ?? [];
  const rename = (event: FormEvent) => {
    event.preventDefault();
    save({ name }, texts.done.renamed);
  };
  const move = (event: FormEvent) => {
    event.preventDefault();
    save({ folder: folder || null }, texts.done.moved);
  };
  return (
    <div>
      <form noValidate onSubmit={rename} className="mb-8">
        <Field id="name" label={texts.name} error={errors.of("name")} value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        <Button type="submit" look="secondary">
          {texts.rename}
        </Button>
      </form>
      {folders.length > 0 && (
        <form noValidate onSubmit={move}>
          <SelectField
            id="folder"
            label={texts.folder}
            value={folder}
            onChange={setFolder}
            options={[["", texts.noFolder], ...folders.map(({ id, name: title }): [string, string] => [id, title])]}
          />
          <Button type="submit" look="secondary">
            {texts.move}
          </Button>
        </form>
      )}
    </div>
  );
}
