import { useText } from "../../i18n/language";
import { Notice } from "../../ui/Notice";

/** Comes first wherever messages are read or written. */
export function Emergency() {
  const { t } = useText();
  return (
    <Notice look="warm">
      <strong>{t.messages.emergency}</strong>
    </Notice>
  );
}
