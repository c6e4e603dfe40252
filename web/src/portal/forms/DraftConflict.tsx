import { useState } from "react";
import { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Draft } from "./draft";

interface DraftConflictProps {
  draft: Draft;
  isOpen: boolean;
  /** Meanwhile it was sent or withdrawn. */
  onOver: (state: "submitted" | "withdrawn") => void;
}

/** Other answers were saved meanwhile, on another device or by somebody else who may: one of the two goes on. */
export function DraftConflict({ draft, isOpen, onOver }: DraftConflictProps) {
  const { t } = useText();
  const [failed, setFailed] = useState<unknown>(null);
  const choose = (work: () => Promise<void>) => {
    setFailed(null);
    work().catch((error: unknown) => {
      const slug = error instanceof ApiProblem ? error.slug : "";
      if (slug === "already-submitted") onOver("submitted");
      else if (slug === "withdrawn") onOver("withdrawn");
      else setFailed(error);
    });
  };
  return (
    <Dialog title={t.forms.changedTitle} describedBy="draft-changed" isOpen={isOpen} onClose={() => undefined}>
      <p id="draft-changed">{t.forms.changedText}</p>
      <p role="status" className="mt-2 font-bold text-bad">
        {failed !== null && problemText(failed, t)}
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- one of two answers, in a dialog that takes the focus anyway */}
        <Button autoFocus onPress={() => choose(() => draft.takeNewer())}>
          {t.forms.takeNewer}
        </Button>
        <Button look="secondary" onPress={() => choose(() => draft.keepOwn())}>
          {t.forms.keepOwn}
        </Button>
      </div>
    </Dialog>
  );
}
