import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problemText";
import { Notice } from "../../ui/Notice";
import type { DraftState } from "./draft";

export interface StatusTexts {
  lost: string;
  refused: string;
  saved: (time: string) => string;
  savesItself: string;
  saving: string;
  waiting: string;
}

/** Whether what is typed is safe: drawn at every step, spoken when it was saved and when it cannot be. */
export function DraftStatus({ draft: { saving, saved, problem }, texts }: { draft: DraftState; texts: StatusTexts }) {
  const { t, format } = useText();
  const isSaved = saving === "saved";
  return (
    <div className="mb-6">
      <div role="status">
        {saving === "lost" && <Notice look="warm">{texts.lost}</Notice>}
        {saving === "refused" && <Notice look="warm">{problem?.status === 422 ? texts.refused : `${texts.refused} ${problemText(problem, t)}`}</Notice>}
        {isSaved && <p className="text-quiet">{saved ? texts.saved(format.time(saved)) : texts.savesItself}</p>}
      </div>
      {(saving === "waiting" || saving === "saving" || saving === "changed") && <p className="text-quiet">{saving === "saving" ? texts.saving : texts.waiting}</p>}
    </div>
  );
}
