import { Badge, type BadgeLook } from "../../ui/Badge";
import type { Status } from "../api";
import { useStaffText } from "../text";

const LOOKS: Record<Status, BadgeLook> = { invited: "quiet", active: "good", locked: "bad", disabled: "bad" };

export function StatusBadge({ status }: { status: Status }) {
  const { s } = useStaffText();
  return <Badge look={LOOKS[status]}>{s.access.status[status]}</Badge>;
}
