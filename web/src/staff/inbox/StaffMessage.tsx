import { MessageCard } from "../../ui/MessageCard";
import type { ThreadMessage } from "../api";
import { OpenReceived } from "../documents/OpenReceived";
import { useStaffText } from "../text";

/** A message as staff see it: with what whoever wrote it is. */
export function StaffMessage({ message }: { message: ThreadMessage }) {
  const { s } = useStaffText();
  const texts = s.inbox;
  const { by, side, on_behalf_of: behalf } = message;
  const role = by.role && (side === "practice" ? (s.roles[by.role as keyof typeof s.roles] ?? by.role) : (texts.roles[by.role] ?? by.role));
  return (
    <MessageCard
      {...message}
      from={role ? texts.person(by.name, role) : by.name}
      isPractice={side === "practice"}
      behalf={behalf && texts.onBehalf(behalf)}
      files={texts.files}
      open={({ id, name }) => <OpenReceived id={id} name={name} />}
    />
  );
}
