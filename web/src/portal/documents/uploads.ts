/**
 * The files that go from this tab to one's documents, one after the other. They live outside the pages: an upload goes on
 * while its person reads another page, and is found again where it was begun.
 */
import { ApiProblem } from "../../api/problem";
import type { OwnDocument } from "../../api/queries/documents";
import { currentSession, onSessionChange } from "../../api/session";
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

const MENDED_ELSEWHERE = ["storage-full", "folder-gone", "too-many-attempts"];

/** A name can be changed, a lost connection comes back; the file itself stays what it is. */
function stateAfter(problem: ApiProblem | null, code: string): OneUpload["state"] {
  if (problem?.status !== 422) return "failed";
  return code === "missing" || code === "too_long" ? "chosen" : "refused";
}

/** Those that were begun on one page. */
export class Uploads {
  private list: OneUpload[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly running = new Map<string, AbortController>();
  private readonly keys = new Map<string, string>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly chart: string,
    private readonly put: typeof sendFile = sendFile,
  ) {}

  readonly current = () => this.list;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  choose(files: File[]): OneUpload[] {
    const chosen = files.map((file): OneUpload => ({ id: crypto.randomUUID(), file, name: file.name, state: "chosen", sent: 0, document: null, why: null }));
    this.set([...this.list, ...chosen]);
    return chosen;
  }

  readonly rename = (id: string, name: string) => this.change(id, { name });

  readonly leaveOut = (id: string) => this.set(this.list.filter((each) => each.id !== id));

  /** Whoever comes back to the page finds what still needs them, not what is over. */
  tidy() {
    this.set(this.list.filter(({ state }) => state !== "ready" && state !== "refused" && state !== "cancelled"));
  }

  /** Those that were taken, once all are through. After each `told` is called. */
  async send(these: OneUpload[], folder: string | null, told: () => Promise<unknown>): Promise<OwnDocument[]> {
    const done: OwnDocument[] = [];
    for (const each of these) {
      this.running.set(each.id, new AbortController());
      this.change(each.id, { state: "waiting", sent: 0, why: null });
      this.queue = this.queue.then(async () => {
        const document = await this.sendOne(each, folder).finally(told);
        if (document?.state === "ready") done.push(document);
      });
    }
    await this.queue;
    return done;
  }

  cancel(id: string) {
    this.running.get(id)?.abort(new DOMException("", "AbortError"));
    // Another try is another document.
    this.keys.delete(id);
    this.change(id, { state: "cancelled", sent: 0 });
  }

  /** Nothing of it goes on. */
  end() {
    this.running.forEach((each) => each.abort(new DOMException("", "AbortError")));
    this.set([]);
  }

  private async sendOne({ id, file, name }: OneUpload, folder: string | null): Promise<OwnDocument | null> {
    const stop = this.running.get(id);
    if (!stop || stop.signal.aborted) return null;
    this.change(id, { state: "sending" });
    const key = this.keys.get(id) ?? crypto.randomUUID();
    this.keys.set(id, key);
    const onSent = (sent: number) => this.change(id, sent === file.size ? { sent, state: "checking" } : { sent });
    try {
      const document = await this.put({ chart: this.chart, file, name, folder, key, signal: stop.signal, onSent });
      this.change(id, { state: document.state === "ready" ? "ready" : "refused", why: document.why, document });
      return document;
    } catch (error) {
      if (stop.signal.aborted) return null;
      const problem = error instanceof ApiProblem ? error : null;
      const code = problem?.fields[0]?.code ?? problem?.slug ?? "";
      if (problem?.slug !== "network") this.keys.delete(id);
      this.change(id, { state: stateAfter(problem, code), why: problem?.status === 422 || MENDED_ELSEWHERE.includes(code) ? code : null });
      return null;
    } finally {
      this.running.delete(id);
    }
  }

  private change(id: string, changes: Partial<OneUpload>) {
    this.set(this.list.map((each) => (each.id === id ? { ...each, ...changes } : each)));
  }

  private set(list: OneUpload[]) {
    this.list = list;
    this.listeners.forEach((listener) => listener());
  }
}

/** By the paths of their pages. */
const all = new Map<string, Uploads>();
const watching = new Set<() => void>();
const tellAll = () => watching.forEach((listener) => listener());

/** Those of the page at a path. */
export function uploadsOf(path: string, chart: string): Uploads {
  let uploads = all.get(path);
  if (!uploads) {
    uploads = new Uploads(chart);
    uploads.subscribe(tellAll);
    all.set(path, uploads);
  }
  return uploads;
}

/** A page on which files are being uploaded, or on which one that was not waits to be seen to. */
export interface Elsewhere {
  path: string;
  running: number;
  failed: number;
}

const seeNow = () =>
  [...all].map(([path, uploads]): Elsewhere => {
    const files = uploads.current();
    return { path, running: files.filter(isRunning).length, failed: files.filter(({ state }) => state === "failed").length };
  });
let seen: Elsewhere[] = [];

/** The same until something changes. */
export function allPages(): Elsewhere[] {
  const now = seeNow().filter(({ running, failed }) => running + failed > 0);
  if (JSON.stringify(now) !== JSON.stringify(seen)) seen = now;
  return seen;
}

export function watchAll(listener: () => void) {
  watching.add(listener);
  return () => void watching.delete(listener);
}

onSessionChange(() => {
  if (currentSession().state !== "out") return;
  all.forEach((uploads) => uploads.end());
  all.clear();
});

window.addEventListener("beforeunload", (event) => {
  if (seeNow().some(({ running }) => running > 0)) event.preventDefault();
});
