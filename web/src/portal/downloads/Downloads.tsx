import { useText } from "../../i18n/language";
import { Page } from "../../ui/Page";

export default function Downloads() {
  const { t } = useText();
  return <Page title={t.downloads.title}>{null}</Page>;
}
