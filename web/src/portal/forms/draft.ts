/**
 * A form's answers while they are typed: saved as a draft soon after each change, tried again while there is no connection.
 * It lives outside the page, so that leaving the page loses nothing that could not be saved yet.
 */
import { ApiProblem } from "../../api/problem";
import type { Filled } from "../../fhir/questionnaireAnswers";

/** A draft as the server has it. Version 0: there is none. */
export interface Kept {
  filled: Filled;
  version: number;
  saved: Date | null;
}

export interface Server {
  save: (filled: Filled, version: number) => Promise<{ version: number; saved: string }>;
  /** What is there now. Throws when the form was sent or withdrawn meanwhile. */
  read: () => Promise<Kept>;
}

export interface DraftState extends Kept {
  /** `lost`: tried again by itself; `changed`: the person has to choose; `refused`: nothing more is saved. */
  saving: "saved" | "waiting" | "saving" | "lost" | "changed" | "refused";
  problem: ApiProblem | null;
}

const SOON_MS = 1_500;
const AGAIN_MS = [5_000, 10_000, 20_000, 30_000, 60_000];

export class Draft {
  private state: DraftState;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private tries = 0;
  private isClosed = false;

  constructor(
    kept: Kept,
    private readonly server: Server,
  ) {
    this.state = { ...kept, saving: "saved", problem: null };
  }

  readonly current = () => this.state;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  get isUnsaved(): boolean {
    return !this.isClosed && this.state.saving !== "saved" && this.state.saving !== "refused";
  }

  change(filled: Filled) {
    // Whoever has to choose between two drafts goes on typing in this one.
    const isHeld = this.state.saving === "changed" || this.state.saving === "refused";
    this.set({ filled, ...(isHeld ? {} : { saving: "waiting" }) });
    if (!isHeld) this.plan(SOON_MS);
  }

  /** Saves now what is not saved yet. */
  async flush() {
    clearTimeout(this.timer);
    await this.running;
    if (this.state.saving === "waiting" || this.state.saving === "lost") await this.save();
  }

  /** No more is saved: the form is being sent. */
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

  /** The answers on this page win over those that were saved elsewhere. */
  async keepOwn() {
    const { version } = await this.server.read();
    this.set({ version, saving: "waiting", problem: null });
    await this.save();
  }

  /** The answers that were saved elsewhere win. */
  async takeNewer() {
    this.set({ ...(await this.server.read()), saving: "saved", problem: null });
  }

  private set(change: Partial<DraftState>) {
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
    const { filled, version } = this.state;
    this.set({ saving: "saving" });
    try {
      const saved = await this.server.save(filled, version);
      this.tries = 0;
      // What was typed while it was on its way is the next draft.
      this.set({ version: saved.version, saved: new Date(saved.saved), saving: this.state.filled === filled ? "saved" : "waiting", problem: null });
    } catch (error) {
      this.set(this.afterRefusal(error instanceof ApiProblem ? error : new ApiProblem("unknown", 500)));
    }
  }

  private afterRefusal(problem: ApiProblem): Partial<DraftState> {
    if (problem.slug === "draft-changed") return { saving: "changed", problem };
    if (problem.status > 0 && problem.status < 500 && problem.status !== 429) return { saving: "refused", problem };
    const wait = AGAIN_MS[Math.min(this.tries, AGAIN_MS.length - 1)] ?? 0;
    this.tries += 1;
    this.plan(Math.max(wait, (problem.retryAfter ?? 0) * 1000));
    return { saving: "lost", problem };
  }
}
