/**
 * What is being typed, the answers to a form or a message: saved as a draft soon after each change, tried again while there
 * is no connection. It lives outside the page, so that leaving the page loses nothing that could not be saved yet.
 */
import { ApiProblem } from "../../api/problem";

/** A draft as the server has it. Version 0: there is none. */
export interface Kept<T> {
  typed: T;
  version: number;
  saved: Date | null;
}

export interface Server<T> {
  save: (typed: T, version: number) => Promise<{ version: number; saved: string }>;
  /** What is there now. Throws when there is nothing left to type. */
  read: () => Promise<Kept<T>>;
}

/** How it stands with what is typed, whatever that is. */
export interface DraftState<T = unknown> extends Kept<T> {
  /** `lost`: tried again by itself; `changed`: the person has to choose; `refused`: nothing more is saved. */
  saving: "saved" | "waiting" | "saving" | "lost" | "changed" | "refused";
  problem: ApiProblem | null;
}

const SOON_MS = 1_500;
const AGAIN_MS = [5_000, 10_000, 20_000, 30_000, 60_000];

export class Draft<T> {
  private state: DraftState<T>;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private tries = 0;
  private isClosed = false;

  constructor(
    kept: Kept<T>,
    private readonly server: Server<T>,
  ) {
    this.state = { ...kept, saving: "saved", problem: null };
  }

  readonly current = () => this.state;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  get isUnsaved(): boolean {
    return !this.isClosed && this.state.saving !== "saved" && !this.isOver;
  }

  /** Nothing more is taken. What was only too long or the like can be mended. */
  private get isOver(): boolean {
    return this.state.saving === "refused" && this.state.problem?.status !== 422;
  }

  change(typed: T) {
    // Whoever has to choose between two drafts goes on typing in this one.
    const isHeld = this.state.saving === "changed" || this.isOver;
    this.set({ typed, ...(isHeld ? {} : { saving: "waiting" }) });
    if (!isHeld) this.plan(SOON_MS);
  }

  /** Saves now what is not saved yet. */
  async flush() {
    clearTimeout(this.timer);
    await this.running;
    if (this.state.saving === "waiting" || this.state.saving === "lost") await this.save();
  }

  /** No more is saved: it is being sent. */
  async pause() {
    clearTimeout(this.timer);
    await this.running;
  }

  /** It could not be sent after all. */
  resume() {
    if (this.state.saving === "waiting" || this.state.saving === "lost") this.plan(SOON_MS);
  }

  close() {
    clearTimeout(this.timer);
    this.isClosed = true;
  }

  /** What is on this page wins over what was saved elsewhere. */
  async keepOwn() {
    const { version } = await this.server.read();
    this.set({ version, saving: "waiting", problem: null });
    await this.save();
  }

  /** What was saved elsewhere wins. */
  async takeNewer() {
    this.set({ ...(await this.server.read()), saving: "saved", problem: null });
  }

  private set(change: Partial<DraftState<T>>) {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }

  private plan(wait: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), wait);
  }

  private async save() {
    if (this.isClosed) return;
    if (this.running) return this.running;
    this.running = this.saveOnce().finally(() => {
      this.running = null;
    });
    await this.running;
    if (this.state.saving === "waiting" && !this.isClosed) this.plan(SOON_MS);
  }

  private async saveOnce() {
    const { typed, version } = this.state;
    this.set({ saving: "saving" });
    try {
      const saved = await this.server.save(typed, version);
      this.tries = 0;
      // What was typed while it was on its way is the next draft.
      this.set({ version: saved.version, saved: new Date(saved.saved), saving: this.state.typed === typed ? "saved" : "waiting", problem: null });
    } catch (error) {
      this.set(this.afterRefusal(error instanceof ApiProblem ? error : new ApiProblem("unknown", 500)));
    }
  }

  private afterRefusal(problem: ApiProblem): Partial<DraftState<T>> {
    if (problem.slug === "draft-changed") return { saving: "changed", problem };
    if (problem.status > 0 && problem.status < 500 && problem.status !== 429) return { saving: "refused", problem };
    const wait = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? 0;
    this.tries += 1;
    this.plan(Math.max(wait, (problem.retryAfter ?? 0) * 1000));
    return { saving: "lost", problem };
  }
}
