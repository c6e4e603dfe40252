import { useEffect, useRef, useState } from "react";
import { readDocument } from "../../api/queries/documents";
import type { DocumentRef } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { ChooseFiles } from "../../ui/FileUpload";
import { SpokenUploads } from "./SpokenUploads";
import { UploadLine } from "./UploadLine";
import { isRunning, useUploads, type OneUpload } from "./useUploads";

interface AttachNewProps {
  chart: string;
  /** How many more files fit. */
  room: number;
  onAttach: (document: DocumentRef) => void;
  /** Whether a file is on its way: the message waits for it. */
  onBusy: (isBusy: boolean) => void;
}

/** Attaches files from the device: each is uploaded to one's documents, checked, and then goes with the message (F2). */
export function AttachNew({ chart, room, onAttach, onBusy }: AttachNewProps) {
  const { t } = useText();
  const { uploads, choose, leaveOut, send, cancel } = useUploads(chart);
  const attach = useRef(onAttach);
  const [said, say] = useState("");
  const isBusy = uploads.some(isRunning);
  useEffect(() => {
    attach.current = onAttach;
  });
  useEffect(() => {
    onBusy(isBusy);
    return () => onBusy(false);
  }, [isBusy, onBusy]);
  const take = (id: string, document: DocumentRef) => {
    attach.current(document);
    leaveOut(id);
    say(t.attach.attached(document.name));
  };
  const upload = async (one: OneUpload) => {
    const [document] = await send([one], null);
    if (document) take(one.id, document);
  };
  return (
    <div className="mt-4">
      {room > 0 && <ChooseFiles id="attach-new" label={t.attach.upload} limits={t.documents.limits} onChoose={(files) => choose(files.slice(0, room)).forEach((each) => void upload(each))} />}
      <p role="status" className="text-quiet">
        {said}
      </p>
      <SpokenUploads uploads={uploads} />
      <ul role="list" className="empty:hidden">
        {uploads.map((each) => (
          <li key={each.id} className="border-t border-line py-4">
            <UploadLine
              upload={each}
              onCancel={() => cancel(each.id)}
              onAgain={() => void upload(each)}
              onLeaveOut={() => leaveOut(each.id)}
              onUseSame={room > 0 ? (same) => void readDocument(chart, same).then((found) => take(each.id, found)) : undefined}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
