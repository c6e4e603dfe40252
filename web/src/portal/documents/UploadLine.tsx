import { Link } from "react-router";
import { useMember } from "../../app/MemberRoute";
import { useText } from "../../i18n/language";
import { Button, ButtonLink } from "../../ui/Button";
import { documentPath, sharePath } from "./address";
import type { OneUpload } from "./uploads";
import { UploadSteps } from "./UploadSteps";

interface UploadLineProps {
  upload: OneUpload;
  onCancel: () => void;
  onAgain: () => void;
  onLeaveOut: () => void;
  /** Takes the document that is the same file, where that is all that is wanted. */
  onUseSame?: (document: string) => void;
}

/** One file on its way to one's documents, with the ways to it, or to the one that is the same. */
export function UploadLine({ onUseSame, ...steps }: UploadLineProps) {
  const { t } = useText();
  const texts = t.documents;
  const member = useMember();
  const { name, state, document } = steps.upload;
  const same = document?.same_as;
  const said = <span className="sr-only"> {name}</span>;
  return (
    <UploadSteps
      {...steps}
      note={
        same &&
        !onUseSame && (
          <Link to={documentPath(member, same)} className="link inline-block py-2.5">
            {texts.sameAs}
          </Link>
        )
      }
      first={
        same &&
        onUseSame && (
          <Button look="plain" onPress={() => onUseSame(same)}>
            {t.attach.useSame}
            {said}
          </Button>
        )
      }
      last={
        state === "ready" &&
        document && (
          <>
            <ButtonLink look="plain" to={documentPath(member, document.id)}>
              {texts.open}
              {said}
            </ButtonLink>
            <ButtonLink look="plain" to={sharePath(member, document.id)}>
              {texts.share}
              {said}
            </ButtonLink>
          </>
        )
      }
    />
  );
}
