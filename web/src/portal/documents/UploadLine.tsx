import { Link } from "react-router";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { Badge } from "../../ui/Badge";
import { Button, ButtonLink } from "../../ui/Button";
import { UploadProgress } from "../../ui/FileUpload";
import { documentPath, sharePath } from "./address";
import { isRunning, type OneUpload } from "./uploads";

interface UploadLineProps {
  upload: OneUpload;
  onCancel: () => void;
  onAgain: () => void;
  onLeaveOut: () => void;
  /** Takes the document that is the same file, where that is all that is wanted. */
  onUseSame?: (document: string) => void;
}

/** One file on its way: how far it is, and what can be done about it. */
export function UploadLine({ upload, onCancel, onAgain, onLeaveOut, onUseSame }: UploadLineProps) {
  const { t, format } = useText();
  const texts = t.documents;
  const member = useMember();
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
      {document?.same_as && !onUseSame && (
        <Link to={documentPath(member, document.same_as)} className="link inline-block py-2.5">
          {texts.sameAs}
        </Link>
      )}
      <div className="mt-1 flex flex-wrap gap-x-6">
        {document?.same_as && onUseSame && (
          <Button look="plain" onPress={() => document.same_as && onUseSame(document.same_as)}>
            {t.attach.useSame}
            {said}
          </Button>
        )}
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
        {state === "ready" && document && (
          <ButtonLink look="plain" to={documentPath(member, document.id)}>
            {texts.open}
            {said}
          </ButtonLink>
        )}
        {state === "ready" && document && (
          <ButtonLink look="plain" to={sharePath(member, document.id)}>
            {texts.share}
            {said}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
