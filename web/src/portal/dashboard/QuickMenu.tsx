import type { Member } from "../../api/queries/account";
import { chartsUploading } from "../../api/queries/documents";
import { chartsWriting, unreadOf } from "../../api/queries/messages";
import { useText } from "../../i18n/language";
import { ButtonLink } from "../../ui/Button";
import { documentsPath } from "../documents/address";
import { messagesPath, writePath } from "../messages/address";

/** What people come for most often (F1, G1), and what waits to be read; only what they may do. */
export function QuickMenu({ member }: { member: Member }) {
  const { t } = useText();
  const unread = unreadOf(member);
  const mayUpload = chartsUploading(member).length > 0;
  const mayWrite = chartsWriting(member).length > 0;
  if (!unread && !mayWrite && !mayUpload) return null;
  return (
    <nav aria-label={t.quick.title} className="mb-6">
      <ul role="list" className="flex flex-wrap gap-3">
        {unread > 0 && (
          <li>
            <ButtonLink to={messagesPath(member)}>{t.messages.readNew(unread)}</ButtonLink>
          </li>
        )}
        {mayWrite && (
          <li>
            <ButtonLink look="secondary" to={writePath(member)}>
              {t.messages.write}
            </ButtonLink>
          </li>
        )}
        {mayUpload && (
          <li>
            <ButtonLink look="secondary" to={`${documentsPath(member)}/upload`}>
              {t.quick.upload}
            </ButtonLink>
          </li>
        )}
      </ul>
    </nav>
  );
}
