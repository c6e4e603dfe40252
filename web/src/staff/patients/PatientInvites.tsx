import { Card } from "../../ui/Card";
import { Empty } from "../../ui/states";
import { InviteActions } from "../invites/InviteActions";
import { InviteStateBadge, InviteTimes } from "../invites/InviteState";
import { useStaffText } from "../text";
import type { PatientPart } from "./PortalCard";

/** Every invitation to this patient's record, with its state. */
export function PatientInvites({ patient, errors, say }: PatientPart) {
  const { s } = useStaffText();
  return (
    <Card title={s.invites.title}>
      {patient.invites.length === 0 && <Empty>{s.invites.none}</Empty>}
      <ul role="list">
        {patient.invites.map((invite) => (
          <li key={invite.id} className="border-b border-line py-2 last:border-0">
            <strong>{invite.email}</strong>
            <span className="block text-quiet">
              {[invite.name, s.invites.kinds[invite.kind]].filter(Boolean).join(" · ")}
            </span>
            <span className="mt-1 block">
              <InviteStateBadge state={invite.state} />
            </span>
            <InviteTimes invite={invite} />
            <InviteActions chart={patient.chart} invite={invite} errors={errors} say={say} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
