import { useState } from "react";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import type { FormErrors } from "../../ui/useFormErrors";
import type { Invite } from "../api";
import { useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";
import { isOpen, useInvite } from "./useInvite";

interface InviteActionsProps {
  chart: string;
  invite: Invite;
  errors: FormErrors;
  say: (text: string) => void;
}

/** Send again and withdraw; nothing for what was accepted, and for roles that may not. */
export function InviteActions({ chart, invite, errors, say }: InviteActionsProps) {
  const { s } = useStaffText();
  const { path, may } = useStaff();
  const tell = useTellAccounts();
  const [asks, setAsks] = useState(false);
  const { busy: resending, send } = useInvite(chart, errors, say);
  const { busy: withdrawing, run } = useConsoleOperation(errors);
  const { kind, email, given, family, permissions, state } = invite;
  if (!may("accounts", "write") || state === "accepted") return null;

  const withdraw = async () => {
    say("");
    const params = { path: { ...path, chart, invite_id: invite.id } };
    await answer(api.DELETE("/api/practices/{practice_id}/patients/{chart}/invites/{invite_id}", { params }));
    say(s.invites.withdrawn(email));
    await tell();
  };
  const again = { kind, email, ...(kind === "representative" ? { given, family, permissions } : {}) };
  const whom = <span className="sr-only"> {email}</span>;
  return (
    <span className="flex flex-wrap gap-x-6">
      {state !== "waiting" && (
        <Button look="plain" isPending={resending !== null} onPress={() => send(again)}>
          {s.invites.resend}
          {whom}
        </Button>
      )}
      {isOpen(invite) && (
        <Button look="plain" isPending={withdrawing !== null} onPress={() => setAsks(true)}>
          {s.invites.withdraw}
          {whom}
        </Button>
      )}
      <ConfirmDialog
        title={s.invites.withdrawTitle(email)}
        text={s.invites.withdrawText}
        action={s.invites.withdraw}
        isOpen={asks}
        onConfirm={() => void run("send", withdraw)}
        onClose={() => setAsks(false)}
      />
    </span>
  );
}
