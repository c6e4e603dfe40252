import { Button, ButtonLink } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Empty } from "../../ui/states";
import type { FormErrors } from "../../ui/useFormErrors";
import { StatusBadge } from "../accounts/StatusBadge";
import type { Patient } from "../api";
import { isOpen, useInvite } from "../invites/useInvite";
import { useStaff } from "../staff";
import { useStaffText } from "../text";

/** What every card of a patient's page gets. */
export interface PatientPart {
  patient: Patient;
  /** The errors of the page, and what it says was done. */
  errors: FormErrors;
  say: (text: string) => void;
}

/** Who can see the record in the portal, and the way to set it up; the top of the patient's dashboard. */
export function PortalCard({ patient, errors, say }: PatientPart) {
  const { s, format } = useStaffText();
  const { may } = useStaff();
  const { busy, send } = useInvite(patient.chart, errors, say);
  const { email, accounts, invites } = patient;
  const mayInvite = may("accounts", "write") && !accounts.some(({ role }) => role === "primary") && !invites.some((each) => each.kind === "primary" && isOpen(each));
  return (
    <Card title={s.patient.portal}>
      {accounts.length === 0 && <Empty>{s.patient.portalNone}</Empty>}
      <ul role="list" aria-label={s.patient.accountsOf}>
        {accounts.map(({ id, name, username, role, status, last_sign_in: last }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-0">
            <span className="grow">
              <strong>{name || username}</strong> ({s.access.roles[role]})
              <span className="block text-quiet">
                {username} · {s.account.lastSignIn}: {last ? format.moment(new Date(last)) : s.access.never}
              </span>
            </span>
            <StatusBadge status={status} />
          </li>
        ))}
      </ul>
      {mayInvite && !email && <p className="mt-2">{s.patient.noEmail}</p>}
      <div className="mt-4 flex flex-wrap gap-3">
        {may("accounts") && <ButtonLink to={`/patients/${patient.chart}/account`}>{s.patient.configure}</ButtonLink>}
        {mayInvite && email && (
          <Button look="secondary" isPending={busy !== null} onPress={() => send({ kind: "primary", email })}>
            {s.patient.invite}
          </Button>
        )}
      </div>
    </Card>
  );
}
