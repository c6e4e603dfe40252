import { useState } from "react";
import type { Chart } from "../../api/queries/account";
import type { DocumentRef } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { sizeText } from "../../i18n/sizeText";
import { Button } from "../../ui/Button";
import { Checkbox } from "../../ui/Checkbox";
import { Fieldset } from "../../ui/Fieldset";
import { AttachNew } from "./AttachNew";
import { InFolder } from "./InFolder";

const MOST = 5;
const BUTTON = "attachments";

interface AttachDocumentsProps {
  chart: Chart;
  value: DocumentRef[];
  onChange: (value: DocumentRef[]) => void;
  error?: string;
}

/** Which of one's own documents go with a message. An error leads to the button. */
export function AttachDocuments({ chart, value, onChange, error }: AttachDocumentsProps) {
  const { t, format } = useText();
  const texts = t.attach;
  const [isOpen, open] = useState(false);
  const [added, setAdded] = useState<string | null>(null);
  if (!chart.sections.documents) return null;
  const remove = (gone: DocumentRef) => {
    onChange(value.filter(({ id }) => id !== gone.id));
    // Its button goes with it.
    document.getElementById(BUTTON)?.focus();
  };
  const add = (document: DocumentRef) => {
    setAdded(document.name);
    if (!value.some(({ id }) => id === document.id)) onChange([...value, document]);
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
          onAttach={add}
        />
      )}
      <p role="status" className="text-quiet">
        {[added && value.some(({ name }) => name === added) && texts.attached(added), value.length >= MOST && texts.full(MOST)].filter(Boolean).join(" ")}
      </p>
    </Fieldset>
  );
}

/** The documents of a folder, those that are checked; what is chosen elsewhere stays chosen. */
function Choices({ chart, value, line, onChange }: Pick<AttachDocumentsProps, "chart" | "value" | "onChange"> & { line: (document: DocumentRef) => string }) {
  const { t } = useText();
  const [folder, goTo] = useState("");
  const isChosen = (id: string) => value.some((each) => each.id === id);
  const mayChange = (id: string) => isChosen(id) || value.length < MOST;
  return (
    <div className="mt-4 rounded-lg border border-line bg-white p-4">
      <InFolder chart={chart.id} id="attach-folder" folder={folder} onFolder={goTo} only={({ state }) => state === "ready"} empty={t.attach.none}>
        {(ready) =>
          ready.map(({ id, name, content_type, size }) => (
            <Checkbox
              key={id}
              id={`attach-${id}`}
              checked={isChosen(id)}
              onChange={mayChange(id) ? (on) => onChange(on ? [...value, { id, name, content_type, size }] : value.filter((each) => each.id !== id)) : undefined}
              inRow
            >
              {line({ id, name, content_type, size })}
            </Checkbox>
          ))
        }
      </InFolder>
    </div>
  );
}
