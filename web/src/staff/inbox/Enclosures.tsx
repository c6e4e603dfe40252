import { SpokenUploads } from "../../portal/documents/SpokenUploads";
import { UploadSteps } from "../../portal/documents/UploadSteps";
import { Button } from "../../ui/Button";
import { Fieldset } from "../../ui/Fieldset";
import { ChooseFiles } from "../../ui/FileUpload";
import { useStaffText } from "../text";
import { MOST, type EnclosuresHere } from "./useEnclosures";

export const ATTACHMENTS = "attachments";

/** Files from the device that go with a message. An error leads to the button. */
export function Enclosures({ files, error }: { files: EnclosuresHere; error?: string }) {
  const { t, s } = useStaffText();
  const texts = s.inbox.attach;
  const { uploads } = files;
  const remove = (id: string) => {
    files.remove(id);
    // Its button goes with it.
    document.getElementById(ATTACHMENTS)?.focus();
  };
  return (
    <Fieldset id="attached" legend={texts.title} hint={texts.hint(MOST)} error={error}>
      <SpokenUploads uploads={uploads} />
      <ul role="list" className="empty:hidden">
        {uploads.map((each) => (
          <li key={each.id} className="border-b border-line py-4">
            <UploadSteps
              upload={each}
              onCancel={() => files.cancel(each.id)}
              onAgain={() => files.again(each)}
              onLeaveOut={() => remove(each.id)}
              last={
                each.state === "ready" && (
                  <Button look="plain" onPress={() => remove(each.id)}>
                    {t.attach.remove}
                    <span className="sr-only"> {each.name}</span>
                  </Button>
                )
              }
            />
          </li>
        ))}
      </ul>
      <div className="mt-2 -mb-6">
        <ChooseFiles id={ATTACHMENTS} label={texts.choose} limits={t.documents.limits} onChoose={files.choose} />
      </div>
      <p role="status" className="mt-4 text-quiet empty:hidden">
        {uploads.length >= MOST && texts.full(MOST)}
      </p>
    </Fieldset>
  );
}
