import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

/** What somebody outside sees who was sent a link to a document. */
export default function SharedDocument() {
  const { t } = useText();
  return <Page title={t.shared.title}>{null}</Page>;
}
