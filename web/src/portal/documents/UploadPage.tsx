import { useEffect, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { Chart } from "../../api/queries/account";
import { useFolders } from "../../api/queries/documents";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { BackLink } from "../../ui/BackLink";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Field, SelectField } from "../../ui/Field";
import { ChooseFiles } from "../../ui/FileUpload";
import { Page } from "../../ui/Page";
import { useFormErrors } from "../../ui/useFormErrors";
import { folderPath, sharePath } from "./address";
import { SpokenUploads } from "./SpokenUploads";
import { UploadLine } from "./UploadLine";
import type { OneUpload } from "./uploads";
import { useUploads } from "./useUploads";

/** Uploads files, one after the other; "Upload & Share" goes on to sharing where it was one (G1, G2). */
export function UploadPage({ chart }: { chart: Chart }) {
  const { t, format } = useText();
  const texts = t.documents;
  const member = useMember();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const [folder, setFolder] = useState(address.get("folder") ?? "");
  const folders = useFolders(chart.id).data?.folders ?? [];
  const errors = useFormErrors();
  const { uploads, choose, rename, leaveOut, send, cancel } = useUploads(chart.id);
  const chosen = uploads.filter(({ state }) => state === "chosen");
  const begun = uploads.filter(({ state }) => state !== "chosen");
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const upload = async (these: OneUpload[], thenShare: boolean) => {
    const nameless = these.filter(({ name }) => !name.trim()).map(({ id }) => ({ id: `name-${id}`, message: texts.why.missing ?? "" }));
    if (!errors.show(these.length === 0 ? [{ id: "files", message: texts.noFiles }] : nameless)) return;
    const [only, ...others] = await send(these, folder || null);
    if (thenShare && only && others.length === 0 && mounted.current) void navigate(sharePath(member, only.id));
  };

  return (
    <Page title={texts.uploadTitle} eyebrow={<BackLink to={folderPath(member, folder)}>{texts.back}</BackLink>} errors={errors.list} narrow>
      <ChooseFiles id="files" label={texts.choose} limits={texts.limits} error={errors.of("files")} onChoose={(files) => errors.show([]) && choose(files)} />
      {chosen.length > 0 && <h2 className="mb-3 text-xl font-bold">{texts.chosen}</h2>}
      {chosen.map(({ id, file, name, why }) => (
        <div key={id} className="mb-2 border-t border-line pt-3 first:border-0">
          <Field
            id={`name-${id}`}
            label={texts.nameOf(file.name)}
            hint={sizeText(file.size, t, format)}
            error={errors.of(`name-${id}`) ?? (why ? texts.why[why] : undefined)}
            value={name}
            onChange={(event) => rename(id, event.target.value)}
            autoComplete="off"
          />
          <Button
            look="plain"
            onPress={() => {
              leaveOut(id);
              // Its button goes with it.
              document.getElementById("files")?.focus();
            }}
          >
            {texts.leaveOut}
            <span className="sr-only"> {name}</span>
          </Button>
        </div>
      ))}
      {folders.length > 0 && (
        <SelectField
          id="folder"
          label={texts.folder}
          value={folder}
          onChange={setFolder}
          options={[["", texts.noFolder], ...folders.map(({ id, name }): [string, string] => [id, name])]}
        />
      )}
      <p className="mb-4 max-w-2xl">{texts.uploadPrivate}</p>
      <div className="mb-8 flex flex-wrap gap-3">
        <Button onPress={() => void upload(chosen, false)}>{texts.upload}</Button>
        <Button look="secondary" onPress={() => void upload(chosen, true)}>
          {texts.uploadAndShare}
        </Button>
      </div>
      <SpokenUploads uploads={begun} />
      {begun.length > 0 && (
        <Card title={texts.chosen}>
          <ul role="list">
            {begun.map((each) => (
              <li key={each.id} className="border-t border-line py-4 first:border-0 first:pt-0">
                <UploadLine
                  upload={each}
                  onCancel={() => cancel(each.id)}
                  onAgain={() => void upload([each], false)}
                  onLeaveOut={() => leaveOut(each.id)}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
