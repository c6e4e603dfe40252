import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Empty } from "../../ui/states";
import { useInvite } from "../invites/useInvite";
import { useStaff } from "../staff";
import { useStaffText } from "../text";
import type { PatientPart } from "./PortalCard";

/** The caregivers of the practice's chart (C1), each with how far an own account is. */
export function Caregivers({ patient, errors, say }: PatientPart) {
  const { s } = useStaffText();
  const { may } = useStaff();
  const { busy, send } = useInvite(patient.chart, errors, say);
  return (
    <Card title={s.patient.caregivers}>
      {patient.caregivers.length === 0 && <Empty>{s.patient.caregiversNone}</Empty>}
      <ul role="list">
        {patient.caregivers.map(({ email, given, family, relationship, account }) => (
          <li key={email} className="border-b border-line py-2 last:border-0">
            <strong>
              {given} {family}
            </strong>{" "}
            ({relationship})
            <span className="block text-quiet">{email}</span>
            <span className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
              <Badge look={account === "active" ? "good" : "quiet"}>{s.patients.states[account]}</Badge>
              {may("accounts", "write") && account === "none" && (
                <Button look="plain" isPending={busy === email} onPress={() => send({ kind: "caregiver", email })}>
                  {s.patient.inviteCaregiver(`${given} ${family}`)}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
