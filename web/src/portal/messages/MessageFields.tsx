import type { Chart } from "../../api/queries/account";
import { useText } from "../../i18n/language";
import { TextAreaField } from "../../ui/Field";
import type { FormErrors } from "../../ui/useFormErrors";
import { AttachDocuments } from "../documents/AttachDocuments";
import { DraftConflict } from "../drafts/DraftConflict";
import { DraftStatus } from "../drafts/DraftStatus";
import type { WritingHere } from "./useWriting";

interface MessageFieldsProps {
  chart: Chart;
  writing: WritingHere;
  label: string;
  hint?: string;
  errors: FormErrors;
}

/** What every message has: its text, its attachments, and whether it is saved as a draft. */
export function MessageFields({ chart, writing, label, hint, errors }: MessageFieldsProps) {
  const { t } = useText();
  const { typed, state, draft, change } = writing;
  return (
    <>
      <TextAreaField
        id="content"
        rows={8}
        label={label}
        hint={hint}
        error={errors.of("content")}
        value={typed.content}
        onChange={(event) => change({ content: event.target.value })}
      />
      <AttachDocuments chart={chart} value={typed.attachments} onChange={(attachments) => change({ attachments })} error={errors.of("attachments")} />
      <DraftStatus draft={state} texts={t.messages} />
      <DraftConflict draft={draft} texts={t.messages} isOpen={state.saving === "changed"} />
    </>
  );
}
