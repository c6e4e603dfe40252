import { useEffect, useRef, useState } from "react";
import { ApiProblem } from "../../api/problem";

export interface Job {
  /** The same through all tries: what was done although its answer was lost is not done twice. */
  key: string;
  /** What it is about, as the list of the failed ones names it. */
  name: string;
}

export interface Bulk<J extends Job> {
  state: "idle" | "running" | "stopped" | "finished";
  total: number;
  done: number;
  left: J[];
  failed: { job: J; problem: ApiProblem }[];
  /** Why it stopped by itself. */
  stoppedBy: ApiProblem | null;
}

/** What would fail for everybody who comes next, too. */
const stopsAll = ({ status }: ApiProblem) => status === 0 || status === 401 || status === 403 || status === 429 || status >= 500;

/** Sends one after the other. It stops on request, when the page is left, and by itself when nothing gets through. */
export function useBulk<J extends Job>(send: (job: J) => Promise<unknown>, tell: () => Promise<unknown>) {
  const idle: Bulk<J> = { state: "idle", total: 0, done: 0, left: [], failed: [], stoppedBy: null };
  const [bulk, setBulk] = useState(idle);
  const wantsStop = useRef(false);
  useEffect(() => {
    wantsStop.current = false;
    return () => {
      wantsStop.current = true;
    };
  }, []);

  const run = async (begun: Bulk<J>) => {
    wantsStop.current = false;
    let now: Bulk<J> = { ...begun, state: "running", stoppedBy: null };
    setBulk(now);
    while (now.left.length > 0 && !wantsStop.current && !now.stoppedBy) {
      const [job, ...left] = now.left as [J, ...J[]];
      try {
        await send(job);
        now = { ...now, left, done: now.done + 1 };
      } catch (error) {
        const problem = error instanceof ApiProblem ? error : new ApiProblem("unknown", 500);
        now = stopsAll(problem) ? { ...now, stoppedBy: problem } : { ...now, left, failed: [...now.failed, { job, problem }] };
      }
      setBulk(now);
    }
    setBulk({ ...now, state: now.left.length > 0 ? "stopped" : "finished" });
    await tell();
  };

  return {
    bulk,
    start: (left: J[]) => void run({ ...idle, total: left.length, left }),
    stop: () => {
      wantsStop.current = true;
    },
    resume: () => void run(bulk),
    /** What was refused is asked anew, under a new key: the old one would only repeat the refusal. */
    again: () => {
      const left = bulk.failed.map(({ job }) => ({ ...job, key: crypto.randomUUID() }));
      void run({ ...bulk, failed: [], left });
    },
    close: () => setBulk(idle),
  };
}
