import { useRef } from "react";
import { answer, api } from "../../api/client";
import { fieldErrors } from "../../ui/useOperation";
import type { FormErrors } from "../../ui/useFormErrors";
import type { Invite, WantedInvite } from "../api";
import { useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";

/** Whether it leads somewhere now, or will by itself. */
export const isOpen = ({ state }: Invite) => ["waiting", "sent", "opened", "verified"].includes(state);

/** Invites somebody to one patient's record, and says whether the mail is out or waits. `busy` is the address. */
export function useInvite(chart: string, errors: FormErrors, say: (text: string) => void) {
  const { t, s } = useStaffText();
  const { path } = useStaff();
  const tell = useTellAccounts();
  /** The same again after a lost connection sends one mail and not two. */
  const attempt = useRef({ form: "", key: "" });
  const words = (_: string, code: string) => s.invites.errors[code] ?? t.problem.check;
  const { busy, run } = useConsoleOperation<string>(errors, (problem) =>
    fieldErrors(problem, ["email", "patient_id"], words)?.map(({ message }) => ({ message })) ?? null,
  );
  const send = (body: WantedInvite) =>
    void run(body.email, async () => {
      say("");
      const form = JSON.stringify(body);
      if (attempt.current.form !== form) attempt.current = { form, key: crypto.randomUUID() };
      const params = { path: { ...path, chart } };
      const headers = { "Idempotency-Key": attempt.current.key };
      const made = await answer(api.POST("/api/practices/{practice_id}/patients/{chart}/invites", { params, headers, body }));
      attempt.current = { form: "", key: "" };
      say(made.state === "waiting" ? s.invites.waits(made.email) : s.invites.sent(made.email));
      await tell();
    });
  return { busy, send };
}
