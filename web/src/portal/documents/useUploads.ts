import { useEffect, useRef, useState } from "react";
import { ApiProblem } from "../../api/problem";
import { useTellChange } from "../../api/queries/account";
import type { OwnDocument } from "../../api/queries/documents";
import { sendFile } from "./sendFile";

export interface OneUpload {
  id: string;
  file: File;
  name: string;
  state: "chosen" | "waiting" | "sending" | "checking" | "ready" | "refused" | "failed" | "cancelled";
  /** Bytes. */
  sent: number;
  document: OwnDocument | null;
  /** Why it was refused; null for what a lost connection broke off. */
  why: string | null;
}

export const isRunning = ({ state }: OneUpload) => state === "waiting" || state === "sending" || state === "checking";

const MENDED_ELSEWHERE = ["storage-full", "folder-gone"];

/** A name can be changed, a lost connection comes back; the file itself stays what it is. */
function stateAfter(problem: ApiProblem | null, code: string): OneUpload["state"] {
  if (problem?.status !== 422) return "failed";
  return code === "missing" || code === "too_long" ? "chosen" : "refused";
}

/** The files that are uploaded from this page, one after the other. Whoever leaves the page cancels what is not sent. */
export function useUploads(chart: string) {
  const [uploads, setUploads] = useState<OneUpload[]>([]);
  const running = useRef(new Map<string, AbortController>());
  const keys = useRef(new Map<string, string>());
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const tellChange = useTellChange();
  const change = (id: string, changes: Partial<OneUpload>) => setUploads((all) => all.map((each) => (each.id === id ? { ...each, ...changes } : each)));

  useEffect(() => {
    const all = running.current;
    return () => all.forEach((each) => each.abort());
  }, []);

  const sendOne = async ({ id, file, name }: OneUpload, folder: string | null): Promise<OwnDocument | null> => {
    const stop = running.current.get(id);
    if (!stop || stop.signal.aborted) return null;
    change(id, { state: "sending" });
    const key = keys.current.get(id) ?? crypto.randomUUID();
    keys.current.set(id, key);
    const onSent = (sent: number) => change(id, sent === file.size ? { sent, state: "checking" } : { sent });
    try {
      const document = await sendFile({ chart, file, name, folder, key, signal: stop.signal, onSent });
      change(id, { state: document.state === "ready" ? "ready" : "refused", why: document.why, document });
      return document;
    } catch (error) {
      if (stop.signal.aborted) return null;
      const problem = error instanceof ApiProblem ? error : null;
      const code = problem?.fields[0]?.code ?? problem?.slug ?? "";
      if (problem?.slug !== "network") keys.current.delete(id);
      change(id, { state: stateAfter(problem, code), why: problem?.status === 422 || MENDED_ELSEWHERE.includes(code) ? code : null });
      return null;
    } finally {
      running.current.delete(id);
      await tellChange("documents");
    }
  };

  return {
    uploads,
    choose(files: File[]): OneUpload[] {
      const chosen = files.map((file): OneUpload => ({ id: crypto.randomUUID(), file, name: file.name, state: "chosen", sent: 0, document: null, why: null }));
      setUploads((all) => [...all, ...chosen]);
      return chosen;
    },
    rename: (id: string, name: string) => change(id, { name }),
    leaveOut: (id: string) => setUploads((all) => all.filter((each) => each.id !== id)),
    /** Those that were taken, once all are through. */
    async send(these: OneUpload[], folder: string | null): Promise<OwnDocument[]> {
      const done: OwnDocument[] = [];
      for (const each of these) {
        running.current.set(each.id, new AbortController());
        change(each.id, { state: "waiting", sent: 0, why: null });
        queue.current = queue.current.then(async () => {
          const document = await sendOne(each, folder);
          if (document?.state === "ready") done.push(document);
        });
      }
      await queue.current;
      return done;
    },
    cancel(id: string) {
      running.current.get(id)?.abort(new DOMException("", "AbortError"));
      // Another try is another document.
      keys.current.delete(id);
      change(id, { state: "cancelled", sent: 0 });
    },
  };
}
