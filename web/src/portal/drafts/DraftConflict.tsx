import { useState } from "react";
import { ApiProblem } from "../../api/problem";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Draft } from "./draft";

export interface ConflictTexts {
  changedTitle: string;
  changedText: string;
  takeNewer: string;
  keepOwn: string;
}

interface DraftConflictProps<T> {
  draft: Draft<T>;
  texts: ConflictTexts;
  isOpen: boolean;
  /** Says whether this refusal means that there is nothing left to choose. */
  isOver?: (slug: string) => boolean;
}

/** Something else was saved meanwhile, on another device or by somebody else who may: one of the two goes on. */
export function DraftConflict<T>({ draft, texts, isOpen, isOver }: DraftConflictProps<T>) {
  const { t } = useText();
  const [failed, setFailed] = useState<unknown>(null);
  const choose = (work: () => Promise<void>) => {
    setFailed(null);
    work().catch((error: unknown) => {
      if (!isOver?.(error instanceof ApiProblem ? error.slug : "")) setFailed(error);
    });
  };
  return (
    <Dialog title={texts.changedTitle} describedBy="draft-changed" isOpen={isOpen} onClose={() => undefined}>
      <p id="draft-changed">{texts.changedText}</p>
      <p role="status" className="mt-2 font-bold text-bad">
        {failed !== null && problemText(failed, t)}
      </p>
      <div className="mt-5 flex flex-wrap gap-3">
        {/* eslint-disable-next-line jsx-a11y/no-autofocus -- one of two answers, in a dialog that takes the focus anyway */}
        <Button autoFocus onPress={() => choose(() => draft.takeNewer())}>
          {texts.takeNewer}
        </Button>
        <Button look="secondary" onPress={() => choose(() => draft.keepOwn())}>
          {texts.keepOwn}
        </Button>
      </div>
    </Dialog>
  );
}
