import { useEffect, useState, useSyncExternalStore } from "react";
import { answer, api } from "../../api/client";
import { sendTo, type SendingFile } from "../../portal/documents/sendFile";
import { isRunning, Uploads, type OneUpload } from "../../portal/documents/uploads";
import { useStaff } from "../staff";

export const MOST = 5;

/** The files that go with a message. They are uploaded and checked while it is written; those of a page end with it. */
export function useEnclosures() {
  const { path } = useStaff();
  const [here] = useState(() => new Uploads("", toPractice(path)));
  const uploads = useSyncExternalStore(here.subscribe, here.current);
  useEffect(() => () => here.end(), [here]);
  const upload = (one: OneUpload) => void here.send([one], null, () => Promise.resolve());
  return {
    uploads,
    /** What the message names. */
    ids: uploads.flatMap(({ state, document }) => (state === "ready" && document ? document.id : [])),
    /** Why it cannot be sent yet. */
    trouble: uploads.some(isRunning) ? ("uploading" as const) : uploads.some(({ state }) => state !== "ready") ? ("notReady" as const) : null,
    choose: (files: File[]) => here.choose(files.slice(0, MOST - uploads.length)).forEach(upload),
    again: upload,
    cancel: (id: string) => here.cancel(id),
    remove: here.leaveOut,
    clear: () => here.end(),
  };
}

export type EnclosuresHere = ReturnType<typeof useEnclosures>;

const toPractice = (path: { practice_id: string }) => (sending: SendingFile) =>
  sendTo(
    {
      begin: (body, headers, signal) => answer(api.POST("/api/practices/{practice_id}/enclosures", { params: { path }, headers, body, signal })),
      look: (enclosure) => answer(api.GET("/api/practices/{practice_id}/enclosures/{enclosure}", { params: { path: { ...path, enclosure } } })),
    },
    sending,
  );
