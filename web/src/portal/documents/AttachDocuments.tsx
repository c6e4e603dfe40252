import { useState } from "react";
import type { Chart } from "../../api/queries/account";
import { useDocuments, useFolders } from "../../api/queries/documents";
import type { DocumentRef } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { SelectField } from "../../ui/Field";
import { Fieldset } from "../../ui/Fieldset";
import { RecordList } from "../RecordList";
import { AttachNew } from "./AttachNew";

const MOST = 5;
const BUTTON = "attachments";

interface AttachDocumentsProps {
  chart: Chart;
  value: DocumentRef[];
  onChange: (value: DocumentRef[]) => void;
  error?: string;
  /** Whether a new one is on its way. */
  onBusy: (isBusy: boolean) => void;
}

/** Which of one's own documents go with a message. An error leads to the button. */
export function AttachDocuments({ chart, value, onChange, error, onBusy }: AttachDocumentsProps) {
  const { t, format } = useText();
  const texts = t.attach;
  const [isOpen, open] = useState(false);
  if (!chart.sections.documents) return null;
  const remove = (gone: DocumentRef) => {
    onChange(value.filter(({ id }) => id !== gone.id));
    // Its button goes with it.
    document.getElementById(BUTTON)?.focus();
  };
  const line = ({ name, size }: DocumentRef) => [name, sizeText(size, t, format)].filter(Boolean).join(" · ");
  return (
    <Fieldset id="attached" legend={texts.title} hint={texts.hint(MOST)} error={error}>
      <ul role="list" className="mt-2 empty:hidden">
        {value.map((each) => (
          <li key={each.id} className="flex flex-wrap items-center gap-x-4">
            <span className="wrap-anywhere">{line(each)}</span>
            <Button look="plain" onPress={() => remove(each)}>
              {texts.remove}
              <span className="sr-only"> {each.name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-2">
        <Button id={BUTTON} look="secondary" aria-expanded={isOpen} onPress={() => open(!isOpen)}>
          {isOpen ? texts.done : texts.choose}
        </Button>
      </div>
      {isOpen && <Choices chart={chart} value={value} line={line} onChange={onChange} />}
      {chart.sections.documents === "write" && (
        <AttachNew
          chart={chart.id}
          room={MOST - value.length}
          onAttach={(added) => !value.some(({ id }) => id === added.id) && onChange([...value, added])}
          onBusy={onBusy}
        />
      )}
      <p role="status" className="text-quiet">
        {value.length >= MOST ? texts.full(MOST) : ""}
      </p>
    </Fieldset>
  );
}

/** The documents of a folder, those that are checked; what is chosen elsewhere stays chosen. */
function Choices({ chart, value, line, onChange }: Pick<AttachDocumentsProps, "chart" | "value" | "onChange"> & { line: (document: DocumentRef) => string }) {
  const { t } = useText();
  const texts = t.attach;
  const [folder, goTo] = useState("");
  const folders = useFolders(chart.id).data?.folders ?? [];
  const { documents, list } = useDocuments(chart.id, { folder });
  const ready = documents.filter(({ state }) => state === "ready");
  const isChosen = (id: string) => value.some((each) => each.id === id);
  const mayChange = (id: string) => isChosen(id) || value.length < MOST;
  return (
    <div className="mt-4 rounded-lg border border-line bg-white p-4">
      {folders.length > 0 && (
        <SelectField
          id="attach-folder"
          label={texts.folder}
          value={folder}
          onChange={goTo}
          options={[["", texts.noFolder], ...folders.map(({ id, name, documents: count }): [string, string] => [id, `${name} (${t.documents.count(count)})`])]}
        />
      )}
      <RecordList list={list} count={ready.length} empty={!folder && folders.some(({ documents: count }) => count > 0) ? t.documents.allFiled : texts.none}>
        {ready.map(({ id, name, content_type, size }) => (
          <Checkbox
            key={id}
            id={`attach-${id}`}
            checked={isChosen(id)}
            onChange={mayChange(id) ? (on) => onChange(on ? [...value, { id, name, content_type, size }] : value.filter((each) => each.id !== id)) : undefined}
            inRow
          >
            {line({ id, name, content_type, size })}
          </Checkbox>
        ))}
      </RecordList>
    </div>
  );
}
