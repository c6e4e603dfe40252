import { useEffect, useRef, useState } from "react";
import { answer, api } from "../../api/client";
import { ApiProblem } from "../../api/problem";
import type { PatientRow } from "../api";
import { useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";

interface Job {
  patient: PatientRow;
  email: string;
  /** The same through all tries: an invitation whose answer was lost is not sent twice. */
  key: string;
}

export interface Bulk {
  state: "idle" | "running" | "stopped" | "finished";
  total: number;
  sent: number;
  left: Job[];
  failed: { job: Job; problem: ApiProblem }[];
  /** Why it stopped by itself. */
  stoppedBy: ApiProblem | null;
}

const IDLE: Bulk = { state: "idle", total: 0, sent: 0, left: [], failed: [], stoppedBy: null };

/** What would fail for everybody who comes next, too. */
const stopsAll = ({ status }: ApiProblem) => status === 0 || status === 401 || status === 403 || status === 429 || status >= 500;

/** Invites one patient after the other. It stops on request, when the page is left, and by itself when nothing gets through. */
export function useBulkInvite() {
  const { path } = useStaff();
  const tell = useTellAccounts();
  const [bulk, setBulk] = useState(IDLE);
  const wantsStop = useRef(false);
  useEffect(() => {
    wantsStop.current = false;
    return () => {
      wantsStop.current = true;
    };
  }, []);

  const invite = ({ patient, email, key }: Job) =>
    answer(
      api.POST("/api/practices/{practice_id}/patients/{chart}/invites", {
        params: { path: { ...path, chart: patient.chart } },
        headers: { "Idempotency-Key": key },
        body: { kind: "primary", email },
      }),
    );

  const run = async (begun: Bulk) => {
    wantsStop.current = false;
    let now: Bulk = { ...begun, state: "running", stoppedBy: null };
    setBulk(now);
    while (now.left.length > 0 && !wantsStop.current && !now.stoppedBy) {
      const [job, ...left] = now.left as [Job, ...Job[]];
      try {
        await invite(job);
        now = { ...now, left, sent: now.sent + 1 };
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
    start: (patients: PatientRow[]) => {
      const jobs = patients.flatMap((patient) => (patient.email ? [{ patient, email: patient.email, key: crypto.randomUUID() }] : []));
      void run({ ...IDLE, total: jobs.length, left: jobs });
    },
    stop: () => {
      wantsStop.current = true;
    },
    resume: () => void run(bulk),
    /** What was refused is asked anew, under a new key: the old one would only repeat the refusal. */
    again: () => {
      const left = bulk.failed.map(({ job }) => ({ ...job, key: crypto.randomUUID() }));
      void run({ ...bulk, failed: [], left });
    },
    close: () => setBulk(IDLE),
  };
}
