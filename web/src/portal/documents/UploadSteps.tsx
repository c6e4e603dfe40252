import type { ReactNode } from "react";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { UploadProgress } from "../../ui/FileUpload";
import { isRunning, type OneUpload } from "./uploads";

interface UploadStepsProps {
  upload: OneUpload;
  onCancel: () => void;
  onAgain: () => void;
  onLeaveOut: () => void;
  /** Beneath what became of it. */
  note?: ReactNode;
  /** Further actions, before and after those that every upload has. */
  first?: ReactNode;
  last?: ReactNode;
}

/** One file on its way: how far it is, and what can be done about it. */
export function UploadSteps({ upload, onCancel, onAgain, onLeaveOut, note, first, last }: UploadStepsProps) {
  const { t, format } = useText();
  const texts = t.documents;
  const { name, state, sent, file, document, why } = upload;
  const size = (bytes: number) => sizeText(bytes, t, format) ?? "";
  const isAgain = state === "failed" || state === "cancelled";
  const isOver = isAgain || state === "refused" || state === "chosen";
  const said = <span className="sr-only"> {name}</span>;
  return (
    <>
      <p className="text-lg font-bold wrap-anywhere">{document?.name ?? name}</p>
      {state === "sending" ? (
        <UploadProgress label={texts.said.sending(name)} sent={sent} whole={file.size} told={texts.progress(size(sent), size(file.size), Math.floor((sent / file.size) * 100))} />
      ) : (
        state !== "chosen" && <Badge look={state === "ready" ? "good" : state === "refused" || state === "failed" ? "bad" : "quiet"}>{texts.uploadStates[state]}</Badge>
      )}
      {(state === "refused" || state === "failed" || (state === "chosen" && why)) && <p className="mt-1">{(why && texts.why[why]) ?? (state === "failed" ? texts.broken : texts.why.unchecked)}</p>}
      {note}
      <div className="mt-1 flex flex-wrap gap-x-6">
        {first}
        {isRunning(upload) && (
          <Button look="plain" onPress={onCancel}>
            {texts.cancel}
            {said}
          </Button>
        )}
        {isAgain && (
          <Button look="plain" onPress={onAgain}>
            {texts.again}
            {said}
          </Button>
        )}
        {isOver && (
          <Button look="plain" onPress={onLeaveOut}>
            {state === "chosen" ? texts.leaveOut : texts.dismiss}
            {said}
          </Button>
        )}
        {last}
      </div>
    </>
  );
}
