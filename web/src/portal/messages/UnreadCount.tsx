import { unreadOf } from "../../api/queries/messages";
import type { Member } from "../../api/queries/account";
import { useText } from "../../i18n/language";

/** How many conversations wait to be read: a number for the eye, words for the ear. */
export function UnreadCount({ member }: { member: Member }) {
  const { t } = useText();
  const unread = unreadOf(member);
  if (unread === 0) return null;
  return (
    <>
      <span aria-hidden="true">&nbsp;({unread})</span>
      <span className="sr-only">, {t.messages.unreadCount(unread)}</span>
    </>
  );
}
