import { answer, api } from "../../api/client";
import type { PatientRow } from "../api";
import { useBulk, type Job } from "../bulk/useBulk";
import { useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";

interface InviteJob extends Job {
  chart: string;
  email: string;
}

/** Invites one patient after the other. */
export function useBulkInvite() {
  const { path } = useStaff();
  const bulk = useBulk<InviteJob>(
    ({ chart, email, key }) =>
      answer(
        api.POST("/api/practices/{practice_id}/patients/{chart}/invites", {
          params: { path: { ...path, chart } },
          headers: { "Idempotency-Key": key },
          body: { kind: "primary", email },
        }),
      ),
    useTellAccounts(),
  );
  const invite = (patients: PatientRow[]) =>
    bulk.start(patients.flatMap(({ chart, given, family, email }) => (email ? [{ chart, email, name: `${given} ${family}`, key: crypto.randomUUID() }] : [])));
  return { ...bulk, invite };
}
