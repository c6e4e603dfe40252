import { answer, api } from "../../api/client";
import type { AnswerOf } from "../../api/operations";
import { ApiProblem } from "../../api/problem";
import { LOOKED_EVERY, readDocument, type OwnDocument } from "../../api/queries/documents";

export interface SendingFile {
  file: File;
  name: string;
  /** The Idempotency-Key: the same again after a lost connection is the same document. */
  key: string;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}

interface Sending extends SendingFile {
  chart: string;
  folder: string | null;
}

type Upload = AnswerOf<"/api/charts/{chart}/documents", "post">;

/** Where files go: how one is begun, how its check is looked at, and how it is taken away. */
interface Place {
  begin: (body: { name: string; size: number }, headers: { "Idempotency-Key": string }, signal: AbortSignal) => Promise<Upload>;
  look: (id: string) => Promise<OwnDocument>;
  remove?: (id: string) => Promise<unknown>;
}

/** To one's own documents. */
export function sendFile({ chart, folder, ...sending }: Sending): Promise<OwnDocument> {
  return sendTo(
    {
      begin: (body, headers, signal) => answer(api.POST("/api/charts/{chart}/documents", { params: { path: { chart } }, headers, body: { ...body, folder }, signal })),
      look: (document) => readDocument(chart, document),
      remove: (document) => api.DELETE("/api/charts/{chart}/documents/{document}", { params: { path: { chart, document } } }),
    },
    sending,
  );
}

/** Uploads a file and waits until it is checked. Throws an ApiProblem, or an AbortError when it is cancelled. */
export async function sendTo(place: Place, { file, name, key, signal, onSent }: SendingFile): Promise<OwnDocument> {
  const { document, upload } = await place.begin({ name, size: file.size }, { "Idempotency-Key": key }, signal);
  try {
    signal.throwIfAborted();
    await post(upload.url, upload.fields, file, signal, onSent);
    onSent(file.size);
    return await checked(place, document.id, signal);
  } catch (error) {
    // Nothing of it is left in the list; where even this does not get through it goes by itself within a day.
    if (signal.aborted) await place.remove?.(document.id).catch(() => undefined);
    throw error;
  }
}

/** `fetch` does not tell how much it has sent. */
function post(url: string, fields: Record<string, string>, file: File, signal: AbortSignal, onSent: (bytes: number) => void): Promise<void> {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  form.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    // The form's own frame counts, too.
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    request.onload = () => (request.status < 300 ? resolve() : reject(new ApiProblem("upload-refused", request.status)));
    request.onerror = () => reject(ApiProblem.network());
    request.onabort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", url);
    request.send(form);
  });
}

async function checked(place: Place, id: string, signal: AbortSignal): Promise<OwnDocument> {
  for (;;) {
    const now = await place.look(id);
    if (now.state !== "uploading") return now;
    await new Promise((resolve) => setTimeout(resolve, LOOKED_EVERY));
    signal.throwIfAborted();
  }
}
