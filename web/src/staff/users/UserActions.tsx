import { useState } from "react";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import type { FormErrors } from "../../ui/useFormErrors";
import type { User } from "../api";
import { useTellAccounts } from "../patients/usePatient";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import { useConsoleOperation } from "../useConsoleOperation";

const CHANGES = { disable: { state: "disabled" }, enable: { state: "active" }, force: { force_password_change: true } } as const;
type Change = keyof typeof CHANGES;

/** Disable, enable, force a new password: each after a question. Nothing of it for an account that holds other practices' records. */
export function UserActions({ user, errors, say }: { user: User; errors: FormErrors; say: (text: string) => void }) {
  const { s } = useStaffText();
  const { path } = useStaff();
  const tell = useTellAccounts();
  const [asks, setAsks] = useState<Change | null>(null);
  const [change, setChange] = useState<Change>("disable");
  const { busy, run } = useConsoleOperation<Change>(errors);
  if (!user.own) return s.users.notYours;

  const offered: Change[] = user.status === "disabled" ? ["enable"] : user.force_password_change ? ["disable"] : ["disable", "force"];
  const send = async () => {
    say("");
    const params = { path: { ...path, account_id: user.id } };
    await answer(api.PATCH("/api/practices/{practice_id}/users/{account_id}", { params, body: CHANGES[change] }));
    say(s.users.done[change](user.username));
    await tell();
  };
  return (
    <>
      {offered.map((each) => (
        <span key={each} className="mr-4 inline-block">
          <Button
            look="plain"
            isPending={busy === each}
            onPress={() => {
              setChange(each);
              setAsks(each);
            }}
          >
            {s.users[each]}
            <span className="sr-only"> {user.username}</span>
          </Button>
        </span>
      ))}
      <ConfirmDialog
        title={s.users[`${change}Title`](user.username)}
        text={s.users[`${change}Text`]}
        action={s.users[change]}
        isOpen={asks !== null}
        onConfirm={() => void run(change, send)}
        onClose={() => setAsks(null)}
      />
    </>
  );
}
