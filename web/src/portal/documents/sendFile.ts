import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import { LOOKED_EVERY, readDocument, type OwnDocument } from "../../api/queries/documents";

interface Sending {
  chart: string;
  file: File;
  name: string;
  folder: string | null;
  /** The Idempotency-Key: the same again after a lost connection is the same document. */
  key: string;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}

/** Uploads a file and waits until it is checked. Throws an ApiProblem, or an AbortError when it is cancelled. */
export async function sendFile({ chart, file, name, folder, key, signal, onSent }: Sending): Promise<OwnDocument> {
  const params = { path: { chart } };
  const body = { name, size: file.size, folder };
  const { document, upload } = await answer(api.POST("/api/charts/{chart}/documents", { params, headers: { "Idempotency-Key": key }, body, signal }));
  try {
    signal.throwIfAborted();
    await post(upload.url, upload.fields, file, signal, onSent);
    onSent(file.size);
    return await checked(chart, document.id, signal);
  } catch (error) {
    // Nothing of it is left in the list; where even this does not get through it goes by itself within a day.
    if (signal.aborted) await api.DELETE("/api/charts/{chart}/documents/{document}", { params: { path: { chart, document: document.id } } }).catch(() => undefined);
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

async function checked(chart: string, id: string, signal: AbortSignal): Promise<OwnDocument> {
  for (;;) {
    const now = await readDocument(chart, id);
    if (now.state !== "uploading") return now;
    await new Promise((resolve) => setTimeout(resolve, LOOKED_EVERY));
    signal.throwIfAborted();
  }
}
