import { useEffect, useRef } from "react";
import { readDocument } from "../../api/queries/documents";
import type { DocumentRef } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { ChooseFiles } from "../../ui/FileUpload";
import { SpokenUploads } from "./SpokenUploads";
import { UploadLine } from "./UploadLine";
import type { OneUpload } from "./uploads";
import { useUploads } from "./useUploads";

interface AttachNewProps {
  chart: string;
  /** How many more files fit. */
  room: number;
  onAttach: (document: DocumentRef) => void;
}

/**
 * Attaches files from the device: each is uploaded to one's documents, checked, and then goes with the message (F2). What
 * was checked while its person was on another page is attached when they come back.
 */
export function AttachNew({ chart, room, onAttach }: AttachNewProps) {
  const { t } = useText();
  const { uploads, choose, leaveOut, send, cancel } = useUploads(chart);
  const attach = useRef(onAttach);
  useEffect(() => {
    attach.current = onAttach;
  });
  const take = (id: string, document: DocumentRef) => {
    attach.current(document);
    leaveOut(id);
  };
  const ready = uploads.find(({ state }) => state === "ready");
  useEffect(() => {
    if (ready?.document) take(ready.id, ready.document);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each
  }, [ready?.id]);
  const upload = (one: OneUpload) => void send([one], null);
  return (
    <div className="mt-4">
      {room > 0 && <ChooseFiles id="attach-new" label={t.attach.upload} limits={t.documents.limits} onChoose={(files) => choose(files.slice(0, room)).forEach(upload)} />}
      <SpokenUploads uploads={uploads} />
      <ul role="list" className="empty:hidden">
        {uploads.map((each) => (
          <li key={each.id} className="border-t border-line py-4">
            <UploadLine
              upload={each}
              onCancel={() => cancel(each.id)}
              onAgain={() => upload(each)}
              onLeaveOut={() => leaveOut(each.id)}
              onUseSame={room > 0 ? (same) => void readDocument(chart, same).then((found) => take(each.id, found)) : undefined}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
