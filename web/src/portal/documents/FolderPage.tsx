import { useState, type FormEvent } from "react";
import { answer, api } from "../../api/client";
import type { ApiProblem } from "../../api/problem";
import { useTellChange, type Chart } from "../../api/queries/account";
import { useFolders, type Folder } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { BackLink } from "../../ui/BackLink";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Empty, Failed, Loading } from "../../ui/states";
import { useAttempt } from "../../ui/useAttempt";
import { useFormErrors } from "../../ui/useFormErrors";
import { useOperation } from "../../ui/useOperation";
import { DoneNotice } from "../account/DoneNotice";
import { documentsPath } from "./address";

/** The folders: another one, other names, away with those that are empty. */
export function FolderPage({ chart }: { chart: Chart }) {
  const { t } = useText();
  const texts = t.documents;
  const member = useMember();
  const folders = useFolders(chart.id);
  const tellChange = useTellChange();
  const attempt = useAttempt();
  const errors = useFormErrors();
  const [name, setName] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const [asked, setAsked] = useState("new-folder");
  const explain = (problem: ApiProblem) => {
    if (problem.slug === "folder-not-empty") return [{ message: texts.notEmpty }];
    if (problem.slug === "too-many-folders") return [{ message: texts.tooManyFolders }];
    const words = texts.why[problem.fields[0]?.code ?? ""];
    return words ? [{ id: asked, message: words }] : null;
  };
  const { run } = useOperation(errors, explain);
  const save = (id: string, work: () => Promise<unknown>, done: string) => {
    setAsked(id);
    setSaid(null);
    void run("send", async () => {
      await work();
      await tellChange("documents");
      setSaid(done);
    });
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const body = { name };
    const sent = async () => {
      await answer(api.POST("/api/charts/{chart}/folders", { params: { path: { chart: chart.id } }, headers: attempt.headers(body), body }));
      attempt.done();
      setName("");
    };
    save("new-folder", sent, texts.done.folderAdded);
  };
  const path = (folder: Folder) => ({ params: { path: { chart: chart.id, folder: folder.id } } });
  const rename = (folder: Folder, next: string) =>
    save(`folder-${folder.id}`, () => answer(api.PATCH("/api/charts/{chart}/folders/{folder}", { ...path(folder), body: { name: next } })), texts.done.folderRenamed);
  const remove = (folder: Folder) =>
    save("new-folder", () => answer(api.DELETE("/api/charts/{chart}/folders/{folder}", path(folder))), texts.done.folderRemoved);
  return (
    <Page title={texts.foldersTitle} eyebrow={<BackLink to={documentsPath(member)}>{texts.back}</BackLink>} errors={errors.list} narrow>
      <DoneNotice said={said} />
      <form noValidate onSubmit={add}>
        <Field id="new-folder" label={texts.newFolder} error={errors.of("new-folder")} value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
        <Button type="submit">{texts.addFolder}</Button>
      </form>
      <div className="mt-8 grid gap-4">
        {folders.isPending && <Loading />}
        {folders.error && <Failed error={folders.error} retry={() => void folders.refetch()} />}
        {folders.data?.folders.length === 0 && <Empty>{texts.foldersNone}</Empty>}
        {folders.data?.folders.map((folder) => (
          <OneFolder
            key={folder.id}
            folder={folder}
            error={errors.of(`folder-${folder.id}`)}
            onRename={(next) => rename(folder, next)}
            onRemove={() => (folder.documents > 0 ? errors.show([{ message: texts.notEmpty }]) : remove(folder))}
          />
        ))}
      </div>
    </Page>
  );
}

function OneFolder({ folder, error, onRename, onRemove }: { folder: Folder; error?: string; onRename: (name: string) => void; onRemove: () => void }) {
  const { t } = useText();
  const texts = t.documents;
  const [name, setName] = useState(folder.name);
  const said = <span className="sr-only"> {folder.name}</span>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRename(name);
  };
  return (
    <Card title={folder.name} meta={texts.count(folder.documents)}>
      <form noValidate onSubmit={submit}>
        <Field
          id={`folder-${folder.id}`}
          label={
            <>
              {texts.folderName}
              {said}
            </>
          }
          error={error}
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoComplete="off"
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" look="secondary">
            <span>
              {texts.rename}
              {said}
            </span>
          </Button>
          <Button look="plain" onPress={onRemove}>
            <span>
              {texts.removeFolder}
              {said}
            </span>
          </Button>
        </div>
      </form>
    </Card>
  );
}
