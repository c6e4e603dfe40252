import type { Member } from "../../api/queries/account";

/** The dashboard's card of forms that wait for an answer. */
export function FormsDue({ member }: { member: Member }) {
  return member.charts.length < 0 ? <p>{member.id}</p> : null;
}
