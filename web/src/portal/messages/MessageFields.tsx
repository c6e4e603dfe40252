import { useText } from "../../i18n/language";
import { TextAreaField } from "../../ui/Field";
import type { FormErrors } from "../../ui/useFormErrors";
import { DraftConflict } from "../drafts/DraftConflict";
import { DraftStatus } from "../drafts/DraftStatus";
import type { WritingHere } from "./useWriting";

interface MessageFieldsProps {
  writing: WritingHere;
  label: string;
  hint?: string;
  errors: FormErrors;
}

/** What every message has: its text, and whether it is saved as a draft. */
export function MessageFields({ writing, label, hint, errors }: MessageFieldsProps) {
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
      <DraftStatus draft={state} texts={t.messages} />
      <DraftConflict draft={draft} texts={t.messages} isOpen={state.saving === "changed"} />
    </>
  );
}
