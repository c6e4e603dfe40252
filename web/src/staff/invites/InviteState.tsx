import { Badge, type BadgeLook } from "../../ui/Badge";
import type { Invite, InviteState } from "../api";
import { useStaffText } from "../text";

const LOOKS: Partial<Record<InviteState, BadgeLook>> = { accepted: "good", locked: "bad", expired: "bad" };

export function InviteStateBadge({ state }: { state: InviteState }) {
  const { s } = useStaffText();
  return <Badge look={LOOKS[state] ?? "quiet"}>{s.invites.states[state]}</Badge>;
}

export function InviteTimes({ invite: { sent, expires, state } }: { invite: Invite }) {
  const { s, format } = useStaffText();
  const isLive = expires !== null && ["sent", "opened", "verified"].includes(state);
  return (
    <span className="block text-quiet">
      {sent ? s.invites.sentAt(format.moment(new Date(sent))) : s.invites.notSent}
      {isLive && <span className="block">{s.invites.until(format.shortDay(new Date(expires)))}</span>}
    </span>
  );
}
